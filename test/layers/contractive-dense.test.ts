import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { chooseBackend } from '../../src/backend';
import { contractiveDense, type ContractiveDenseArgs } from '../../src/layers/contractive-dense';
import { assertClose, mean, sum, toGradient, toRows } from '../support/float64';
import { saveAndLoad, toPenalty } from '../support/layer';

const [size, units, lambtha] = [4, 3, 0.7];
const kernel = Array.from({ length: size * units }, (_, i) => Math.sin(2 * i + 1));
const bias = [0.1, -0.2, 0.3];
const x = Array.from({ length: 2 * size }, (_, i) => Math.cos(4 * i) * 1.5);
const activations = {
  sigmoid: (v: number) => 1 / (1 + Math.exp(-v)),
  tanh: Math.tanh,
  relu: (v: number) => Math.max(0, v),
  linear: (v: number) => v,
};
type Activation = keyof typeof activations;

/** The layer in float64: `[units]` from `[size]`. */
const encode = (activation: Activation, row: number[], weights = kernel, biases = bias) =>
  biases.map((b, j) => activations[activation](b + sum(row.map((v, i) => v * weights[i * units + j]!))));

/** The penalty, with the Jacobian computed by finite differences: independent of any formula for derivatives. */
const formula = (activation: Activation, rows: number[][], weights = kernel, biases = bias) =>
  lambtha *
  mean(
    rows.map((row) =>
      sum(
        bias.map((_, j) =>
          sum(toGradient((r) => encode(activation, r, weights, biases)[j]!, row).map((g) => g * g)),
        ),
      ),
    ),
  );

function build(args: Partial<ContractiveDenseArgs>) {
  const layer = contractiveDense({ units, lambtha, ...args });
  const input = tf.input({ shape: [size] });
  const model = tf.model({ inputs: input, outputs: layer.apply(input) as tf.SymbolicTensor });
  layer.setWeights([tf.tensor2d(kernel, [size, units]), tf.tensor1d(bias)]);
  return { layer, model };
}

describe('contractiveDense', () => {
  before(chooseBackend);

  for (const activation of Object.keys(activations) as Activation[]) {
    it(`${activation}: outputs the dense layer and adds its Jacobian's squared norm to the loss`, () => {
      const { layer, model } = build({ activation });
      const rows = tf.tensor2d(x, [2, size]);
      assertClose(
        (model.predict(rows) as tf.Tensor).dataSync(),
        toRows(x, size).flatMap((row) => encode(activation, row)),
      );
      assertClose(toPenalty(layer, [rows]).value, formula(activation, toRows(x, size)), 1e-4);
    });
  }

  // The bias has one too: it changes h and thereby the slope. The slopes of relu and linear are steps, with derivative 0.
  for (const activation of Object.keys(activations) as Activation[])
    it(`${activation}: output and penalty have gradients with respect to input, kernel and bias`, () => {
      const { layer } = build({ activation });
      const rows = tf.tensor2d(x, [2, size]);
      const outputs = (xs: number[], w: number[], b: number[]) =>
        sum(toRows(xs, size).flatMap((row) => encode(activation, row, w, b)));
      const penalty = (xs: number[], w: number[], b: number[]) => formula(activation, toRows(xs, size), w, b);
      const loss = (xs = x, w = kernel, b = bias) => outputs(xs, w, b) + penalty(xs, w, b);
      const f = (input: tf.Tensor) => {
        const h = layer.apply(input) as tf.Tensor;
        return h.sum().add(layer.calculateLosses()[0]!) as tf.Scalar;
      };
      const byInput = toGradient((xs) => loss(xs), x, 1e-3);
      assertClose(tf.grad(f)(rows).dataSync(), byInput, 1e-4);
      const { grads } = tf.variableGrads(() => f(rows));
      const byRank = (rank: number) =>
        Object.values(grads)
          .find((grad) => grad.rank === rank)!
          .dataSync();
      assertClose(
        byRank(2),
        toGradient((w) => loss(x, w), kernel, 1e-3),
        1e-4,
      );
      assertClose(
        byRank(1),
        toGradient((b) => loss(x, kernel, b), bias, 1e-3),
        1e-4,
      );
    });

  it('keeps its weights and factor when a model is saved and loaded', async () => {
    const loaded = await saveAndLoad(build({ activation: 'tanh', name: 'code' }).model);
    const { value } = toPenalty(loaded.getLayer('code'), [tf.tensor2d(x, [2, size])]);
    assertClose(value, formula('tanh', toRows(x, size)), 1e-4);
  });

  it('rejects invalid sizes, factors and activations', () => {
    assert.throws(() => contractiveDense({ units: -3, lambtha }), /invalid units: -3/);
    assert.throws(() => contractiveDense({ units, lambtha: -1 }), /invalid lambtha: -1/);
    const activation = 'selu' as Activation;
    assert.throws(
      () => contractiveDense({ units, lambtha, activation }),
      /invalid activation: selu \(expected sig/,
    );
  });
});
