import type { Autoencoder } from '../models/autoencoder';
import { trainedModels } from './models';
import { folderOf, readWeights, type Origin } from './weights-file';

/** A trained model, and where its weights come from. */
export interface Trained extends Autoencoder {
  origin: Origin;
}

/**
 * A small model of a lesson, already trained: its weights come with the course. It is compiled, so `evaluate` and `fit` work.
 *
 * | lesson            | model                                                           |
 * | ----------------- | --------------------------------------------------------------- |
 * | `0-vanilla`       | dense, 784-64-16-64-784, linear code                            |
 * | `1-sparse`        | dense, 784-64-784, relu code with an L1 penalty of 0.001        |
 * | `2-convolutional` | `convolutionalAutoencoder([28, 28, 1], [16, 8, 8], [4, 4, 8])`  |
 * | `3-variational`   | `variationalAutoencoder(784, [64], 2)`                          |
 *
 * @throws if there is no such lesson, or its files are missing or damaged (a SHA-256 is compared)
 * @example
 * const { encoder, decoder, auto, origin } = await loadTrained('0-vanilla');
 * await compareImages(some, auto.predict(some) as tf.Tensor);
 */
export async function loadTrained(slug: string): Promise<Trained> {
  const trained = trainedModels[slug];
  if (!trained)
    throw new Error(
      `invalid lesson: ${JSON.stringify(slug)} (expected ${Object.keys(trainedModels).join(', ')})`,
    );
  const model = trained.build();
  return { ...model, origin: await readWeights(folderOf(slug), model.auto, trained.run) };
}
