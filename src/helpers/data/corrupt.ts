import * as tf from '@tensorflow/tfjs';
import { assertRange } from '../base/assert';
import { assertPixels } from './normalise';

/**
 * Pictures with normal noise on each pixel, clipped to [0, 1].
 *
 * @param x pixels from 0 to 1, any shape
 * @param stddev of the noise, at least 0
 * @param seed what the noise follows from; new noise at every call when left out
 * @throws when stddev is negative, or a pixel is outside [0, 1]
 * @see Vincent et al. (2010), "Stacked Denoising Autoencoders", section 3.3, for this and the two below
 * @example
 * const noisy = addGaussianNoise(images, 0.5, 1);
 */
export function addGaussianNoise(x: tf.Tensor, stddev: number, seed?: number): tf.Tensor {
  assertRange('stddev', stddev, 0);
  assertPixels(x, 0, 1);
  return tf.tidy(() => x.add(tf.randomNormal(x.shape, 0, stddev, 'float32', seed)).clipByValue(0, 1));
}

/**
 * Pictures with a share of their pixels made black or white, each by the toss of a coin.
 *
 * @param share of the pixels, from 0 to 1
 * @throws when share is outside that, or a pixel is
 * @example
 * const noisy = addSaltAndPepper(images, 0.2, 1);
 */
export function addSaltAndPepper(x: tf.Tensor, share: number, seed?: number): tf.Tensor {
  assertRange('share', share, 0, 1);
  assertPixels(x, 0, 1);
  return tf.tidy(() => {
    const chance = tf.randomUniform(x.shape, 0, 1, 'float32', seed);
    const salted = tf.where(chance.less(share / 2), tf.onesLike(x), x);
    return tf.where(chance.greaterEqual(1 - share / 2), tf.zerosLike(x), salted);
  });
}

/**
 * Pictures with a share of their pixels made black.
 *
 * @param share of the pixels, from 0 to 1
 * @throws when share is outside that, or a pixel is
 * @example
 * const masked = maskPixels(images, 0.5, 1);
 */
export function maskPixels(x: tf.Tensor, share: number, seed?: number): tf.Tensor {
  assertRange('share', share, 0, 1);
  assertPixels(x, 0, 1);
  return tf.tidy(() => {
    const chance = tf.randomUniform(x.shape, 0, 1, 'float32', seed);
    return tf.where(chance.less(share), tf.zerosLike(x), x);
  });
}
