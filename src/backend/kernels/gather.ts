import * as tf from '@tensorflow/tfjs';
import { dataOf, native } from '../graph/runtime';
import { replaceKernel } from './kernel';

/**
 * Rows of data that JavaScript still holds, as `fit` takes them for each batch, are copied there: TensorFlow then never
 * needs a copy of all of the data, and the batch goes into the step's graph as it is.
 */
export function installGather(): void {
  let last: { x: object; rows: tf.TypedArray; batch: tf.Tensor } | undefined;
  replaceKernel('GatherV2', (original) => (args) => {
    const { x, indices } = args.inputs as { x: tf.Tensor; indices: tf.Tensor };
    const { axis, batchDims } = args.attrs as { axis: number; batchDims: number };
    const { values } = dataOf(x);
    const isPlain = axis === 0 && !batchDims && indices.rank === 1 && !native().binding.recording;
    if (!isPlain || !(values instanceof Float32Array)) return original(args);
    const [count, size] = [x.shape[0]!, x.size / x.shape[0]!];
    const rows = indices.dataSync();
    if (rows.some((row) => row < 0 || row >= count)) return original(args);
    const isLast = last?.x === x.dataId && !last.batch.isDisposed && tf.util.arraysEqual(last.rows, rows);
    if (isLast) return tf.clone(last!.batch); // an autoencoder's targets are its inputs
    const batch = new Float32Array(rows.length * size);
    rows.forEach((row, i) => batch.set(values.subarray(row * size, (row + 1) * size), i * size));
    last = { x: x.dataId, rows, batch: tf.tensor(batch, [rows.length, ...x.shape.slice(1)]) };
    return last.batch;
  });
}
