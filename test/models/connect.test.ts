import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { chooseBackend } from '../../src/backend';
import { connect } from '../../src/models/connect';

const dense = (from: number, to: number) =>
  tf.sequential({ layers: [tf.layers.dense({ inputShape: [from], units: to })] });
const args = { optimizer: 'adam', loss: 'meanSquaredError' };

describe('connect', () => {
  before(chooseBackend);

  it('builds one model that applies encoder and decoder and shares their weights', () => {
    const { encoder, decoder, auto } = connect(dense(5, 2), dense(2, 5), args);
    const x = tf.randomNormal([3, 5], 0, 1, 'float32', 1);
    const twice = () => decoder.predict(encoder.predict(x) as tf.Tensor) as tf.Tensor;
    assert.deepEqual((auto.predict(x) as tf.Tensor).dataSync(), twice().dataSync());
    encoder.setWeights(encoder.getWeights().map((w) => w.mul(3)));
    assert.deepEqual((auto.predict(x) as tf.Tensor).dataSync(), twice().dataSync());
  });

  it('rejects two models whose shapes do not match', () => {
    const expected = (what: string, got: string, want: string) =>
      RegExp(`invalid ${what}: shape \\[null,${got}\\] \\(expected \\[null,${want}\\]`);
    assert.throws(() => connect(dense(5, 2), dense(3, 5), args), expected('decoder input', '3', '2'));
    assert.throws(() => connect(dense(5, 2), dense(2, 4), args), expected('decoder output', '4', '5'));
  });
});
