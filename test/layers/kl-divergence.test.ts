import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { chooseBackend } from '../../src/backend';
import { klDivergence, klLoss } from '../../src/layers/kl-divergence';
import { assertClose, mean, sum, toGradient, toRows } from '../support/float64';
import { saveAndLoad, toPenalty } from '../support/layer';
import keras from './keras.json';

const dims = 3;
const zMean = Array.from({ length: 12 }, (_, i) => Math.sin(5 * i) * 2);
const zLogVar = Array.from({ length: 12 }, (_, i) => Math.cos(2 * i) * 4 - 2);
const perSample = (mu: number[], logVar: number[]) =>
  toRows(
    mu.map((m, i) => -0.5 * (1 + logVar[i]! - m * m - Math.exp(logVar[i]!))),
    dims,
  ).map(sum);
const tensors = () => [tf.tensor2d(zMean, [4, dims]), tf.tensor2d(zLogVar, [4, dims])] as const;

describe('klDivergence', () => {
  before(chooseBackend);

  it('matches the formula, with one number per sample', () => {
    assertClose(klDivergence(...tensors()).dataSync(), perSample(zMean, zLogVar));
  });

  it('matches the integral of p log(p / q)', () => {
    const [mu, logVar] = [0.7, -1.2];
    const normal = (x: number, m: number, v: number) =>
      Math.exp(-((x - m) ** 2) / (2 * v)) / Math.sqrt(2 * Math.PI * v);
    const step = 1e-3;
    const integral = sum(
      Array.from({ length: 12_000 }, (_, i) => {
        const at = -6 + i * step;
        const p = normal(at, mu, Math.exp(logVar));
        return p > 0 ? p * Math.log(p / normal(at, 0, 1)) * step : 0;
      }),
    );
    assertClose(klDivergence(tf.tensor2d([[mu]]), tf.tensor2d([[logVar]])).dataSync(), [integral], 1e-4);
  });

  it('matches Keras', () => {
    const { zMean, zLogVar, perSample } = keras.klDivergence;
    assertClose(klDivergence(tf.tensor(zMean), tf.tensor(zLogVar)).dataSync(), perSample);
  });
});

describe('klLoss', () => {
  before(chooseBackend);

  it('adds beta times the divergence, mean over the batch, and its gradients', () => {
    const beta = 0.4;
    const { value, gradients } = toPenalty(klLoss({ beta }), [tf.ones([4, dims]), ...tensors()]);
    const loss = (mu: number[], logVar: number[]) => beta * mean(perSample(mu, logVar));
    assertClose(value, loss(zMean, zLogVar));
    assertClose(
      gradients[1]!,
      toGradient((mu) => loss(mu, zLogVar), zMean),
    );
    assertClose(
      gradients[2]!,
      toGradient((logVar) => loss(zMean, logVar), zLogVar),
    );
  });

  it('returns z unchanged', () => {
    const z = klLoss().apply([tf.tensor2d(zMean, [4, dims]).mul(7), ...tensors()]) as tf.Tensor;
    assertClose(
      z.dataSync(),
      zMean.map((value) => 7 * value),
      1e-6,
    );
  });

  it('keeps its beta when a model is saved and loaded', async () => {
    const inputs = [0, 1, 2].map(() => tf.input({ shape: [dims] }));
    const outputs = klLoss({ beta: 3, name: 'kl' }).apply(inputs) as tf.SymbolicTensor;
    const loaded = (await saveAndLoad(tf.model({ inputs, outputs }))).getLayer('kl');
    assertClose(
      toPenalty(loaded, [tf.ones([4, dims]), ...tensors()]).value,
      3 * mean(perSample(zMean, zLogVar)),
    );
  });

  it('rejects inputs of different shapes and a negative beta', () => {
    const apply = (...dims: number[]) => klLoss().apply(dims.map((n) => tf.input({ shape: [n] })));
    assert.throws(
      () => apply(2, 2, 3),
      /invalid inputs: shapes .* \(expected z, zMean and zLogVar of the same shape\)/,
    );
    assert.throws(() => apply(2, 2), /expected z, zMean and zLogVar/);
    assert.throws(() => klLoss({ beta: -1 }), /invalid beta: -1/);
  });
});
