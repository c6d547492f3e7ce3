import {
  convolutionalAutoencoder,
  denseAutoencoder,
  sparseAutoencoder,
  variationalAutoencoder,
} from '../models'; // in the learners' edition: '../finished'
import type { Autoencoder } from '../models/autoencoder';

/** A small model whose weights come with the course. */
export interface TrainedModel {
  /** The run of `npm run train` that made the weights. */
  run: string;
  /** The model, compiled, before training. */
  build(): Autoencoder;
}

/** One for each lesson. They are smaller than the lessons' own models, so that a page can hold the dense ones. */
export const trainedModels: Record<string, TrainedModel> = {
  '0-vanilla': {
    run: 'small-vanilla',
    build: () =>
      denseAutoencoder({
        ...{ inputDims: 784, hiddenLayers: [64], latentDims: 16 },
        loss: 'binaryCrossentropy',
      }),
  },
  '1-sparse': { run: 'small-sparse', build: () => sparseAutoencoder(784, [], 64, 1e-3) },
  '2-convolutional': {
    run: 'small-convolutional',
    build: () => convolutionalAutoencoder([28, 28, 1], [16, 8, 8], [4, 4, 8]),
  },
  '3-variational': { run: 'small-variational', build: () => variationalAutoencoder(784, [64], 2) },
};
