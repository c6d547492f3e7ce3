// What `autoencoders` exports in the learners' edition instead of `src/models`: the same names, but only the models that
// the lessons use, made from stored descriptions. How to build them is what learners are to find out.

import type * as tf from '@tensorflow/tfjs';
import type { Autoencoder } from '../models/autoencoder';
import { load } from './load';

export type { Autoencoder } from '../models/autoencoder';
export { connect } from '../models/connect';

/** Arguments of `denseAutoencoder`. */
export interface DenseArgs {
  inputDims: number;
  hiddenLayers: number[];
  latentDims: number;
  codeActivation?: 'linear' | 'relu' | 'sigmoid' | 'tanh';
  outputActivation?: 'sigmoid' | 'tanh' | 'linear';
  loss?: 'meanSquaredError' | 'binaryCrossentropy';
  /** Defaults to `adam`. */
  optimizer?: string | tf.Optimizer;
}

type Sizes = [inputDims: number, hiddenLayers: number[], latentDims: number];

/** The vanilla autoencoder of lesson 1, with new weights. */
export const vanillaAutoencoder = (...args: Sizes): Autoencoder => load('vanillaAutoencoder', args);
/** A sparse autoencoder of lesson 1, with new weights. */
export const sparseAutoencoder = (...args: [...Sizes, lambtha: number]): Autoencoder =>
  load('sparseAutoencoder', args);
/** The variational autoencoder of lesson 3, with new weights. */
export const variationalAutoencoder = (...args: Sizes): Autoencoder => load('variationalAutoencoder', args);
/** The denoising autoencoder of lesson 1, with new weights. */
export const denoisingAutoencoder = (...args: [...Sizes, stddev: number]): Autoencoder =>
  load('denoisingAutoencoder', args);
/** A contractive autoencoder of lesson 1, with new weights. */
export const contractiveAutoencoder = (
  ...args: [inputDims: number, latentDims: number, lambtha: number]
): Autoencoder => load('contractiveAutoencoder', args);
/** The k-sparse autoencoder of lesson 1, with new weights. */
export const kSparseAutoencoder = (...args: [...Sizes, k: number]): Autoencoder =>
  load('kSparseAutoencoder', args);
/** The convolutional autoencoder of lesson 2, with new weights. */
export const convolutionalAutoencoder = (
  ...args: [inputDims: number[], filters: number[], latentDims: number[]]
): Autoencoder => load('convolutionalAutoencoder', args);
/** A dense autoencoder of lessons 0, 2 and 3, with new weights. */
export const denseAutoencoder = ({ optimizer, ...args }: DenseArgs): Autoencoder =>
  load('denseAutoencoder', [args], optimizer);
/** The strided autoencoder of lesson 2, with new weights. */
export const stridedAutoencoder = (optimizer?: string | tf.Optimizer): Autoencoder =>
  load('stridedAutoencoder', [], optimizer);
/** The autoencoder of photos of cats and dogs of lesson 2, with new weights. */
export const catsAndDogsAutoencoder = (): Autoencoder => load('catsAndDogsAutoencoder', []);
/** An autoencoder of the photos of CIFAR-10 of lesson 2, with new weights. */
export const cifar10Autoencoder = (...args: [] | [latentDims: number]): Autoencoder =>
  load('cifar10Autoencoder', args);
