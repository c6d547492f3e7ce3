import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { chooseBackend } from '../../src/backend';
import { loadWasm } from '../../src/backend/fallback/wasm';
import { assertClose } from '../support/float64';

const L = tf.layers;
const data = (shape: number[], seed: number) => tf.randomUniform(shape, 0, 1, 'float32', seed);

/** Every activation with a custom gradient, a convolution, pooling, upsampling, Adam and cross-entropy. */
function build(): tf.LayersModel {
  const kernelInitializer = tf.initializers.randomNormal({ stddev: 0.4, seed: 3 });
  const convolution = { filters: 8, kernelSize: 3, padding: 'same', kernelInitializer } as const;
  const model = tf.sequential({
    layers: [
      L.conv2d({ ...convolution, activation: 'relu', inputShape: [4, 4, 1] }),
      L.maxPooling2d({ poolSize: 2 }),
      L.upSampling2d({ size: [2, 2] }),
      L.flatten(),
      L.dense({ units: 6, activation: 'tanh', kernelInitializer }),
      L.dense({ units: 6, activation: 'relu', kernelInitializer }),
      L.dense({ units: 3, activation: 'sigmoid', kernelInitializer }),
    ],
  });
  model.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy' });
  return model;
}

/** The losses of a model over 5 steps on each of `backends` in turn, then its loss from `evaluate`. */
async function train(backends: string[]): Promise<number[]> {
  const model = build();
  const losses: number[] = [];
  for (const backend of backends) {
    await tf.setBackend(backend);
    const [x, y] = [data([8, 4, 4, 1], 1), data([8, 3], 2)];
    for (let i = 0; i < 5; i++) losses.push((await model.trainOnBatch(x, y)) as number);
    losses.push(...(model.evaluate(x, y) as tf.Scalar).dataSync());
  }
  return losses;
}

describe('switching the backend in the middle of a notebook', () => {
  before(async () => {
    await chooseBackend();
    await loadWasm();
  });
  after(() => tf.setBackend('tensorflow'));

  for (const other of ['cpu', 'wasm'])
    it(`training continues on ${other}, and back on the native backend`, async () => {
      const expected = await train(['tensorflow', 'tensorflow', 'tensorflow']);
      const losses = await train(['tensorflow', other, 'tensorflow']);
      assertClose(losses, expected, 1e-4);
      assert.ok(losses.at(-1)! < losses[0]!);
    });
});
