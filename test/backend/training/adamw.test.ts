import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { adamw, chooseBackend } from '../../../src/backend';
import { assertClose } from '../../support/float64';

/** AdamW in float64 on the loss `w^2`, as Loshchilov and Hutter write it. */
function oracle(start: number, learningRate: number, weightDecay: number, steps: number): number {
  let [w, m, v] = [start, 0, 0];
  for (let t = 1; t <= steps; t++) {
    const gradient = 2 * w;
    m = 0.9 * m + 0.1 * gradient;
    v = 0.999 * v + 0.001 * gradient ** 2;
    const adam = m / (1 - 0.9 ** t) / (Math.sqrt(v / (1 - 0.999 ** t)) + 1e-7);
    w = w - learningRate * weightDecay * w - learningRate * adam;
  }
  return w;
}

describe('adamw', () => {
  before(() => chooseBackend());

  for (const [learningRate, weightDecay] of [
    [0.01, 0.1],
    [0.05, 2],
  ] as const)
    it(`20 steps at learning rate ${learningRate}, weight decay ${weightDecay}`, () => {
      const weight = tf.variable(tf.scalar(0.8));
      const optimizer = adamw(learningRate, weightDecay);
      for (let i = 0; i < 20; i++) optimizer.minimize(() => tf.square(weight).asScalar());
      const expected = oracle(0.8, learningRate, weightDecay, 20);
      assertClose(weight.dataSync(), [expected], 1e-4);
      assert.notEqual(expected.toFixed(3), oracle(0.8, learningRate, 0, 20).toFixed(3));
    });

  it('can be restored from its config', () => {
    const optimizer = adamw(0.002, 0.3);
    const Class = optimizer.constructor as typeof tf.AdamOptimizer;
    const again = Class.fromConfig(Class, optimizer.getConfig());
    assert.deepEqual(again.getConfig(), optimizer.getConfig());
  });
});
