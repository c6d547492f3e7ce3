import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { chooseBackend } from '../../src/backend';
import { autoencoder } from '../../src/models/1-sparse';
import { autoencoder as vanilla } from '../../src/models/0-vanilla';
import { assertClose, mean, sum, toRows } from '../support/float64';
import { saveAndLoad } from '../support/layer';
import { assertTrains, setWaveWeights, wave } from '../support/model';

const lambtha = 0.02;
const x = wave([6, 12], 9, 0.5).add(0.5);

/** A sparse model and its expected loss: a vanilla model's plus lambtha sum |z|, mean over the batch. */
function build() {
  const sparse = autoencoder(12, [9, 5], 3, lambtha);
  const plain = vanilla(12, [9, 5], 3);
  [sparse.auto, plain.auto].forEach(setWaveWeights);
  const codes = [...(sparse.encoder.predict(x) as tf.Tensor).dataSync()];
  const penalty = lambtha * mean(toRows(codes.map(Math.abs), 3).map(sum));
  assert.ok(penalty > 1e-3, 'the penalty must be large enough for these tests');
  return { ...sparse, loss: (plain.auto.evaluate(x, x) as tf.Scalar).dataSync()[0]! + penalty };
}

describe('1-sparse', () => {
  before(chooseBackend);

  it('adds lambtha sum |z| to the loss in evaluate, trainOnBatch, fit and val_loss', async () => {
    const { auto, loss } = build();
    assertClose((auto.evaluate(x, x) as tf.Scalar).dataSync()[0]!, loss);
    const weights = auto.getWeights().map((w) => w.clone());
    assertClose((await auto.trainOnBatch(x, x)) as number, loss);
    auto.setWeights(weights);
    auto.compile({ optimizer: tf.train.sgd(0), loss: 'binaryCrossentropy' });
    const { history } = await auto.fit(x, x, { epochs: 1, batchSize: 6, verbose: 0, validationData: [x, x] });
    assertClose(history.loss![0] as number, loss);
    assertClose(history.val_loss![0] as number, loss);
  });

  it('keeps the penalty when the model is saved and loaded', async () => {
    const { auto, loss } = build();
    const loaded = await saveAndLoad(auto);
    loaded.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });
    assertClose((loaded.evaluate(x, x) as tf.Scalar).dataSync()[0]!, loss);
  });

  it('makes codes smaller', async () => {
    const size = async (lambtha: number) => {
      const model = autoencoder(12, [], 6, lambtha);
      setWaveWeights(model.auto);
      for (let i = 0; i < 100; i++) await model.auto.trainOnBatch(x, x);
      return (model.encoder.predict(x) as tf.Tensor).mean().dataSync()[0]!;
    };
    const [plain, sparse] = [await size(0), await size(0.3)];
    assert.ok(sparse < 0.8 * plain, `${plain} without the penalty, ${sparse} with it`);
  });

  it('learns, without leaking tensors', async () => {
    const model = autoencoder(12, [9], 4, 1e-4);
    await model.auto.trainOnBatch(x, x);
    const before = tf.memory().numTensors;
    await assertTrains(model, x);
    tf.dispose(model.auto.evaluate(x, x));
    assert.equal(tf.memory().numTensors, before);
  });

  it('rejects invalid sizes and factors', () => {
    assert.throws(() => autoencoder(8, [4], -2, 0.1), /invalid latentDims: -2/);
    assert.throws(() => autoencoder(8, [4], 2, -0.1), /invalid lambtha: -0.1 \(expected a number from 0/);
    assert.throws(() => autoencoder(8, [4], 2, undefined as never), /invalid lambtha: undefined/);
  });
});
