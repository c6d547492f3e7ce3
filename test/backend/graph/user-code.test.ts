import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { chooseBackend, explainEagerSteps } from '../../../src/backend';

const x = tf.ones.bind(tf, [64, 4]);
const y = tf.ones.bind(tf, [64, 2]);

function build(loss: (t: tf.Tensor, p: tf.Tensor) => tf.Tensor): tf.LayersModel {
  const layer = tf.layers.dense({ units: 2, inputShape: [4], kernelInitializer: 'zeros' });
  const model = tf.sequential({ layers: [layer] });
  model.compile({ optimizer: tf.train.sgd(0), loss });
  return model;
}

const mse = (t: tf.Tensor, p: tf.Tensor): tf.Tensor => tf.losses.meanSquaredError(t, p);

describe('user code within a step', () => {
  before(() => chooseBackend());

  it('a factor raised by a callback applies in the next step, as a graph (KL warm-up)', async () => {
    let beta = 1;
    const model = build((t, p) => mse(t, p).mul(beta));
    const { history } = await model.fit(x(), y(), {
      ...{ epochs: 6, batchSize: 8, verbose: 0 },
      callbacks: { onEpochBegin: (epoch) => void (beta = epoch) },
    });
    assert.deepEqual(history.loss, [0, 1, 2, 3, 4, 5]);
    assert.deepEqual(explainEagerSteps(model), []);
  });

  it('runs once in each step, whichever branch it takes', async () => {
    let calls = 0;
    const model = build((t, p) => (calls++ % 3 ? mse(t, p) : mse(t, p).mul(2)));
    const losses: unknown[] = [];
    for (let i = 0; i < 12; i++) losses.push(await model.trainOnBatch(x(), y()));
    assert.deepEqual(losses, [2, 1, 1, 2, 1, 1, 2, 1, 1, 2, 1, 1]);
    assert.equal(calls, 12);
  });

  it('reads the current values of the step, if it reads any', async () => {
    const read: number[] = [];
    let step = 0;
    const model = build((t, p) => {
      const loss = mse(t, p).mul(step);
      if (step % 4 === 3) read.push(loss.dataSync()[0]!);
      return loss;
    });
    for (step = 0; step < 12; step++) await model.trainOnBatch(x(), y());
    assert.deepEqual(read, [3, 7, 11]);
  });

  it('a model trained twice with one seed draws the same noise', async () => {
    const run = async () => {
      const { seedRandom } = require('../../../src/helpers/base/random') as {
        seedRandom(seed: number): void;
      };
      seedRandom(1);
      const layers = [tf.layers.dense({ units: 9, inputShape: [4] }), tf.layers.dropout({ rate: 0.5 })];
      const model = tf.sequential({ layers: [...layers, tf.layers.dense({ units: 2 })] });
      model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
      return (await model.fit(x(), y(), { epochs: 4, batchSize: 8, verbose: 0 })).history.loss;
    };
    assert.deepEqual(await run(), await run());
  });
});
