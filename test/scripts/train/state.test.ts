import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { fit } from '../../../scripts/train/fit';
import { begin, loadState, saveState } from '../../../scripts/train/state';
import { adamw, chooseBackend, denseAutoencoder, variationalAutoencoder } from '../../../src';
import { assertClose } from '../../support/float64';
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
const start = (batchSize = 8) => begin('dense', 1, batchSize);
const nowhere = async () => undefined;

describe('train', () => {
  let folder: string;
  before(chooseBackend);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'state-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('resumes from a saved state as if it had never stopped, with the same order of images', async () => {
    const [whole, half] = [start(), start()];
    await fit(build().auto, x, x, 8, whole, nowhere);
    const first = build();
    await fit(first.auto, x, x, 4, half, () => saveState(folder, first, half));
    const second = build();
    const resumed = await loadState(folder, second, 'dense');
    assert.deepEqual(resumed, half);
    await fit(second.auto, x, x, 8, resumed, nowhere);
    assert.equal(resumed.clock.steps, 8 * 6);
    for (const kind of ['loss', 'val_loss'] as const) assertClose(resumed.history[kind], whole.history[kind]);
    assert.notDeepEqual(resumed.history.loss.slice(0, 4), resumed.history.loss.slice(4));
  });

  it('keeps one file of numbers, and the previous state if it is interrupted', async () => {
    const model = build();
    const done = start();
    await fit(model.auto, x, x, 3, done, () => saveState(folder, model, done));
    const files = ['auto', 'decoder', 'encoder', 'epoch-3.bin', 'state.json'];
    assert.deepEqual(readdirSync(folder).sort(), files);
    writeFileSync(join(folder, 'epoch-4.bin'), 'half of it');
    assert.deepEqual(await loadState(folder, build(), 'dense'), done);
  });

  it('saves models that tf.loadLayersModel reads, including layers of the course', async () => {
    const model = variationalAutoencoder(12, [8], 2);
    await saveState(folder, model, start());
    assert.deepEqual(readdirSync(folder).sort(), ['auto', 'decoder', 'encoder', 'epoch-0.bin', 'state.json']);
    const loaded = await tf.loadLayersModel(`file://${join(folder, 'encoder/model.json')}`);
    const [a, b] = [loaded, model.encoder].map((encoder) =>
      (encoder.predict(x) as tf.Tensor[])[1]!.dataSync(),
    );
    assert.deepEqual(a, b);
  });

  it('stops at Ctrl-C, without recording the interrupted epoch', async () => {
    const done = start(4);
    const saved: number[] = [];
    const { auto } = build();
    const model = auto as unknown as { makeTrainFunction(): (batch: tf.Tensor[]) => tf.Scalar[] };
    const make = model.makeTrainFunction.bind(model);
    let steps = 0;
    model.makeTrainFunction = () => {
      const step = make();
      return (batch) => {
        if (++steps === 15) process.emit('SIGINT'); // twelve steps per epoch: in the second one
        return step(batch);
      };
    };
    const save = async () => void saved.push(done.history.loss.length);
    assert.equal(await fit(auto, x, x, 50, done, save), true);
    assert.deepEqual(saved, [0, 1]);
    assert.ok(steps < 24, `${steps} steps`);
    assert.equal(done.history.loss.length, 1);
  });

  it('rejects a state that is missing, truncated or from another run', async () => {
    await assert.rejects(
      loadState(join(folder, 'nowhere'), build(), 'dense'),
      /invalid state: .*nowhere has none \(expected the folder of --save\)/,
    );
    await saveState(folder, build(), start());
    await assert.rejects(loadState(folder, build(), 'strided'), /belongs to dense \(expected strided\)/);
    truncateSync(join(folder, 'epoch-0.bin'), 100);
    await assert.rejects(
      loadState(folder, build(), 'dense'),
      /invalid state: .* has \d+ bytes \(expected \d+\)/,
    );
  });
});
