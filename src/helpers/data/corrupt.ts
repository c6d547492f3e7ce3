import * as tf from '@tensorflow/tfjs';
import { assertRange } from '../base/assert';
import { assertPixels } from './normalise';

/**
 * Adds normal noise to each pixel and clips to [0, 1].
 *
 * @param x pixels from 0 to 1, any shape
 * @param stddev standard deviation of the noise, at least 0
 * @param seed makes the noise repeatable; new noise in every call by default
 * @throws if stddev is negative, or a pixel is outside [0, 1]
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
 * Sets a share of the pixels to black or white, with equal probability.
 *
 * @param share of the pixels, from 0 to 1
 * @throws if share is not, or a pixel is outside [0, 1]
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
 * Sets a share of the pixels to black.
 *
 * @param share of the pixels, from 0 to 1
 * @throws if share is not, or a pixel is outside [0, 1]
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
