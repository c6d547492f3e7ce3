import assert from 'node:assert/strict';
import { assertClose } from '../support/float64';
import { runNode } from '../support/run';

/** Two training steps on fixed numbers, in a separate process. */
const train = `const { chooseBackend } = require('./dist/src');
  const tf = require('@tensorflow/tfjs');
  chooseBackend().then(async (backend) => {
    const layer = tf.layers.dense({ units: 2, inputShape: [3], kernelInitializer: 'ones', activation: 'sigmoid' });
    const model = tf.sequential({ layers: [layer] });
    model.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });
    const x = tf.tensor2d([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]]);
    const { history } = await model.fit(x, tf.tensor2d([[0, 1], [1, 0]]), { epochs: 2, verbose: 0 });
    console.log(JSON.stringify({ ...backend, runs: tf.getBackend(), loss: history.loss }));
  });`;

describe('chooseBackend', () => {
  it('prefers the native backend, without output on stderr', async () => {
    const { stdout, stderr } = await runNode(train, { AUTOENCODERS_BACKEND: '' });
    const { name, runs, why } = JSON.parse(stdout);
    assert.deepEqual({ name, runs, why }, { name: 'native', runs: 'tensorflow', why: undefined });
    assert.equal(stderr, '');
  });

  for (const name of ['native', 'wasm', 'cpu'])
    it(`AUTOENCODERS_BACKEND selects ${name}, which gives the same losses`, async () => {
      const { stdout, stderr } = await runNode(train, { AUTOENCODERS_BACKEND: name });
      assert.equal(JSON.parse(stdout).name, name);
      assert.equal(stderr, '');
      const { loss } = JSON.parse(stdout) as { loss: number[] };
      // computed by hand: inputs sum to 0.6 and 1.5; mean over outputs 0, 1 and 1, 0 of -log p(target)
      const p = [0.6, 1.5].map((sum) => 1 / (1 + Math.exp(-sum)));
      const expected = (-Math.log(1 - p[0]!) - Math.log(p[0]!) - Math.log(p[1]!) - Math.log(1 - p[1]!)) / 4;
      assertClose(loss[0]!, expected);
      assert.ok(loss[1]! < loss[0]!);
    });

  it("hides tfjs' advice if a notebook selects cpu", async () => {
    const script = `const tf = require('@tensorflow/tfjs');
      require('./dist/src').chooseBackend().then(async () => {
        await tf.setBackend('cpu');
        console.log(tf.scalar(2).square().dataSync()[0]);
      });`;
    const { stdout, stderr } = await runNode(script, { AUTOENCODERS_BACKEND: '' });
    assert.deepEqual([stdout, stderr], ['4\n', '']);
  });

  it('falls back to wasm and says why if the native backend does not load', async () => {
    const broken = `require('node:module')._load = ((load) => (id, ...rest) => {
      if (id === '@tensorflow/tfjs-node-gpu') throw new Error('libtensorflow_cc.so.2: cannot open');
      return load(id, ...rest);
    })(require('node:module')._load);`;
    const { stdout } = await runNode(broken + train, { AUTOENCODERS_BACKEND: '' });
    const { name, why } = JSON.parse(stdout);
    assert.equal(name, 'wasm');
    assert.match(why, /native: libtensorflow_cc\.so\.2: cannot open/);
  });

  it('does not change how the program handles uncaught errors', async () => {
    const script = `process.on('uncaughtException', () => undefined);
      require('./dist/src').chooseBackend().then(() =>
        console.log(...['uncaughtException', 'unhandledRejection'].map((name) => process.listenerCount(name))));`;
    for (const name of ['native', 'wasm', 'cpu'])
      assert.equal((await runNode(script, { AUTOENCODERS_BACKEND: name })).stdout, '1 0\n', name);
  });

  it('rejects an invalid name', async () => {
    const script = "require('./dist/src').chooseBackend().catch((error) => console.log(error.message))";
    const { stdout } = await runNode(script, { AUTOENCODERS_BACKEND: 'gpu' });
    assert.equal(stdout, 'invalid AUTOENCODERS_BACKEND: gpu (expected native, wasm, cpu)\n');
  });
});
