import * as tf from '@tensorflow/tfjs';
import { Pixels } from '../graph/pixels';
import { Rows } from '../graph/rows';
import { dataOf, native, toTensor, type TensorData } from '../graph/runtime';
import { replaceKernel } from './kernel';

/**
 * Rows of data that JavaScript still holds, as `fit` takes them for each batch, are only noted: the step's graph gathers
 * them where it needs them. TensorFlow then never holds a copy of all of the data.
 */
export function installGather(): void {
  let last: { x: object; data: Rows; batch: tf.Tensor } | undefined;
  replaceKernel('GatherV2', (original) => (args) => {
    const { x, indices } = args.inputs as { x: tf.Tensor; indices: tf.Tensor };
    const { axis, batchDims } = args.attrs as { axis: number; batchDims: number };
    const isPlain = axis === 0 && !batchDims && indices.rank === 1 && !native().binding.recording;
    const source = isPlain && x.dtype === 'float32' && sourceOf(dataOf(x));
    if (!source) return original(args);
    const rows = indices.dataSync() as Int32Array;
    if (rows.some((row) => row < 0 || row >= x.shape[0]!)) return original(args);
    const isLast =
      last?.x === x.dataId && !last.batch.isDisposed && tf.util.arraysEqual(last.data.rows, rows);
    if (isLast) return tf.clone(last!.batch); // an autoencoder's targets are its inputs
    const data = new Rows([rows.length, ...x.shape.slice(1)], source, rows);
    last = { x: x.dataId, data, batch: toTensor(data) };
    return last.batch;
  });
}

/** What JavaScript holds of floats: numbers, or the bytes of pixels. */
const sourceOf = (data: TensorData): Float32Array | Uint8Array | null =>
  data instanceof Pixels ? data.bytes : (data.values as Float32Array | null);
