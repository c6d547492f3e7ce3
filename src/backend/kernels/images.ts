import type * as tf from '@tensorflow/tfjs';

/**
 * Whether `x`, `[batch, height, width, channels]`, holds images for our operations: at least one, with pixels, of fewer
 * than 2 ** 31 numbers. What is empty or larger is left to TensorFlow.
 */
export function hasImages(x: tf.Tensor): x is tf.Tensor4D {
  return x.rank === 4 && x.size > 0 && x.size / x.shape[0]! < 2 ** 31;
}
