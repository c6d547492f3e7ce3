import assert from 'node:assert/strict';
import { Jimp } from 'jimp';
import { toLine } from '../../../src/helpers/training/progress-screen';
import { runNode } from '../../support/run';

describe('progress', () => {
  it('shows epoch, step, losses, speed and time left', () => {
    const state = {
      epoch: 2,
      epochs: 50,
      step: 100,
      steps: 235,
      loss: 0.15017,
      valLoss: 0.142,
      msPerStep: 3.41,
      secondsLeft: 75,
      curves: { history: {} },
    };
    const line = 'Epoch 2/50, step 100/235: loss 0.1502, val_loss 0.1420, 3.4 ms/step, 1 min 15 s left';
    assert.equal(toLine(state), line);
  });

  it('prints a line per epoch when output goes to a file', async () => {
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
    assert.match(lines[2]!, /^Epoch 3\/3, step 3\/3: loss \S+, val_loss \S+, \S+ ms\/step$/);
    assert.equal(stdout, '');
  });

  it('updates a line and the curves below it in a notebook, slowly enough to read', async () => {
    const script = `const shown = [];
      let updates = 0;
      performance.now = () => 0; // no time passes: what is shown is what must be
      globalThis[Symbol.for('autoencoders.kernel')] = {
        display: (bundle) => {
          const place = shown.push(bundle) - 1;
          return { update: (next) => void (updates++, (shown[place] = next)) };
        },
      };
      const { chooseBackend, progress } = require('./dist/src');
      const tf = require('@tensorflow/tfjs');
      chooseBackend().then(async () => {
        const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
        model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
        const [x, y] = [tf.ones([10, 2]), tf.ones([10, 1])];
        await model.fit(x, y, { epochs: 9, validationData: [x, y], verbose: 0, callbacks: progress() });
        console.log(JSON.stringify([updates, ...shown]));
      });`;
    const { stdout } = await runNode(script);
    const [updates, line, curves, ...rest] = JSON.parse(stdout) as [number, ...Record<string, string>[]];
    assert.match(line!['text/plain']!, /^█{20} {2}Epoch 9\/9, step 1\/1: loss \S+, val_loss/);
    assert.match(curves!['text/plain']!, /^Lines of loss, val_loss\. Across: epoch, 1 to 9\./);
    const picture = await Jimp.read(Buffer.from(curves!['image/png']!, 'base64'));
    assert.deepEqual([picture.width, picture.height], [520, 210]);
    assert.deepEqual([updates, rest], [1, []]);
  });
});
