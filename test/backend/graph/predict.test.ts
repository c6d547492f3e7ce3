import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { chooseBackend, explainEagerSteps } from '../../../src/backend';
import { autoencoder } from '../../../src/models/2-convolutional';
import { assertClose } from '../../support/float64';

const L = tf.layers;
const images = (count: number, shape: number[]) => tf.randomUniform([count, ...shape], 0, 1, 'float32', 4);

async function eagerly<T>(work: () => T): Promise<T> {
  process.env.AUTOENCODERS_GRAPH = 'off';
  try {
    return work();
  } finally {
    delete process.env.AUTOENCODERS_GRAPH;
  }
}

function assertAgree(got: tf.Tensor, expected: tf.Tensor): void {
  assert.deepEqual(got.shape, expected.shape);
  assertClose(got.dataSync(), [...expected.dataSync()]);
}

describe('predict as a graph', () => {
  before(() => chooseBackend());

  it('gives the same outputs as batch by batch, in order, including the smaller last batch', async () => {
    const { auto } = autoencoder([28, 28, 1], [16, 8, 8], [4, 4, 8]);
    const x = images(205, [28, 28, 1]);
    const expected = await eagerly(() => auto.predict(x, { batchSize: 20 }) as tf.Tensor);
    for (let i = 0; i < 2; i++) assertAgree(auto.predict(x, { batchSize: 20 }) as tf.Tensor, expected);
    assert.deepEqual(explainEagerSteps(auto), []);
    auto.dispose();
  });

  it('works for models that are not compiled or have two inputs and outputs, with the current weights', async () => {
    const [a, b] = [tf.input({ shape: [4] }), tf.input({ shape: [3] })];
    const joined = L.concatenate().apply([a, b]);
    const outputs = [2, 5].map(
      (units) => L.dense({ units, activation: 'relu' }).apply(joined) as tf.SymbolicTensor,
    );
    const model = tf.model({ inputs: [a, b], outputs });
    const x = [images(100, [4]), images(100, [3])];
    for (let i = 0; i < 3; i++) {
      model.setWeights(model.getWeights().map(({ shape }) => tf.fill(shape, 0.1 + i)));
      const got = model.predict(x, { batchSize: 10 }) as tf.Tensor[];
      const expected = await eagerly(() => model.predict(x, { batchSize: 10 }) as tf.Tensor[]);
      assert.equal(got.length, 2);
      got.forEach((output, k) => assertAgree(output, expected[k]!));
    }
    model.dispose();
  });

  it('leaks no tensors, and keeps noise layers inactive', async () => {
    const model = tf.sequential({
      layers: [
        L.gaussianNoise({ stddev: 1, inputShape: [6] }),
        L.dropout({ rate: 0.5 }),
        L.reshape({ targetShape: [3, 2] }),
      ],
    });
    const x = images(64, [6]);
    const once = () => model.predict(x, { batchSize: 4 }) as tf.Tensor;
    once().dispose();
    const { numTensors } = tf.memory();
    const got = once();
    assert.equal(tf.memory().numTensors, numTensors + 1);
    assertAgree(got, tf.reshape(x, [64, 3, 2]));
    model.dispose();
  });
});
