import * as tf from '@tensorflow/tfjs';
import { assertSizes } from '../helpers/base/assert';
import type { Autoencoder } from './autoencoder';
import { connect } from './connect';

/** Arguments of `denseAutoencoder`. */
export interface DenseArgs {
  /** Size of one input, at least 1. */
  inputDims: number;
  /** Units of the encoder's hidden layers, in order; the decoder uses them in reverse. */
  hiddenLayers: number[];
  /** Size of one code, at least 1. */
  latentDims: number;
  /** Activation of the code: `linear` (any number, the default), `relu` (no negative ones) or another. */
  codeActivation?: Activation;
  /** Activation of the last layer: `sigmoid` for pixels in [0, 1] (the default), `tanh` for pixels in [-1, 1]. */
  outputActivation?: 'sigmoid' | 'tanh' | 'linear';
  /** Defaults to `meanSquaredError`. */
  loss?: 'meanSquaredError' | 'binaryCrossentropy';
  /** Defaults to `adam`. */
  optimizer?: string | tf.Optimizer;
}

/**
 * A dense autoencoder with a choice of code activation, output activation, loss and optimizer; hidden layers use relu.
 *
 * `[batch, inputDims]` -> hiddenLayers -> `[batch, latentDims]` -> hiddenLayers reversed -> `[batch, inputDims]`
 *
 * @throws if a size is not a whole number of at least 1
 * @example
 * const { auto } = denseAutoencoder({ inputDims: 784, hiddenLayers: [128, 64], latentDims: 3,
 *   outputActivation: 'tanh', optimizer: adamw(0.001, 1e-5) });
 */
export function denseAutoencoder(args: DenseArgs): Autoencoder {
  const {
    inputDims,
    hiddenLayers,
    latentDims,
    codeActivation = 'linear',
    outputActivation = 'sigmoid',
  } = args;
  const { loss = 'meanSquaredError', optimizer = 'adam' } = args;
  assertSizes({ inputDims, hiddenLayers, latentDims });

  const input = tf.input({ shape: [inputDims] });
  let features = input;
  for (const units of hiddenLayers) features = dense(units, 'relu', features);
  const code = dense(latentDims, codeActivation, features);
  const encoder = tf.model({ inputs: input, outputs: code, name: 'encoder' });

  const latent = tf.input({ shape: [latentDims] });
  let hidden = latent;
  for (const units of [...hiddenLayers].reverse()) hidden = dense(units, 'relu', hidden);
  const pixels = dense(inputDims, outputActivation, hidden);
  const decoder = tf.model({ inputs: latent, outputs: pixels, name: 'decoder' });

  return connect(encoder, decoder, { optimizer, loss });
}

type Activation = 'linear' | 'relu' | 'sigmoid' | 'tanh';

/** A dense layer on top of `x`: `activation(x W + b)`, `[batch, units]`. */
function dense(units: number, activation: Activation, x: tf.SymbolicTensor): tf.SymbolicTensor {
  return tf.layers
    .dense({ units, activation, kernelInitializer: 'glorotUniform' })
    .apply(x) as tf.SymbolicTensor;
}
