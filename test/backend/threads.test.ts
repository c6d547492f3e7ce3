import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cgroupQuota, parseThreads } from '../../src/backend/threads';
import { runNode } from '../support/run';

/** The quota read from a tree of these files. */
function quotaOf(files: Record<string, string>): number {
  const root = mkdtempSync(join(tmpdir(), 'cgroup-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return cgroupQuota(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

const train = `const { chooseBackend } = require('./dist/src');
  const tf = require('@tensorflow/tfjs');
  chooseBackend().then(async ({ name }) => {
    const layer = tf.layers.dense({ units: 256, inputShape: [512], kernelInitializer: 'ones', activation: 'sigmoid' });
    const model = tf.sequential({ layers: [layer] });
    model.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });
    const x = tf.randomUniform([1024, 512], 0, 0.01, 'float32', 1);
    const { history } = await model.fit(x, tf.zeros([1024, 256]), { epochs: 3, batchSize: 256, shuffle: false, verbose: 0 });
    const tasks = process.platform === 'linux' ? require('fs').readdirSync('/proc/self/task').length : 0;
    console.log(JSON.stringify({ name, tasks, loss: history.loss }));
  });`;

describe('threads', () => {
  it('reads the quota of cgroup v2, the smallest of the group and its parents', () => {
    const files = { 'proc/self/cgroup': '0::/a/b\n', 'sys/fs/cgroup/a/cpu.max': '150000 100000\n' };
    assert.equal(quotaOf(files), 1.5);
    assert.equal(quotaOf({ ...files, 'sys/fs/cgroup/a/b/cpu.max': 'max 100000\n' }), 1.5);
    assert.equal(quotaOf({ ...files, 'sys/fs/cgroup/a/b/cpu.max': '50000 100000\n' }), 0.5);
  });

  it('reads the quota of cgroup v1', () => {
    const at = 'sys/fs/cgroup/cpu,cpuacct/';
    const files = { 'proc/self/cgroup': '4:cpu,cpuacct:/job\n', [`${at}job/cpu.cfs_period_us`]: '100000\n' };
    assert.equal(quotaOf({ ...files, [`${at}job/cpu.cfs_quota_us`]: '300000\n' }), 3);
    assert.equal(quotaOf({ ...files, [`${at}job/cpu.cfs_quota_us`]: '-1\n' }), Infinity);
  });

  it('finds no quota where there are no files', () => assert.equal(quotaOf({}), Infinity));

  it('takes whole numbers from 1 to 1024 only', () => {
    assert.deepEqual(['1', '16', '1024', '', undefined].map(parseThreads), [
      1,
      16,
      1024,
      undefined,
      undefined,
    ]);
    for (const bad of ['0', '-1', '1.5', '1e2', 'two', '1025', ' '])
      assert.throws(() => parseThreads(bad), {
        message: /^AUTOENCODERS_THREADS is ".*"; expected a whole number/,
      });
  });

  it('starts as many threads as asked for, with the same losses', async () => {
    const run = async (threads: string) =>
      JSON.parse((await runNode(train, { AUTOENCODERS_THREADS: threads })).stdout) as {
        name: string;
        tasks: number;
        loss: number[];
      };
    const [one, six] = [await run('1'), await run('6')];
    assert.equal(one.name, 'native');
    if (process.platform === 'linux')
      assert.ok(six.tasks >= one.tasks + 5, `${one.tasks} and ${six.tasks} threads`);
    one.loss.forEach((loss, i) => assert.ok(Math.abs(loss - six.loss[i]!) < 1e-4 * Math.abs(loss)));
  });
});
