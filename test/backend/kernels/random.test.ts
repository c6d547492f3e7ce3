import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import seedrandom from 'seedrandom';
import { chooseBackend } from '../../../src/backend';

/** A dropout layer with a `noiseShape`, along whose sizes of 1 the same numbers are dropped. */
class Drop extends tf.layers.Layer {
  static readonly className = 'Drop';
  constructor(private readonly noiseShape: (number | null)[] | undefined) {
    super({});
  }
  override call(inputs: tf.Tensor | tf.Tensor[], { training }: { training?: boolean }): tf.Tensor {
    const x = [inputs].flat()[0]!;
    return training ? tf.dropout(x, 0.5, this.noiseShape as number[]) : tf.clone(x);
  }
}
tf.serialization.registerClass(Drop);

describe('random numbers', () => {
  before(() => chooseBackend());

  for (const noiseShape of [undefined, [null, 1], [1, null], [64, 1], [1]])
    it(`dropout with the noise shape ${JSON.stringify(noiseShape)} trains, and drops half on average`, async () => {
      seedrandom('seed', { global: true });
      const model = tf.sequential({
        layers: [tf.layers.inputLayer({ inputShape: [6] }), new Drop(noiseShape)],
      });
      model.add(tf.layers.dense({ units: 1, kernelInitializer: 'ones' }));
      model.compile({ optimizer: tf.train.sgd(0), loss: (_, output) => tf.mean(output) });
      const means: number[] = [];
      for (let i = 0; i < 300; i++)
        means.push((await model.trainOnBatch(tf.ones([64, 6]), tf.ones([64, 1]))) as number);
      const mean = means.reduce((sum, value) => sum + value, 0) / means.length;
      // Each value, 0 or 12, has a standard deviation of at most 6, the mean over 300 steps one of 0.35.
      assert.ok(Math.abs(mean - 6) < 2, `${mean}`);
      assert.ok(new Set(means).size > 1, 'each step draws new numbers');
    });

  it('outside of a step use Math.random, from which tfjs draws all seeds', () => {
    const draw = () => {
      seedrandom('seed', { global: true });
      const drawn = [
        tf.randomNormal([3]),
        tf.randomUniform([3]),
        tf.truncatedNormal([3]),
        tf.dropout(tf.ones([8]), 0.5),
      ];
      return drawn.map((tensor) => [...tensor.dataSync()]);
    };
    // From plain tfjs-node 4.22 with this seed.
    const expected = [
      [0.6463369727134705, 1.2890692949295044, -0.7792826294898987],
      [0.5759496688842773, 0.32242876291275024, 0.8780813813209534],
      [0.6833497285842896, 1.7474817037582397, 0.43385180830955505],
      [0, 2, 0, 2, 2, 2, 2, 2],
    ];
    assert.deepEqual(draw(), expected);
    assert.deepEqual(draw(), expected);
  });
});
