import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { buildReport, seedRandom } from '../../../src';
import { assertClose } from '../../support/float64';

/** Trains a small autoencoder on 50 inputs in batches of 10, five steps per epoch. */
async function train(perEpoch: number, epochs: number) {
  seedRandom(1);
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [3] })] });
  model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  const [x, xTest] = [tf.randomUniform([50, 3]), tf.randomUniform([20, 3])];
  const report = buildReport(xTest, perEpoch);
  const batches: number[] = [];
  const each = new tf.CustomCallback({
    onBatchEnd: (_batch, logs) => void batches.push(logs!.loss as number),
  });
  const { history } = await model.fit(x, x, {
    ...{ epochs, batchSize: 10, verbose: 0, validationData: [xTest, xTest] },
    callbacks: [report, each],
  });
  return { report, batches, history };
}

describe('buildReport', () => {
  it('records losses at the requested fractions of epochs', async () => {
    const { report } = await train(2, 3);
    const expected = [-0.4, 0, 0.6, 1, 1.6, 2]; // fit's own history counts 0, 1, 2
    assert.equal(report.epoch.length, expected.length);
    report.epoch.forEach((at, i) => assert.ok(Math.abs(at - expected[i]!) < 1e-9, `${report.epoch}`));
  });

  it('records the mean loss of the steps since the last record', async () => {
    const { report, batches } = await train(2, 1);
    const mean = (losses: number[]) => losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
    const expected = [mean(batches.slice(0, 3)), mean(batches.slice(3))];
    assertClose(report.history.loss, expected);
  });

  it("ends an epoch with fit's own val_loss", async () => {
    const { report, history } = await train(5, 4);
    const ends = report.history.val_loss.filter((_, i) => i % 5 === 4);
    assertClose(ends, history.val_loss as number[]);
    assert.equal(ends.length, 4);
  });

  it('records each step if there are fewer steps than records, and rejects 0', async () => {
    assert.equal((await train(100, 2)).report.epoch.length, 10);
    assert.throws(() => buildReport(tf.zeros([1, 3]), 0), /invalid perEpoch: 0/);
  });
});
