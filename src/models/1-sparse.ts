import * as tf from '@tensorflow/tfjs';
import { assertRange, assertSizes } from '../helpers/base/assert';
import { activityRegularization } from '../layers/activity-regularization';
import type { Autoencoder } from './autoencoder';

/**
 * A sparse autoencoder: a vanilla one that is penalized for every unit of its code that is not 0.
 *
 * `[batch, inputDims]` -> hiddenLayers -> `[batch, latentDims]` -> hiddenLayers reversed -> `[batch, inputDims]`
 *
 *     loss = binary cross-entropy + lambtha * sum over units |code|, mean over the batch
 *
 * @param inputDims size of one input, at least 1
 * @param hiddenLayers units of the encoder's hidden layers, in order; the decoder uses them in reverse
 * @param latentDims size of one code, at least 1
 * @param lambtha factor of the L1 penalty on the code, at least 0
 * @throws if a size is not a whole number of at least 1, or lambtha is negative
 * @see the Deep Learning textbook, chapter 14.2.1, "Sparse Autoencoders"
 * @example
 * const { encoder, decoder, auto } = autoencoder(784, [128, 64], 32, 10e-6);
 * await auto.fit(images, images, { epochs: 50, batchSize: 256 });
 */
export function autoencoder(
  inputDims: number,
  hiddenLayers: number[],
  latentDims: number,
  lambtha: number,
): Autoencoder {
  assertSizes({ inputDims, hiddenLayers, latentDims });
  assertRange('lambtha', lambtha, 0);
  const input = tf.input({ shape: [inputDims] });
  let code = input;
  for (const units of [...hiddenLayers, latentDims]) code = dense(units, 'relu', code);
  code = activityRegularization({ l1: lambtha }).apply(code) as tf.SymbolicTensor;
  const encoder = tf.model({ inputs: input, outputs: code, name: 'encoder' });

  const latent = tf.input({ shape: [latentDims] });
  let hidden = latent;
  for (const units of [...hiddenLayers].reverse()) hidden = dense(units, 'relu', hidden);
  const pixels = dense(inputDims, 'sigmoid', hidden);
  const decoder = tf.model({ inputs: latent, outputs: pixels, name: 'decoder' });

  const reconstruction = decoder.apply(encoder.apply(input)) as tf.SymbolicTensor;
  const auto = tf.model({ inputs: input, outputs: reconstruction, name: 'auto' });
  auto.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });
  return { encoder, decoder, auto };
}

/** A dense layer on top of `x`: `activation(x W + b)`, `[batch, units]`. */
function dense(units: number, activation: 'relu' | 'sigmoid', x: tf.SymbolicTensor): tf.SymbolicTensor {
  return tf.layers
    .dense({ units, activation, kernelInitializer: 'glorotUniform' })
    .apply(x) as tf.SymbolicTensor;
}
