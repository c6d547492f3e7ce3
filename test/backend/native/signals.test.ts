import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { root, typescript } from '../../support/run';

// A process that trains, first with graphs, then eagerly, while it receives signals.
const training = `
  const tf = require('@tensorflow/tfjs');
  const { chooseBackend } = require('./src/backend');
  const { autoencoder } = require('./src/models/0-vanilla');
  process.on('SIGWINCH', () => undefined);
  void (async () => {
    await chooseBackend();
    const { auto } = autoencoder(784, [128, 64], 32);
    const x = tf.randomUniform([2560, 784]);
    for (let epoch = 0; epoch < 30; epoch++) {
      if (epoch === 1) console.log('begun');
      if (epoch === 10) process.env.AUTOENCODERS_GRAPH = 'off';
      await auto.fit(x, x, { epochs: 1, batchSize: 256, verbose: 0 });
    }
    console.log('ended');
  })();
`;

describe('signals', () => {
  it('do not disturb training: resizing the terminal, an ended child process, Ctrl-C', async function () {
    this.timeout(120_000);
    const child = spawn(process.execPath, [...typescript, '-e', training], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    let signals: NodeJS.Timeout | undefined;
    child.stdout.on('data', (data: Buffer) => {
      said += data;
      // Many, to hit one of the few places where they did harm.
      signals ??= setInterval(() => [1, 2, 3].forEach(() => child.kill('SIGWINCH')), 1);
    });
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
    clearInterval(signals);
    assert.deepEqual({ code, signal, said }, { code: 0, signal: null, said: 'begun\nended\n' });
  });
});
