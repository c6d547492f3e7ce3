import * as tf from '@tensorflow/tfjs';
import { assertRange, assertSizes } from '../base/assert';

/**
 * The points of a square grid in two latent dimensions, row by row; the first dimension is constant within a row.
 *
 * @param side points along each dimension, at least 2
 * @param min minimum of both dimensions; defaults to -3
 * @param max maximum of both dimensions; defaults to 3
 * @returns `[side * side, 2]`
 * @throws if `side` is not a whole number of at least 2, or `max` is below `min`
 * @example
 * const grid = decoder.predict(buildGrid(25)) as tf.Tensor; // [625, 784]
 * await buildPicture(grid, { columns: 25 });
 */
export function buildGrid(side: number, min = -3, max = 3): tf.Tensor2D {
  assertSizes({ side });
  assertRange('side', side, 2);
  assertRange('max', max, min);
  return tf.tidy(() => {
    const points = tf.linspace(min, max, side);
    const first = points.reshape([side, 1]).tile([1, side]);
    const second = points.reshape([1, side]).tile([side, 1]);
    return tf.stack([first, second], 2).reshape([side * side, 2]);
  });
}

/**
 * Codes on the straight line from one code to another, including both ends.
 *
 * @param from `[latentDims]` or `[1, latentDims]`
 * @param to a code of the same shape
 * @param steps the number of codes, at least 2
 * @returns `[steps, latentDims]`
 * @throws if the shapes differ
 * @example
 * const walk = decoder.predict(buildWalk(zMean.gather([3]), zMean.gather([7]), 10));
 */
export function buildWalk(from: tf.Tensor, to: tf.Tensor, steps: number): tf.Tensor2D {
  assertSizes({ steps });
  assertRange('steps', steps, 2);
  if (String(from.shape) !== String(to.shape))
    throw new Error(`invalid to: shape [${to.shape}] (expected [${from.shape}], the shape of from)`);
  return tf.tidy(() => {
    const [a, b] = [from, to].map((code) => code.reshape([1, code.size])) as [tf.Tensor, tf.Tensor];
    const share = tf.linspace(0, 1, steps).reshape([steps, 1]);
    return a.mul(tf.sub(1, share)).add(b.mul(share)) as tf.Tensor2D;
  });
}

/**
 * Codes near the given ones: `code + normal(0, stddev)`.
 *
 * @param codes `[batch, ...]`
 * @param stddev standard deviation of the distance, at least 0; defaults to 0.1
 * @param seed makes the result repeatable; different in every call by default
 * @throws if `stddev` is negative
 * @example
 * const pictures = decoder.predict(buildNeighbours(encoder.predict(images) as tf.Tensor));
 */
export function buildNeighbours(codes: tf.Tensor, stddev = 0.1, seed?: number): tf.Tensor {
  assertRange('stddev', stddev, 0);
  return tf.tidy(() => codes.add(tf.randomNormal(codes.shape, 0, stddev, 'float32', seed)));
}
