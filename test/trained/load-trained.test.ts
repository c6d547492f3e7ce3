import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { chooseBackend, denseAutoencoder, loadMnist, loadTrained } from '../../src';
import { smallRuns } from '../../scripts/train/runs';
import { trainedModels } from '../../src/trained/models';
import { folderOf, readWeights, writeWeights } from '../../src/trained/weights-file';

const slugs = Object.keys(trainedModels);

describe('trained weights', () => {
  let folder: string;
  before(chooseBackend);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'weights für '));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  for (const slug of slugs)
    it(`${slug}: its model reaches the loss that is stored with it, on all test images`, async () => {
      const { auto, origin } = await loadTrained(slug);
      const { test } = await loadMnist();
      const x = smallRuns[origin.run]!.toInput(test);
      const loss = (auto.evaluate(x, x, { batchSize: 500 }) as tf.Scalar).dataSync()[0]!;
      assert.ok(Math.abs(loss / origin.valLoss - 1) < 0.01, `${loss}, stored ${origin.valLoss}`);
      assert.equal(origin.run, trainedModels[slug]!.run);
    });

  it('take less than 1 MB for all lessons', () => {
    const sizes = slugs.map((slug) => statSync(join(folderOf(slug), 'weights.bin')).size);
    assert.ok(sizes.reduce((sum, size) => sum + size) < 1e6, `${sizes}`);
  });

  it('come back as they were written, to three digits', async () => {
    const [from, to] = [0, 0].map(() => denseAutoencoder({ inputDims: 9, hiddenLayers: [5], latentDims: 2 }));
    await writeWeights(folder, from!.auto, { run: 'small-vanilla', epochs: 3, seed: 4, valLoss: 0.5 });
    const origin = await readWeights(folder, to!.auto, 'small-vanilla');
    assert.deepEqual(origin, { run: 'small-vanilla', epochs: 3, seed: 4, valLoss: 0.5 });
    const x = tf.randomUniform([4, 9]);
    const [a, b] = [from, to].map((model) => model!.auto.predict(x) as tf.Tensor);
    assert.ok(a!.sub(b!).abs().max().dataSync()[0]! < 2e-3);
  });

  it('are refused if a byte has changed, a file is missing or no JSON, or they belong to another model', async () => {
    cpSync(folderOf('0-vanilla'), folder, { recursive: true });
    const { auto } = trainedModels['0-vanilla']!.build();
    const before = (await auto.getWeights()[0]!.data()).slice(0, 5);
    const read = (model = auto) => readWeights(folder, model, 'small-vanilla');
    const other = trainedModels['3-variational']!.build();
    await assert.rejects(
      read(other.auto),
      /shapes .* \(expected .*\)\. Restore .*npm run train -- small-vanilla --publish\)$/,
    );
    const bin = join(folder, 'weights.bin');
    const bytes = readFileSync(bin);
    bytes[1000]! ^= 1;
    writeFileSync(bin, bytes);
    await assert.rejects(read(), /weights\.bin has the SHA-256 [0-9a-f]{64} \(expected [0-9a-f]{64}\)/);
    rmSync(bin);
    await assert.rejects(read(), /no weights\.bin \(ENOENT\)/);
    writeFileSync(join(folder, 'weights.json'), '[');
    await assert.rejects(read(), /weights\.json is not valid/);
    assert.deepEqual((await auto.getWeights()[0]!.data()).slice(0, 5), before, 'the model keeps its weights');
  });

  it('exist for the four lessons only', async () => {
    await assert.rejects(loadTrained('4-none'), /invalid lesson: "4-none" \(expected 0-vanilla, 1-sparse, /);
  });
});
