import * as tf from '@tensorflow/tfjs';
import { chooseBackend } from '../../src/backend';
import { reconstructionLoss } from '../../src/layers/reconstruction-loss';
import { assertClose, mean, sum, toGradient, toRows } from '../support/float64';
import keras from './keras.json';

const dims = 4;
const yTrue = Array.from({ length: 12 }, (_, i) => 0.5 + 0.5 * Math.sin(7 * i));
const yPred = Array.from({ length: 12 }, (_, i) => 0.5 + 0.45 * Math.cos(3 * i));
const formula = (p: number[]) =>
  toRows(
    p.map((value, i) => -yTrue[i]! * Math.log(value) - (1 - yTrue[i]!) * Math.log(1 - value)),
    dims,
  ).map(sum);

describe('reconstructionLoss', () => {
  before(chooseBackend);

  it('is the cross-entropy summed over the pixels, one number per sample', () => {
    const loss = reconstructionLoss(tf.tensor2d(yTrue, [3, dims]), tf.tensor2d(yPred, [3, dims]));
    assertClose(loss.dataSync(), formula(yPred));
  });

  it('has the gradient of the formula', () => {
    const f = (p: tf.Tensor) => reconstructionLoss(tf.tensor2d(yTrue, [3, dims]), p).mean();
    const gradient = tf.grad(f)(tf.tensor2d(yPred, [3, dims]));
    assertClose(
      gradient.dataSync(),
      toGradient((p) => mean(formula(p)), yPred),
    );
  });

  it('matches Keras, even at 0 and 1', () => {
    const { yTrue, yPred, perSample } = keras.reconstructionLoss;
    assertClose(reconstructionLoss(tf.tensor(yTrue), tf.tensor(yPred)).dataSync(), perSample);
  });
});
