import * as tf from '@tensorflow/tfjs';

/**
 * Pixels from [0, 1] to [-1, 1], the range of tanh: `2 x - 1`.
 *
 * @param x any shape
 * @throws if a pixel is outside [0, 1]
 * @example
 * const images = normalise(toPixels(train, [784]));
 */
export function normalise(x: tf.Tensor): tf.Tensor {
  assertPixels(x, 0, 1);
  return tf.tidy(() => x.mul(2).sub(1));
}

/**
 * The inverse of `normalise`: from [-1, 1] to [0, 1], for drawing images.
 *
 * @throws if a number is outside [-1, 1]
 * @example
 * await compareImages(denormalise(images), denormalise(auto.predict(images) as tf.Tensor));
 */
export function denormalise(x: tf.Tensor): tf.Tensor {
  assertPixels(x, -1, 1);
  return tf.tidy(() => x.add(1).div(2));
}

/**
 * Checks that there are pixels, and that each is from `min` to `max`, within rounding error.
 *
 * @throws `invalid pixels: from 0 to 255 (expected from 0 to 1; divide bytes by 255)`
 * @example
 * assertPixels(images, 0, 1);
 */
export function assertPixels(x: tf.Tensor, min: number, max: number): void {
  if (!x.size) throw new Error(`invalid pixels: an empty tensor (expected numbers from ${min} to ${max})`);
  const [least, most] = tf.tidy(() => [x.min().dataSync()[0]!, x.max().dataSync()[0]!]);
  const room = 1e-4;
  if (!(least >= min - room && most <= max + room)) {
    const hint = most > max ? '; divide bytes by 255' : '';
    throw new Error(`invalid pixels: from ${least} to ${most} (expected from ${min} to ${max}${hint})`);
  }
}
