import * as tf from '@tensorflow/tfjs';
import { assertSizes } from '../helpers/base/assert';
import { contractiveDense } from '../layers/contractive-dense';
import type { Autoencoder } from './autoencoder';
import { connect } from './connect';

/**
 * A contractive autoencoder: it is penalized for a code that changes when its input changes slightly.
 *
 * `[batch, inputDims]` -> sigmoid code `[batch, latentDims]` -> sigmoid `[batch, inputDims]`
 *
 *     loss = binary cross-entropy + lambtha * squared Frobenius norm of d code / d input, mean over the batch
 *
 * @param lambtha factor of the penalty, at least 0; with 0 it is a plain autoencoder, for comparison
 * @throws if a size is not a whole number of at least 1, or lambtha is negative
 * @see Rifai et al. (2011), "Contractive Auto-Encoders: Explicit Invariance During Feature Extraction"
 * @example
 * const { encoder, auto } = contractiveAutoencoder(784, 64, 1e-4);
 */
export function contractiveAutoencoder(inputDims: number, latentDims: number, lambtha: number): Autoencoder {
  assertSizes({ inputDims, latentDims });
  const input = tf.input({ shape: [inputDims] });
  const code = contractiveDense({ units: latentDims, lambtha }).apply(input) as tf.SymbolicTensor;
  const encoder = tf.model({ inputs: input, outputs: code, name: 'encoder' });

  const latent = tf.input({ shape: [latentDims] });
  const pixels = tf.layers
    .dense({ units: inputDims, activation: 'sigmoid', kernelInitializer: 'glorotUniform' })
    .apply(latent);
  const decoder = tf.model({ inputs: latent, outputs: pixels as tf.SymbolicTensor, name: 'decoder' });
  return connect(encoder, decoder, { optimizer: 'adam', loss: 'binaryCrossentropy' });
}
