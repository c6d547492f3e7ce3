import assert from 'node:assert/strict';
import { root, run, typescript } from '../../support/run';

/** Clones tensors on wasm, disposes of originals and clones in turn, and prints what is left. */
const script = `process.env.AUTOENCODERS_BACKEND = 'wasm';
    const tf = require('@tensorflow/tfjs');
    void (async () => {
      await require('./src/backend').chooseBackend();
      const count = () => tf.memory().numDataBuffers;
      const start = count();
      const x = tf.tensor([1, 2, 3]);
      const clones = [x.clone(), x.clone()];
      const shared = count() - start;
      x.dispose();
      clones[0].dispose();
      const left = [...clones[1].square().dataSync()];
      const words = [...tf.tensor(['a', 'ä']).clone().dataSync()];
      const variable = tf.variable(clones[1]);
      variable.assign(variable.mul(2));
      const values = [[...clones[1].dataSync()], [...variable.dataSync()]];
      const gradient = [...tf.grad((y) => y.clone().square().sum())(clones[1]).dataSync()];
      const before = count();
      for (let i = 0; i < 9; i++) tf.tidy(() => { clones[1].clone().clone().add(1).clone(); });
      console.log(JSON.stringify({ shared, left, words, values, gradient, leaked: count() - before }));
    })();`;

describe('clones on wasm', () => {
  it('share their numbers, which live as long as the last of them', async () => {
    const { stdout, stderr } = await run(process.execPath, [...typescript, '-e', script], { cwd: root });
    const found = JSON.parse(stdout.trim().split('\n').at(-1) || `"${stderr}"`) as unknown;
    assert.deepEqual(found, {
      shared: 1,
      left: [1, 4, 9],
      words: ['a', 'ä'],
      values: [
        [1, 2, 3],
        [2, 4, 6],
      ],
      gradient: [2, 4, 6],
      leaked: 0,
    });
  }).timeout(60_000);
});
