import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { fit } from '../../../scripts/train/fit';
import { loadState, saveState, type Progress } from '../../../scripts/train/state';
import { adamw, chooseBackend, denseAutoencoder, variationalAutoencoder } from '../../../src';
import { setWaveWeights, wave } from '../../support/model';

const x = wave([48, 12], 9, 0.5).add(0.5);
const build = () => {
  const model = denseAutoencoder({
    inputDims: 12,
    hiddenLayers: [8],
    latentDims: 3,
    optimizer: adamw(0.01, 0.1),
  });
  setWaveWeights(model.auto);
  return model;
};
const start = (): Progress => ({
  task: 'dense',
  seed: 1,
  batchSize: 48,
  history: { loss: [], val_loss: [] },
});

describe('train', () => {
  let folder: string;
  before(chooseBackend);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'state-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('goes on from a saved state as if it had never stopped', async () => {
    const [whole, half] = [start(), start()];
    await fit(build().auto, x, x, 8, whole); // one batch an epoch: the order of the pictures does not matter
    const first = build();
    await fit(first.auto, x, x, 4, half);
    await saveState(folder, first, half);
    const second = build();
    const resumed = await loadState(folder, second, 'dense');
    assert.deepEqual(resumed, half);
    await fit(second.auto, x, x, 8, resumed);
    assert.equal(resumed.history.loss.length, 8);
    resumed.history.loss.forEach((loss, i) =>
      assert.ok(Math.abs(loss - whole.history.loss[i]!) < 1e-5 * loss),
    );
    resumed.history.val_loss.forEach((loss, i) =>
      assert.ok(Math.abs(loss - whole.history.val_loss[i]!) < 1e-5 * loss),
    );
  });

  it('saves models that tf.loadLayersModel reads, layers of the course and all', async () => {
    const model = variationalAutoencoder(12, [8], 2);
    await saveState(folder, model, start());
    assert.deepEqual(readdirSync(folder).sort(), ['auto', 'decoder', 'encoder', 'state.bin', 'state.json']);
    const loaded = await tf.loadLayersModel(`file://${join(folder, 'encoder/model.json')}`);
    const [a, b] = [loaded, model.encoder].map((encoder) =>
      (encoder.predict(x) as tf.Tensor[])[1]!.dataSync(),
    );
    assert.deepEqual(a, b);
  });

  it('stops at Ctrl-C, and does not note the epoch that was cut off', async () => {
    const done = { ...start(), batchSize: 4 };
    const { auto } = build();
    const model = auto as unknown as { makeTrainFunction(): (batch: tf.Tensor[]) => tf.Scalar[] };
    const make = model.makeTrainFunction.bind(model);
    let steps = 0;
    model.makeTrainFunction = () => {
      const step = make();
      return (batch) => {
        if (++steps === 15) process.emit('SIGINT'); // twelve steps an epoch: in the second one
        return step(batch);
      };
    };
    const { stopped } = await fit(auto, x, x, 50, done);
    assert.ok(stopped);
    assert.ok(steps < 24, `${steps} steps`);
    assert.equal(done.history.loss.length, 1);
  });

  it('refuses a state that is missing or of another run', async () => {
    await assert.rejects(
      loadState(join(folder, 'nowhere'), build(), 'dense'),
      /missing state: .*nowhere holds none/,
    );
    await saveState(folder, build(), start());
    await assert.rejects(loadState(folder, build(), 'strided'), /is of dense \(expected strided\)/);
    truncateSync(join(folder, 'state.bin'), 100);
    await assert.rejects(loadState(folder, build(), 'dense'), /invalid state: .* is cut off/);
  });
});
