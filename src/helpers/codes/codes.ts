import type * as tf from '@tensorflow/tfjs';
import { assertSizes } from '../base/assert';

/** Codes: a tensor with one code per row (further dimensions are flattened), or plain numbers. */
export type Codes = tf.Tensor | number[][];

/**
 * Codes as plain rows of numbers, checked for drawing in `dims` dimensions.
 *
 * @throws if there are fewer than 2 codes, a code has fewer than `dims` numbers, or a number is not finite
 * @example
 * const rows = await toRows(encoder.predict(images) as tf.Tensor, 2); // [count][latentDims]
 */
export async function toRows(codes: Codes, dims: number): Promise<number[][]> {
  assertSizes({ dims });
  const rows = Array.isArray(codes) ? codes : await readRows(codes);
  if (rows.length < 2) throw new Error(`invalid codes: ${rows.length} of them (expected at least 2)`);
  const width = rows[0]!.length;
  if (width < dims) throw new Error(`invalid dims: ${dims} (expected at most ${width}, the size of a code)`);
  for (const [i, row] of rows.entries())
    if (row.length !== width || !row.every(Number.isFinite))
      throw new Error(
        `invalid code ${i}: [${row.slice(0, 4)}${row.length > 4 ? ', …' : ''}] (expected ${width} finite numbers)`,
      );
  return rows;
}

async function readRows(codes: tf.Tensor): Promise<number[][]> {
  const count = codes.shape[0] ?? 0;
  const values = await codes.data();
  const width = count ? codes.size / count : 0;
  return Array.from({ length: count }, (_, i) => Array.from(values.subarray(i * width, (i + 1) * width)));
}
