import assert from 'node:assert/strict';
import { toLine } from '../../src/helpers/progress';
import { runNode } from '../support/run';

describe('progress', () => {
  it('tells epoch, step, losses, pace and time left', () => {
    const state = {
      epoch: 2,
      epochs: 50,
      step: 100,
      steps: 235,
      loss: 0.15017,
      valLoss: 0.142,
      msPerStep: 3.41,
      secondsLeft: 75,
    };
    const line = 'Epoch 2/50, step 100/235: loss 0.1502, val_loss 0.1420, 3.4 ms a step, 1 min 15 s left';
    assert.equal(toLine(state), line);
  });

  it('writes a line an epoch where output goes to a file', async () => {
    const script = `const { chooseBackend, progress } = require('./dist/src');
      const tf = require('@tensorflow/tfjs');
      chooseBackend().then(async () => {
        const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
        model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
        const [x, y] = [tf.ones([10, 2]), tf.ones([10, 1])];
        await model.fit(x, y, { epochs: 3, batchSize: 4, validationData: [x, y], verbose: 0, callbacks: progress() });
      });`;
    const { stderr, stdout } = await runNode(script);
    const lines = stderr.trim().split('\n');
    assert.equal(lines.length, 3, stderr);
    assert.match(lines[2]!, /^Epoch 3\/3, step 3\/3: loss \S+, val_loss \S+, \S+ ms a step, 0 s left$/);
    assert.equal(stdout, '');
  });

  it('moves one line in a notebook', async () => {
    const script = `const shown = [];
      const output = { update: (bundle) => shown.push(bundle['text/plain']) };
      globalThis[Symbol.for('autoencoders.kernel')] = { display: () => output, clearOutput() {} };
      const { chooseBackend, progress } = require('./dist/src');
      const tf = require('@tensorflow/tfjs');
      chooseBackend().then(async () => {
        const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
        model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
        await model.fit(tf.ones([10, 2]), tf.ones([10, 1]), { epochs: 2, verbose: 0, callbacks: progress() });
        console.log(shown.at(-1));
      });`;
    const { stdout } = await runNode(script);
    assert.match(stdout, /^█{20} {2}Epoch 2\/2, step 1\/1: loss/);
  });
});
