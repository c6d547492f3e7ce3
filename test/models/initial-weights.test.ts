import assert from 'node:assert/strict';
import type * as tf from '@tensorflow/tfjs';
import { chooseBackend } from '../../src/backend';
import { seedRandom } from '../../src/helpers/base/random';
import * as models from '../../src/models';
import type { Autoencoder } from '../../src/models';

type Builder = Exclude<keyof typeof models, 'connect'>; // which connects models built elsewhere

/** Every model of the course, large enough to tell the distribution of each of its kernels. */
const builders: Record<Builder, () => Autoencoder> = {
  vanillaAutoencoder: () => models.vanillaAutoencoder(784, [128, 64], 32),
  sparseAutoencoder: () => models.sparseAutoencoder(784, [128, 64], 32, 1e-5),
  convolutionalAutoencoder: () => models.convolutionalAutoencoder([28, 28, 1], [16, 8, 8], [4, 4, 8]),
  variationalAutoencoder: () => models.variationalAutoencoder(784, [512], 2),
  denseAutoencoder: () => models.denseAutoencoder({ inputDims: 784, hiddenLayers: [128], latentDims: 32 }),
  denoisingAutoencoder: () => models.denoisingAutoencoder(784, [128], 32, 0.5),
  kSparseAutoencoder: () => models.kSparseAutoencoder(784, [128], 32, 5),
  contractiveAutoencoder: () => models.contractiveAutoencoder(784, 64, 0.01),
  cifar10Autoencoder: () => models.cifar10Autoencoder(64),
  stridedAutoencoder: () => models.stridedAutoencoder(),
  catsAndDogsAutoencoder: () => models.catsAndDogsAutoencoder(),
};

/**
 * The distance of a kernel's numbers from Keras' glorotUniform, `[-r, r]` with `r = sqrt(6 / (fan in + fan out))`: the
 * Kolmogorov-Smirnov statistic in units of its standard scale, or Infinity if a number is out of range. A uniform sample
 * reaches 2 once in 1,500 times.
 */
function distanceFromGlorotUniform(kernel: tf.Tensor): number {
  const [fanIn, fanOut] = kernel.shape.slice(-2) as [number, number];
  const window = kernel.shape.slice(0, -2).reduce((product, side) => product * side, 1);
  const limit = Math.sqrt(6 / (window * (fanIn + fanOut)));
  const sorted = [...kernel.dataSync()].sort((a, b) => a - b);
  if (Math.max(-sorted[0]!, sorted.at(-1)!) > limit) return Infinity;
  const gaps = sorted.map((value, i) => Math.abs((value / limit + 1) / 2 - (i + 0.5) / sorted.length));
  return gaps.reduce((most, gap) => Math.max(most, gap)) * Math.sqrt(sorted.length);
}

describe('initial weights', () => {
  before(chooseBackend);

  for (const [name, build] of Object.entries(builders))
    it(`of ${name} match Keras: glorotUniform kernels, zero biases`, () => {
      seedRandom(1);
      const weights = build().auto.weights.map((weight) => ({ name: weight.name, values: weight.read() }));
      const kernels = weights.filter(({ values }) => values.rank > 1);
      assert.ok(kernels.length >= 2);
      for (const { name, values } of weights)
        if (values.rank > 1) assert.ok(distanceFromGlorotUniform(values) < 2, name);
        else
          assert.ok(
            values.dataSync().every((value) => value === 0),
            name,
          );
    });
});
