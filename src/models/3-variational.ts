import * as tf from '@tensorflow/tfjs';
import { assertSizes } from '../helpers/base/assert';
import { klLoss } from '../layers/kl-divergence';
import { reconstructionLoss } from '../layers/reconstruction-loss';
import { sampling } from '../layers/sampling';
import type { Autoencoder } from './autoencoder';

/**
 * A variational autoencoder: its code is a normal distribution, and it decodes samples drawn from it.
 *
 * `[batch, inputDims]` -> hiddenLayers -> zMean, zLogVar -> z, all `[batch, latentDims]`
 * -> hiddenLayers reversed -> `[batch, inputDims]`
 *
 *     loss = binary cross-entropy summed over the pixels + KL(N(zMean, exp(zLogVar)) || N(0, 1)), mean over the batch
 *
 * @param inputDims size of one input, at least 1
 * @param hiddenLayers units of the encoder's hidden layers, in order; the decoder uses them in reverse
 * @param latentDims size of one code, at least 1
 * @returns an encoder with the outputs `[z, zMean, zLogVar]`, the decoder of z, and both as one model
 * @throws if a size is not a whole number of at least 1
 * @see Kingma and Welling (2013), "Auto-Encoding Variational Bayes"
 * @example
 * const { encoder, decoder, auto } = autoencoder(784, [512], 2);
 * await auto.fit(images, images, { epochs: 50, batchSize: 256 });
 */
export function autoencoder(inputDims: number, hiddenLayers: number[], latentDims: number): Autoencoder {
  assertSizes({ inputDims, hiddenLayers, latentDims });
  const input = tf.input({ shape: [inputDims] });
  let features = input;
  for (const units of hiddenLayers) features = dense(units, 'relu', features);
  const zMean = dense(latentDims, 'linear', features);
  const zLogVar = dense(latentDims, 'linear', features);
  const drawn = sampling().apply([zMean, zLogVar]) as tf.SymbolicTensor;
  const z = klLoss().apply([drawn, zMean, zLogVar]) as tf.SymbolicTensor;
  const encoder = tf.model({ inputs: input, outputs: [z, zMean, zLogVar], name: 'encoder' });

  const latent = tf.input({ shape: [latentDims] });
  let hidden = latent;
  for (const units of [...hiddenLayers].reverse()) hidden = dense(units, 'relu', hidden);
  const pixels = dense(inputDims, 'sigmoid', hidden);
  const decoder = tf.model({ inputs: latent, outputs: pixels, name: 'decoder' });

  const [code] = encoder.apply(input) as tf.SymbolicTensor[];
  const reconstruction = decoder.apply(code!) as tf.SymbolicTensor;
  const auto = tf.model({ inputs: input, outputs: reconstruction, name: 'auto' });
  auto.compile({ optimizer: 'adam', loss: reconstructionLoss });
  return { encoder, decoder, auto };
}

/** A dense layer on top of `x`: `activation(x W + b)`, `[batch, units]`. */
function dense(
  units: number,
  activation: 'relu' | 'sigmoid' | 'linear',
  x: tf.SymbolicTensor,
): tf.SymbolicTensor {
  return tf.layers
    .dense({ units, activation, kernelInitializer: 'glorotUniform' })
    .apply(x) as tf.SymbolicTensor;
}
