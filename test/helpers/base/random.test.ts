import assert from 'node:assert/strict';
import { join } from 'node:path';
import { root, run } from '../../support/run';

/** A script that trains three kinds of models twice each, from the same seed, and prints their losses. */
const script = `
  const { chooseBackend, denoisingAutoencoder, seedRandom, vanillaAutoencoder, variationalAutoencoder } = require(${JSON.stringify(join(root, 'dist/src'))});
  const tf = require('@tensorflow/tfjs');
  const kinds = [() => vanillaAutoencoder(49, [16], 4), () => denoisingAutoencoder(49, [], 16, 0.5), () => variationalAutoencoder(49, [16], 2)];
  (async () => {
    await chooseBackend();
    const x = tf.randomUniform([256, 49], 0, 1, 'float32', 7);
    for (const build of kinds)
      for (let time = 0; time < 2; time++) {
        seedRandom(1);
        const { history } = await build().auto.fit(x, x, { epochs: 3, batchSize: 32, validationData: [x, x], verbose: 0 });
        console.log(JSON.stringify(history));
      }
  })();`;

describe('seedRandom', function () {
  this.timeout(120_000);

  it('gives a training the same losses each time, in one process and in another', async () => {
    const once = async (): Promise<string[]> => {
      const { stdout } = await run(process.execPath, ['-e', script], { cwd: root });
      return stdout.split('\n').filter((line) => line.startsWith('{'));
    };
    const [lines, others] = [await once(), await once()];
    assert.equal(lines.length, 6);
    for (const k of [0, 2, 4]) assert.equal(lines[k], lines[k + 1]);
    assert.deepEqual(others, lines);
    assert.equal(new Set(lines).size, 3, 'the three models differ');
  });
});
