import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, run, typescript } from '../../support/run';

/** Saves a model on one backend, loads it, and prints whether both predict the same. */
const script = (backend: string, folder: string): string => `process.env.AUTOENCODERS_BACKEND = '${backend}';
    const tf = require('@tensorflow/tfjs');
    const { chooseBackend } = require('./src/backend');
    void (async () => {
      await chooseBackend();
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [4] })] });
      await model.save('file://${folder}');
      const again = await tf.loadLayersModel('file://${folder}/model.json');
      const predict = (one) => one.predict(tf.ones([1, 4])).dataSync().join();
      console.log(tf.getBackend(), predict(again) === predict(model));
    })();`;

describe('Where TensorFlow itself does not run', function () {
  this.timeout(120_000);
  for (const backend of ['wasm', 'cpu'])
    it(`a model is saved to file:// and loaded from there: ${backend}`, async () => {
      const folder = join(mkdtempSync(join(tmpdir(), 'files-')), 'ein Modell');
      const program = [...typescript, '-e', script(backend, folder)];
      const { stdout } = await run(process.execPath, program, { cwd: root });
      assert.equal(stdout.trim().split('\n').at(-1), `${backend} true`);
    });
});
