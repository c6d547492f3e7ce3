import * as tf from '@tensorflow/tfjs';
import { assertRange, assertSizes } from '../base/assert';

/**
 * The points of a square grid in two latent dimensions, row by row; a row is one value of the first dimension.
 *
 * @param side points along each dimension, at least 2
 * @param min of both dimensions, -3 when left out
 * @param max of both dimensions, 3 when left out
 * @returns `[side * side, 2]`
 * @throws when `side` is not a whole number of at least 2, or `max` is below `min`
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
 * Codes on the straight line from one code to another, both ends included.
 *
 * @param from `[latentDims]` or `[1, latentDims]`
 * @param to of the same shape
 * @param steps codes on the way, at least 2
 * @returns `[steps, latentDims]`
 * @throws when the two differ in shape
 * @example
 * const walk = decoder.predict(buildWalk(zMean.gather([3]), zMean.gather([7]), 10));
 */
export function buildWalk(from: tf.Tensor, to: tf.Tensor, steps: number): tf.Tensor2D {
  assertSizes({ steps });
  assertRange('steps', steps, 2);
  if (String(from.shape) !== String(to.shape))
    throw new Error(`invalid to: shape [${to.shape}] (expected [${from.shape}], like the code walked from)`);
  return tf.tidy(() => {
    const [a, b] = [from, to].map((code) => code.reshape([1, code.size])) as [tf.Tensor, tf.Tensor];
    const share = tf.linspace(0, 1, steps).reshape([steps, 1]);
    return a.mul(tf.sub(1, share)).add(b.mul(share)) as tf.Tensor2D;
  });
}

/**
 * Codes near the codes given: `code + normal(0, stddev)`.
 *
 * @param codes `[batch, ...]`
 * @param stddev how far, at least 0; 0.1 when left out
 * @param seed what the numbers follow from; new ones at every call when left out
 * @throws when `stddev` is negative
 * @example
 * const pictures = decoder.predict(buildNeighbours(encoder.predict(images) as tf.Tensor));
 */
export function buildNeighbours(codes: tf.Tensor, stddev = 0.1, seed?: number): tf.Tensor {
  assertRange('stddev', stddev, 0);
  return tf.tidy(() => codes.add(tf.randomNormal(codes.shape, 0, stddev, 'float32', seed)));
}
