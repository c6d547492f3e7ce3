import * as tf from '@tensorflow/tfjs';
import { kSparse } from '../layers/k-sparse';
import type { Autoencoder } from './autoencoder';
import { connect } from './connect';
import { denseAutoencoder } from './dense';

/**
 * A k-sparse autoencoder: only the k largest numbers of each code reach the decoder.
 *
 * `[batch, inputDims]` -> hiddenLayers -> linear code, k largest -> hiddenLayers reversed -> `[batch, inputDims]`
 *
 * @param k how many numbers of each code to keep, at most latentDims
 * @throws if a size is not a whole number of at least 1, or k is larger than latentDims
 * @see Makhzani and Frey (2013), "k-Sparse Autoencoders"
 * @example
 * const { encoder, auto } = kSparseAutoencoder(784, [], 256, 25);
 */
export function kSparseAutoencoder(
  inputDims: number,
  hiddenLayers: number[],
  latentDims: number,
  k: number,
): Autoencoder {
  const { encoder: full, decoder } = denseAutoencoder({ inputDims, hiddenLayers, latentDims });
  const code = kSparse({ k }).apply(full.outputs) as tf.SymbolicTensor;
  const encoder = tf.model({ inputs: full.inputs, outputs: code, name: 'encoder' });
  return connect(encoder, decoder, { optimizer: 'adam', loss: 'binaryCrossentropy' });
}
