import type * as tf from '@tensorflow/tfjs';

/**
 * Whether our operations support the images `x`, `[batch, height, width, channels]`: at least one, with pixels, and fewer
 * than 2 ** 31 numbers. Empty or larger tensors are left to TensorFlow.
 */
export function hasImages(x: tf.Tensor): x is tf.Tensor4D {
  return x.rank === 4 && x.size > 0 && x.size / x.shape[0]! < 2 ** 31;
}
