import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { chooseBackend } from '../../../src/backend';
import { addGaussianNoise, addSaltAndPepper, maskPixels } from '../../../src/helpers/data/corrupt';
import { mean } from '../../support/float64';

const grey = () => tf.fill([100, 400], 0.5);
const toNumbers = (x: tf.Tensor) => [...x.dataSync()];
const share = (values: number[], wanted: number) => mean(values.map((v) => (v === wanted ? 1 : 0)));
/** Six standard deviations of a proportion in 40,000 trials. */
const bound = (p: number) => 6 * Math.sqrt((p * (1 - p)) / 40_000);

describe('corrupt', () => {
  before(chooseBackend);

  it('adds normal noise with the given deviation, within [0, 1]', () => {
    const values = toNumbers(addGaussianNoise(grey(), 0.1, 1));
    assert.ok(Math.abs(mean(values) - 0.5) < 6 * (0.1 / 200));
    const spread = Math.sqrt(mean(values.map((v) => (v - 0.5) ** 2)));
    assert.ok(Math.abs(spread - 0.1) < 0.003, `${spread}`);
    const loud = toNumbers(addGaussianNoise(grey(), 3, 1));
    assert.ok(loud.every((v) => v >= 0 && v <= 1) && loud.includes(0) && loud.includes(1));
  });

  it('sets a share of the pixels to black or white, half each', () => {
    const values = toNumbers(addSaltAndPepper(grey(), 0.2, 1));
    for (const [value, p] of [
      [0, 0.1],
      [1, 0.1],
      [0.5, 0.8],
    ] as const)
      assert.ok(Math.abs(share(values, value) - p) < bound(p), `${value}: ${share(values, value)}`);
  });

  it('sets a share of the pixels to black: all at 1 and none at 0', () => {
    assert.ok(Math.abs(share(toNumbers(maskPixels(grey(), 0.3, 1)), 0) - 0.3) < bound(0.3));
    assert.equal(share(toNumbers(maskPixels(grey(), 1, 1)), 0), 1);
    assert.equal(share(toNumbers(maskPixels(grey(), 0, 1)), 0.5), 1);
  });

  for (const corrupt of [addGaussianNoise, addSaltAndPepper, maskPixels])
    it(`${corrupt.name} is repeatable with a seed and does not change its argument`, () => {
      const x = grey();
      const [a, b, c, d] = [corrupt(x, 0.4, 1), corrupt(x, 0.4, 1), corrupt(x, 0.4, 2), corrupt(x, 0.4)].map(
        toNumbers,
      );
      assert.deepEqual(a, b);
      assert.notDeepEqual(a, c);
      assert.notDeepEqual(a, d);
      assert.equal(share(toNumbers(x), 0.5), 1);
      assert.throws(() => corrupt(x, -0.1), /invalid (stddev|share): -0.1 \(expected a number from 0/);
    });

  it('rejects a share above 1 and a deviation below 0', () => {
    assert.throws(() => maskPixels(grey(), 1.5), /invalid share: 1.5 \(expected a number from 0 to 1\)/);
    assert.throws(() => addSaltAndPepper(grey(), NaN), /invalid share: NaN/);
    assert.throws(() => addGaussianNoise(grey(), -1), /invalid stddev: -1/);
  });

  for (const corrupt of [addGaussianNoise, addSaltAndPepper, maskPixels])
    it(`${corrupt.name} rejects pixels outside [0, 1] and empty tensors`, () => {
      assert.throws(() => corrupt(tf.tensor1d([0, 255]), 0.5), /invalid pixels: from 0 to 255/);
      assert.throws(() => corrupt(tf.tensor1d([]), 0.5), /invalid pixels: an empty tensor/);
    });
});
