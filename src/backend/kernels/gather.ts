import * as tf from '@tensorflow/tfjs';
import { frozenValues } from '../data/ownership';
import { Pixels } from '../data/pixels';
import { Rows } from '../data/rows';
import { dataOf, native, toTensor, type TensorData } from '../tfjs/runtime';
import { replaceKernel, share } from './kernel';

/**
 * The rows of data held by JavaScript that `fit` takes for each batch are only recorded: the step's graph gathers them
 * when it needs them. TensorFlow then never holds a copy of all of the data.
 */
export function installGather(): void {
  let last: { source: object; data: Rows; batch: tf.Tensor } | undefined;
  replaceKernel('GatherV2', (original) => (args) => {
    const { x, indices } = args.inputs as { x: tf.Tensor; indices: tf.Tensor };
    const { axis, batchDims } = args.attrs as { axis: number; batchDims: number };
    const isPlain =
      axis === 0 && x.rank > 0 && !batchDims && indices.rank === 1 && !native().binding.recording;
    const source = isPlain && x.dtype === 'float32' && sourceOf(dataOf(x));
    if (!source) return original(args);
    const rows = indices.dataSync() as Int32Array;
    if (rows.some((row) => row < 0 || row >= x.shape[0]!)) return original(args);
    const shape = [rows.length, ...x.shape.slice(1)];
    const isLast =
      last?.source === source &&
      !last.batch.isDisposed &&
      tf.util.arraysEqual(last.data.shape, shape) &&
      tf.util.arraysEqual(last.data.rows, rows);
    if (isLast) return share(last!.batch); // an autoencoder's targets are its inputs
    const data = new Rows(shape, source, rows.slice());
    last = { source, data, batch: toTensor(data) };
    return last.batch;
  });
}

/**
 * An array of floats, or of bytes of pixels, that never changes, so that recorded rows stay the same. The data of a weight
 * is excluded, because a step changes it in place.
 */
function sourceOf(data: TensorData): Float32Array | Uint8Array | null {
  if (data instanceof Pixels) return data.bytes;
  const isFixed = data instanceof Rows || Object.hasOwn(data, 'values');
  return isFixed ? (frozenValues(data) as Float32Array | null) : null;
}
