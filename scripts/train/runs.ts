import type * as tf from '@tensorflow/tfjs';
import { trainedModels } from '../../src/trained/models';
import {
  adamw,
  catsAndDogsAutoencoder,
  cifar10Autoencoder,
  contractiveAutoencoder,
  convolutionalAutoencoder,
  denoisingAutoencoder,
  denormalise,
  denseAutoencoder,
  kSparseAutoencoder,
  loadCatsAndDogs,
  loadCifar10,
  loadMnist,
  normalise,
  sparseAutoencoder,
  stridedAutoencoder,
  toPixels,
  vanillaAutoencoder,
  variationalAutoencoder,
  type Autoencoder,
  type LabelledImages,
  type SplitImages,
} from '../../src';

/** The model, data and length of a run. */
export interface Run {
  build(): Autoencoder;
  load(): Promise<SplitImages>;
  /** The images in the shape of the model's input; the first `count`, by default all. */
  toInput(part: LabelledImages, count?: number): tf.Tensor;
  /** Converts the model's inputs or outputs to images with pixels from 0 to 1, `[batch, height, width, channels]`. */
  toPictures(x: tf.Tensor): tf.Tensor;
  epochs: number;
  batchSize: number;
}

const digits = [28, 28, 1];
const { load, toPictures } = { load: loadMnist, toPictures: (x: tf.Tensor) => x.reshape([-1, ...digits]) };

/** Digits as 784 numbers from 0 to 1. */
const flat = { load, toPictures, toInput: (part: LabelledImages, n?: number) => toPixels(part, [784], n) };
/** Digits as numbers from -1 to 1. */
const signed = (shape: number[]) => ({
  load,
  toInput: (part: LabelledImages, n?: number) => normalise(toPixels(part, shape, n)),
  toPictures: (x: tf.Tensor) => denormalise(x).reshape([-1, ...digits]),
});
/** Images in their original shape, with pixels from 0 to 1. */
const whole = (load: () => Promise<SplitImages>) => ({
  load,
  toInput: (part: LabelledImages, n?: number) => toPixels(part, undefined, n),
  toPictures: (x: tf.Tensor) => x,
});

const task = { epochs: 50, batchSize: 256 };
const lesson = { epochs: 10, batchSize: 128 };

const mse = (latentDims: number): Run => ({
  ...flat,
  ...lesson,
  build: () => denseAutoencoder({ inputDims: 784, hiddenLayers: [128], latentDims }),
});

const tanh = (latentDims: number): Run => ({
  ...signed([784]),
  ...{ epochs: 5, batchSize: 256 },
  build: () =>
    denseAutoencoder({
      ...{ inputDims: 784, hiddenLayers: [128, 64], latentDims },
      ...{ outputActivation: 'tanh', optimizer: adamw(0.001, 1e-5) },
    }),
});

const linear = { inputDims: 784, hiddenLayers: [128], latentDims: 32, loss: 'binaryCrossentropy' } as const;
const photographs = { ...whole(loadCifar10), epochs: 10, batchSize: 64 };

/** All runs of the course by name: the four tasks, then those of the lessons. */
export const runs: Record<string, Run> = {
  '0-vanilla': { ...flat, ...task, build: () => vanillaAutoencoder(784, [128, 64], 32) },
  '1-sparse': { ...flat, ...task, build: () => sparseAutoencoder(784, [128, 64], 32, 10e-6) },
  '2-convolutional': {
    ...whole(loadMnist),
    ...task,
    build: () => convolutionalAutoencoder(digits, [16, 8, 8], [4, 4, 8]),
  },
  '3-variational': { ...flat, ...task, build: () => variationalAutoencoder(784, [512], 2) },
  dense: { ...flat, ...lesson, build: () => denseAutoencoder({ ...linear, hiddenLayers: [128] }) },
  ...Object.fromEntries([64, 32, 9].map((dims) => [`dense-mse-${dims}`, mse(dims)])),
  ...Object.fromEntries([2, 3, 5, 10, 50].map((dims) => [`dense-tanh-${dims}`, tanh(dims)])),
  denoising: { ...flat, ...lesson, build: () => denoisingAutoencoder(784, [128, 64], 32, 0.5) },
  'k-sparse': { ...flat, ...lesson, build: () => kSparseAutoencoder(784, [], 256, 25) },
  contractive: { ...flat, ...lesson, build: () => contractiveAutoencoder(784, 64, 1e-2) },
  cifar10: { ...photographs, build: () => cifar10Autoencoder() },
  'cifar10-2d': { ...photographs, build: () => cifar10Autoencoder(2) },
  strided: {
    ...signed(digits),
    ...{ epochs: 5, batchSize: 256 },
    build: () => stridedAutoencoder(adamw(0.001, 1e-5)),
  },
  'cats-and-dogs': {
    ...whole(loadCatsAndDogs),
    ...{ epochs: 10, batchSize: 64 },
    build: () => catsAndDogsAutoencoder(),
  },
};

/** The runs of the small models whose trained weights come with the course; they have no figures to reach. */
export const smallRuns: Record<string, Run> = Object.fromEntries(
  Object.entries(trainedModels).map(([slug, { run, build }]): [string, Run] => [
    run,
    {
      ...(slug === '2-convolutional' ? whole(loadMnist) : flat),
      epochs: slug === '3-variational' ? 50 : 20,
      batchSize: 128,
      build,
    },
  ]),
);
