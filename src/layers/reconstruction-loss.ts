import * as tf from '@tensorflow/tfjs';

/**
 * Binary cross-entropy summed over the pixels, the reconstruction part of a variational autoencoder's loss:
 *
 *     -sum over pixels (y log p + (1 - y) log(1 - p))
 *
 * Keras' and tfjs' `binaryCrossentropy` is the mean over the pixels. The divergence is a sum, so this loss has to be a
 * sum too, or the divergence would outweigh the reconstruction.
 *
 * @param yTrue `[batch, inputDims]`, from 0 to 1
 * @param yPred `[batch, inputDims]`, from 0 to 1
 * @returns `[batch]`, in nats
 * @see Kingma and Welling (2013), "Auto-Encoding Variational Bayes", appendix C.1
 * @example
 * auto.compile({ optimizer: 'adam', loss: reconstructionLoss });
 */
export function reconstructionLoss(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
  return tf.tidy(() => tf.metrics.binaryCrossentropy(yTrue, yPred).mul(yTrue.shape[yTrue.rank - 1]!));
}
/** It depends only on its arguments. */
reconstructionLoss.pure = true;
