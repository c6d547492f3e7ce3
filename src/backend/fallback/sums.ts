import * as tf from '@tensorflow/tfjs';
import { replaceKernel } from '../kernels/kernel';

/** How many numbers may be added sequentially without losing more than one of float32's seven digits. */
const atOnce = 512;

/** Full sums and means in two stages: wasm adds sequentially, which loses three digits over 200,000 numbers. */
export function installSums(): void {
  for (const [name, reduce] of [
    ['Sum', tf.sum],
    ['Mean', tf.mean],
  ] as const)
    replaceKernel(
      name,
      (original) => (args) => {
        const x = args.inputs.x!;
        const { axis, keepDims } = args.attrs as { axis: number | number[]; keepDims?: boolean };
        const isWhole = tf.util.parseAxisParam(axis, x.shape).length === x.rank;
        const rows = isWhole && !keepDims && x.dtype === 'float32' ? toRows(x.size) : 1;
        if (rows === 1) return original(args);
        return tf.tidy(() => reduce(reduce(tf.reshape(x, [rows, x.size / rows]), 1)));
      },
      'wasm',
    );
}

/** How many rows of equal length to split `size` numbers into; 1 if they are few enough or cannot be divided. */
function toRows(size: number): number {
  if (size <= atOnce) return 1;
  for (let rows = Math.floor(Math.sqrt(size)); rows > 1; rows--) if (size % rows === 0) return rows;
  return 1;
}
