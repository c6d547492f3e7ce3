import * as tf from '@tensorflow/tfjs';
import { replaceKernel } from '../kernels/kernel';

/** Numbers that may be added up one after the other: float32 loses no more than a digit of its seven. */
const atOnce = 512;

/** Sums and means of everything in two stages: wasm adds number after number, and of 200,000 loses three digits. */
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

/** How many rows of equal length to make of `size` numbers; 1 when they are few enough, or cannot be divided. */
function toRows(size: number): number {
  if (size <= atOnce) return 1;
  for (let rows = Math.floor(Math.sqrt(size)); rows > 1; rows--) if (size % rows === 0) return rows;
  return 1;
}
