import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { chooseBackend } from '../../src/backend';
import { activityRegularization } from '../../src/layers/activity-regularization';
import { assertClose, mean, sum, toGradient, toRows } from '../support/float64';
import { saveAndLoad, toPenalty } from '../support/layer';
import keras from './keras.json';

const l1 = 0.3;
const l2 = 0.07;
const x = Array.from({ length: 15 }, (_, i) => Math.sin(3 * i + 1) * 2);
const formula = (values: number[]) =>
  mean(toRows(values, 5).map((row) => sum(row.map((v) => l1 * Math.abs(v) + l2 * v * v))));

describe('activityRegularization', () => {
  before(chooseBackend);

  it('adds l1 sum |x| + l2 sum x^2, mean over the batch, and its gradient', () => {
    const { value, gradients } = toPenalty(activityRegularization({ l1, l2 }), [tf.tensor2d(x, [3, 5])]);
    assertClose(value, formula(x));
    assertClose(gradients[0]!, toGradient(formula, x));
  });

  it('adds the same penalty as Keras', () => {
    for (const { x, l1, l2, penalty } of keras.activityRegularization) {
      assertClose(toPenalty(activityRegularization({ l1, l2 }), [tf.tensor(x)]).value, penalty);
    }
  });

  it('averages over the images of a batch, not over their rows', () => {
    const { value } = toPenalty(activityRegularization({ l1: 1 }), [tf.ones([2, 3, 4, 5])]);
    assertClose(value, 60);
  });

  it('returns its input unchanged', () => {
    const out = activityRegularization({ l1 }).apply(tf.tensor2d(x, [3, 5])) as tf.Tensor;
    assertClose(out.dataSync(), x, 1e-7);
  });

  it('keeps its factors when a model is saved and loaded', async () => {
    const input = tf.input({ shape: [5] });
    const layer = activityRegularization({ l1, l2, name: 'sparse' });
    const model = tf.model({ inputs: input, outputs: layer.apply(input) as tf.SymbolicTensor });
    const loaded = (await saveAndLoad(model)).getLayer('sparse');
    assertClose(toPenalty(loaded, [tf.tensor2d(x, [3, 5])]).value, formula(x));
  });

  it('rejects a negative factor', () => {
    assert.throws(() => activityRegularization({ l1: -1 }), /invalid l1: -1 \(expected a number from 0/);
    assert.throws(() => activityRegularization({ l2: NaN }), /invalid l2: NaN/);
  });
});
