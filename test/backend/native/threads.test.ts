import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cgroupQuota, parseThreads } from '../../../src/backend/native/threads';
import { run, runNode } from '../../support/run';

/** The result of `read` for a folder with these files. */
async function withFiles<T>(files: Record<string, string>, read: (root: string) => T): Promise<Awaited<T>> {
  const root = mkdtempSync(join(tmpdir(), 'cgroup-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return await read(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}
const quotaOf = (files: Record<string, string>) => withFiles(files, cgroupQuota);

const count = `const { readdirSync, readFileSync } = require('node:fs');
  const count = (name) => readdirSync('/proc/self/task')
    .filter((task) => readFileSync('/proc/self/task/' + task + '/comm', 'utf8').trim() === name).length;`;
const train = `${count}
  const { chooseBackend } = require('./dist/src');
  const tf = require('@tensorflow/tfjs');
  chooseBackend().then(async ({ name }) => {
    const layer = tf.layers.dense({ units: 256, inputShape: [512], kernelInitializer: 'ones', activation: 'sigmoid' });
    const model = tf.sequential({ layers: [layer] });
    model.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });
    const x = tf.randomUniform([1024, 512], 0, 0.01, 'float32', 1);
    const { history } = await model.fit(x, tf.zeros([1024, 256]), { epochs: 3, batchSize: 256, shuffle: false, verbose: 0 });
    const child = require('node:child_process').execFileSync(process.execPath, ['-p', 'JSON.stringify(process.env)']);
    console.log(JSON.stringify({
      name, loss: history.loss, child: JSON.parse(child), own: count('autoencoders'), tensorflow: count('tf_Compute'),
    }));
  });`;

interface Trained {
  name: string;
  loss: number[];
  /** The environment of a child process. */
  child: NodeJS.ProcessEnv;
  /** How many threads the native operations have, in addition to the calling one. */
  own: number;
  /** How many threads TensorFlow has, in two pools. */
  tensorflow: number;
}

/** Trains in a separate process, started with `prefix`. */
async function trainWith(env: NodeJS.ProcessEnv, prefix: string[] = []): Promise<Trained> {
  const [command, ...args] = [...prefix, process.execPath, '-e', train];
  const { AUTOENCODERS_THREADS: _, ...rest } = process.env;
  const { stdout, stderr } = await run(command!, args, { env: { ...rest, ...env } });
  assert.match(stdout, /^\{/, stderr);
  return JSON.parse(stdout) as Trained;
}

describe('threads', () => {
  it('reads the quota of cgroup v2, the smallest of the group and its parents', async () => {
    const files = { 'proc/self/cgroup': '0::/a/b\n', 'sys/fs/cgroup/a/cpu.max': '150000 100000\n' };
    assert.equal(await quotaOf(files), 1.5);
    assert.equal(await quotaOf({ ...files, 'sys/fs/cgroup/a/b/cpu.max': 'max 100000\n' }), 1.5);
    assert.equal(await quotaOf({ ...files, 'sys/fs/cgroup/a/b/cpu.max': '50000 100000\n' }), 0.5);
  });

  it('reads the quota of cgroup v1', async () => {
    const at = 'sys/fs/cgroup/cpu,cpuacct/';
    const files = { 'proc/self/cgroup': '4:cpu,cpuacct:/job\n', [`${at}job/cpu.cfs_period_us`]: '100000\n' };
    assert.equal(await quotaOf({ ...files, [`${at}job/cpu.cfs_quota_us`]: '300000\n' }), 3);
    assert.equal(await quotaOf({ ...files, [`${at}job/cpu.cfs_quota_us`]: '-1\n' }), Infinity);
  });

  it('finds no quota without files', async () => assert.equal(await quotaOf({}), Infinity));

  it('accepts only whole numbers from 1 to 1024', () => {
    assert.deepEqual(['1', '16', '1024', '', undefined].map(parseThreads), [
      1,
      16,
      1024,
      undefined,
      undefined,
    ]);
    for (const bad of ['0', '-1', '1.5', '1e2', 'two', '1025', ' '])
      assert.throws(() => parseThreads(bad), {
        message: /^invalid AUTOENCODERS_THREADS: ".*" \(expected a whole number/,
      });
  });

  it('uses the quota, rounding a part of a core up to one, unless AUTOENCODERS_THREADS is set', async () => {
    const countWith = (quota: string, env: NodeJS.ProcessEnv = { AUTOENCODERS_THREADS: '' }) =>
      withFiles({ 'proc/self/cgroup': '0::/\n', 'sys/fs/cgroup/cpu.max': quota }, async (root) => {
        const script = `console.log(require('./dist/src/backend/native/threads').threadCount(${JSON.stringify(root)}))`;
        return Number((await runNode(script, env)).stdout);
      });
    assert.equal(await countWith('20000 100000\n'), 1);
    assert.equal(await countWith('100000 100000\n'), 1);
    assert.equal(await countWith('max 100000\n'), availableParallelism());
    assert.equal(await countWith('99900000 100000\n'), availableParallelism());
    assert.equal(await countWith('100000 100000\n', { AUTOENCODERS_THREADS: '3' }), 3);
  });

  it('rejects an invalid AUTOENCODERS_THREADS before anything runs', async () => {
    const start = "require('./dist/src').chooseBackend().catch(({ message }) => console.log(message))";
    const { stdout } = await runNode(start, { AUTOENCODERS_THREADS: '0' });
    assert.match(stdout, /^invalid AUTOENCODERS_THREADS: "0" \(expected a whole number from 1 to 1024\)/);
  });

  describe('threads of a training process (counted only on Linux)', function () {
    this.timeout(60_000);
    before(function () {
      if (process.platform !== 'linux') this.skip();
    });

    let losses: number[];
    for (const threads of [1, 2, 3, 7])
      it(`are ${threads} with AUTOENCODERS_THREADS=${threads}, with the same losses`, async () => {
        const { name, own, tensorflow, loss } = await trainWith({ AUTOENCODERS_THREADS: String(threads) });
        assert.equal(name, 'native');
        assert.deepEqual({ own, tensorflow }, { own: threads - 1, tensorflow: 2 * threads });
        losses ??= loss;
        loss.forEach((value, i) => assert.ok(Math.abs(value - losses[i]!) < 1e-4 * Math.abs(losses[i]!)));
      });

    it('are limited to one if taskset allows one core (skipped without taskset)', async function () {
      const allowed = spawnSync('taskset', ['-cp', String(process.pid)], { encoding: 'utf8' }).stdout;
      const core = /: (\d+)/.exec(allowed ?? '')?.[1];
      if (!core) this.skip();
      const { own, tensorflow } = await trainWith({}, ['taskset', '-c', core]);
      assert.deepEqual({ own, tensorflow }, { own: 0, tensorflow: 2 });
    });

    it('are as many as cores if nothing limits them', async () => {
      const { own } = await trainWith({});
      const expected = Number(
        (await runNode("console.log(require('./dist/src/backend/native/threads').threadCount())")).stdout,
      );
      assert.equal(own, expected - 1);
    });

    it('do not limit child processes', async () => {
      const { child } = await trainWith({ AUTOENCODERS_THREADS: '1' });
      assert.deepEqual(
        Object.keys(child).filter((name) => /^TF_NUM_|^OMP_/.test(name)),
        [],
      );
      const own = await trainWith({ AUTOENCODERS_THREADS: '1', TF_NUM_INTRAOP_THREADS: '5' });
      assert.equal(own.child.TF_NUM_INTRAOP_THREADS, '5'); // the user's own setting is kept
    });
  });
});
