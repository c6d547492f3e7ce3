import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { chooseBackend } from '../../src/backend';
import { autoencoder } from '../../src/models/3-variational';
import { assertClose, mean, sum, toRows } from '../support/float64';
import { saveAndLoad } from '../support/layer';
import { assertTrains, setWaveWeights, toParameterCounts, wave } from '../support/model';

const [inputDims, latentDims] = [12, 3];
const x = wave([5, inputDims], 9, 0.5).add(0.5);
const toNumbers = (tensor: tf.Tensor) => [...tensor.dataSync()];

/**
 * A model whose decoder ignores z, so that its loss is known, and the loss according to the formulas.
 * The second half of the encoder's weights is zLogVar's: from -6 to 2.
 */
function build() {
  const model = autoencoder(inputDims, [7, 5], latentDims);
  setWaveWeights(model.auto);
  const weights = model.decoder.getWeights();
  model.decoder.setWeights([tf.zerosLike(weights[0]!), ...weights.slice(1)]);
  const encoder = model.encoder.getWeights();
  encoder[encoder.length - 1] = tf.tensor1d([-6, -1, 2]);
  model.encoder.setWeights(encoder);

  const [, zMean, zLogVar] = (model.encoder.predict(x) as tf.Tensor[]).map(toNumbers);
  const kl = zMean!.map((m, i) => -0.5 * (1 + zLogVar![i]! - m * m - Math.exp(zLogVar![i]!)));
  const [y, p] = [toNumbers(x), toNumbers(model.auto.predict(x) as tf.Tensor)];
  const crossEntropy = y.map((v, i) => -v * Math.log(p[i]!) - (1 - v) * Math.log(1 - p[i]!));
  const loss = mean(toRows(crossEntropy, inputDims).map(sum)) + mean(toRows(kl, latentDims).map(sum));
  return { ...model, loss };
}

describe('3-variational', () => {
  before(chooseBackend);

  it('has the summed cross-entropy plus the divergence as its loss, in evaluate, trainOnBatch, fit and val_loss', async () => {
    const { auto, loss } = build();
    assertClose((auto.evaluate(x, x) as tf.Scalar).dataSync()[0]!, loss);
    const { loss: function_ } = auto;
    auto.compile({ optimizer: tf.train.sgd(0), loss: function_ });
    assertClose((await auto.trainOnBatch(x, x)) as number, loss);
    const { history } = await auto.fit(x, x, { epochs: 1, batchSize: 5, verbose: 0, validationData: [x, x] });
    assertClose(history.loss![0] as number, loss);
    assertClose(history.val_loss![0] as number, loss);
  });

  it('encodes to [z, zMean, zLogVar], of which only z is random', () => {
    const { encoder } = build();
    const [first, second] = [0, 1].map(() => (encoder.predict(x) as tf.Tensor[]).map(toNumbers));
    assert.notDeepEqual(first![0], second![0]);
    assert.deepEqual(first!.slice(1), second!.slice(1));
    const { encoder: certain } = build();
    const weights = certain.getWeights();
    weights[weights.length - 1] = tf.fill([latentDims], -80);
    certain.setWeights(weights);
    const [z, zMean] = (certain.predict(x) as tf.Tensor[]).map(toNumbers);
    assertClose(z!, zMean!);
  });

  it('has the requested layers, and does not change the list', () => {
    const hiddenLayers = [512, 40];
    const { encoder, decoder } = autoencoder(784, hiddenLayers, 2);
    assert.deepEqual(toParameterCounts(encoder), [401_920, 20_520, 82, 82]);
    assert.deepEqual(toParameterCounts(decoder), [120, 20_992, 402_192]);
    assert.deepEqual(hiddenLayers, [512, 40]);
  });

  it('is the same model after saving and loading', async () => {
    const { auto, encoder, loss } = build();
    const loaded = await saveAndLoad(auto);
    loaded.compile({ optimizer: 'adam', loss: auto.loss });
    assertClose((loaded.evaluate(x, x) as tf.Scalar).dataSync()[0]!, loss);
    const [, zMean] = (await saveAndLoad(encoder)).predict(x) as tf.Tensor[];
    assert.deepEqual(toNumbers(zMean!), toNumbers((encoder.predict(x) as tf.Tensor[])[1]!));
  });

  it('learns, without leaking tensors', async () => {
    const model = autoencoder(inputDims, [16], 2);
    await model.auto.trainOnBatch(x, x);
    const before = tf.memory().numTensors;
    await assertTrains(model, x, 40);
    tf.dispose(model.auto.evaluate(x, x));
    assert.equal(tf.memory().numTensors, before);
  });

  it('rejects invalid sizes', () => {
    assert.throws(() => autoencoder(8, [4], 0), /invalid latentDims: 0/);
    assert.throws(() => autoencoder(8, [0.5], 2), /invalid hiddenLayers: \[0.5\]/);
  });
});
