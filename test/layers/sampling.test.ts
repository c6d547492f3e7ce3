import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { chooseBackend } from '../../src/backend';
import { seedRandom } from '../../src/helpers/base/random';
import { sampling } from '../../src/layers/sampling';
import { assertClose, mean } from '../support/float64';
import { saveAndLoad } from '../support/layer';

const rows = 20_000;
const mu = 1.5;
const logVar = -1.4;
const draw = (layer = sampling()) =>
  tf.tidy(() => [
    ...(layer.apply([tf.fill([rows, 2], mu), tf.fill([rows, 2], logVar)]) as tf.Tensor).dataSync(),
  ]);

/** The correlation coefficient of two lists. */
function correlate(a: number[], b: number[]): number {
  const [x, y] = [a, b].map((values) => {
    const middle = mean(values);
    return values.map((value) => value - middle);
  }) as [number[], number[]];
  const product = (x: number[], y: number[]) => mean(x.map((value, i) => value * y[i]!));
  return product(x, y) / Math.sqrt(product(x, x) * product(y, y));
}

describe('sampling', () => {
  before(chooseBackend);
  before(() => seedRandom(1));

  it('outputs zMean + exp(zLogVar / 2) epsilon, row by row', () => {
    const of = (means: number[], logVars: number[]) => {
      seedRandom(5);
      const inputs = [means, logVars].map((values) => tf.tensor2d(values, [2, 3]));
      return [...(sampling().apply(inputs) as tf.Tensor).dataSync()];
    };
    const [means, logVars] = [
      [0.5, -1, 2, 0, 3, -4],
      [0, 1, -2, -6, 2, 0.3],
    ];
    const epsilon = of(Array(6).fill(0), Array(6).fill(0));
    assert.equal(new Set(epsilon).size, 6);
    assertClose(
      of(means, logVars),
      means.map((mu, i) => mu + Math.exp(logVars[i]! / 2) * epsilon[i]!),
    );
  });

  it('samples have mean zMean and variance exp(zLogVar)', () => {
    const z = draw();
    const [n, variance] = [z.length, Math.exp(logVar)];
    assert.ok(Math.abs(mean(z) - mu) < 6 * Math.sqrt(variance / n), `mean ${mean(z)}`);
    const spread = mean(z.map((value) => (value - mu) ** 2));
    assert.ok(Math.abs(spread - variance) < 6 * variance * Math.sqrt(2 / n), `variance ${spread}`);
    const kurtosis = mean(z.map((value) => (value - mu) ** 4)) / spread ** 2;
    assert.ok(Math.abs(kurtosis - 3) < 6 * Math.sqrt(24 / n), `kurtosis ${kurtosis}`);
  });

  it('draws independently for every call, row and dimension', () => {
    const layer = sampling();
    const [first, second] = [draw(layer), draw(layer)];
    const bound = 6 / Math.sqrt(rows);
    const column = (z: number[], i: number) => z.filter((_, j) => j % 2 === i);
    assert.ok(Math.abs(correlate(first, second)) < bound);
    assert.ok(Math.abs(correlate(column(first, 0), column(first, 1))) < bound);
    assert.ok(Math.abs(correlate(first.slice(2), first.slice(0, -2))) < bound);
  });

  it('passes gradients: dz/dzMean = 1, dz/dzLogVar = (z - zMean) / 2', () => {
    const layer = sampling();
    const means = tf.tensor2d([[0.3, -2]]);
    const logVars = tf.tensor2d([[-1, 0.5]]);
    let z: number[] = [];
    const f = (m: tf.Tensor, l: tf.Tensor) => {
      const drawn = layer.apply([m, l]) as tf.Tensor;
      z = [...drawn.dataSync()];
      return drawn.sum();
    };
    const [byMean, byLogVar] = tf.grads(f)([means, logVars]);
    assertClose(byMean!.dataSync(), [1, 1]);
    assertClose(
      byLogVar!.dataSync(),
      z.map((value, i) => (value - means.dataSync()[i]!) / 2),
    );
  });

  it('survives saving and loading', async () => {
    const inputs = [tf.input({ shape: [2] }), tf.input({ shape: [2] })];
    const outputs = sampling({ name: 'z' }).apply(inputs) as tf.SymbolicTensor;
    const loaded = await saveAndLoad(tf.model({ inputs, outputs }));
    assert.deepEqual(loaded.outputShape, [null, 2]);
    const [certain, minusInfinity] = [tf.tensor2d([[4, 5]]), tf.fill([1, 2], -100)];
    assertClose((loaded.predict([certain, minusInfinity]) as tf.Tensor).dataSync(), [4, 5]);
  });

  it('rejects anything but two tensors of the same shape', () => {
    const apply = (...dims: number[]) => sampling().apply(dims.map((n) => tf.input({ shape: [n] })));
    assert.throws(
      () => apply(2, 3),
      /invalid inputs: shapes .* \(expected zMean and zLogVar of the same shape\)/,
    );
    assert.throws(() => sampling().apply(tf.input({ shape: [2] })), /expected zMean and zLogVar/);
  });
});
