import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, run } from '../../support/run';

const command = join(root, 'scripts/sanitize.mjs');
const sanitize = (args: string[], env: NodeJS.ProcessEnv = {}) =>
  run(process.execPath, [command, ...args], { env: { ...process.env, ...env } });

const copies = 'std::copy_n(context.Input(0), context.Size(0), context.Output(0, context.InputShape(0)));';
const faults = {
  'a write past the end': [
    copies,
    `float* to = context.Output(0, context.InputShape(0));
     std::copy_n(context.Input(0), context.Size(0), to);
     to[context.Size(0)] = 0;`,
    /heap-buffer-overflow[\s\S]*while running AutoencodersCopy/,
  ],
  'a data race': [
    copies,
    `${copies} static int64_t sum = 0;
     Parallel(context.Size(0), 1, [](int64_t begin, int64_t end) { sum += end - begin; });`,
    /data race/,
  ],
  'an overflow of int': [
    copies,
    `${copies} volatile int most = 2147483647; most = most + 1;`,
    /signed integer overflow/,
  ],
  'a copy from nowhere': [
    copies,
    'std::memcpy(context.Output(0, context.InputShape(0)), context.Input(0), context.Size(0) * sizeof(float));',
    /null pointer passed as argument/,
  ],
  'numbers that are not set': [copies, 'context.Output(0, context.InputShape(0));', /is not set/],
  'an operation without a generator': [
    '"AutoencodersCopy"',
    '"AutoencodersOther"',
    /AutoencodersOther: not driven/,
  ],
} as const;

describe('npm run sanitize', function () {
  this.timeout(600_000);
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'sanitize ü '))));
  after(() => rmSync(folder, { recursive: true }));

  let hasSanitizers = true;
  beforeEach(function () {
    if (!hasSanitizers) this.skip();
  });

  it('finds nothing in the native code (skipped if g++ has no sanitizers)', async function () {
    const { code, stdout, stderr } = await sanitize(['--rounds', '20']);
    hasSanitizers = code !== 2;
    if (!hasSanitizers) this.skip();
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /The native code is clean\./);
  });

  for (const [title, [from, to, report]] of Object.entries(faults))
    it(`finds ${title}`, async () => {
      cpSync(join(root, 'src/backend'), folder, { recursive: true });
      const file = join(folder, 'ops/copy.cc');
      const source = readFileSync(file, 'utf8');
      const faulty = source
        .replace(from, to)
        .replace('#include "op.h"', '#include <cstring>\n#include "op.h"\n#include "parallel.h"');
      assert.ok(faulty.includes(to));
      writeFileSync(file, faulty);
      const only = to === '"AutoencodersOther"' ? 'AutoencodersOther' : 'AutoencodersCopy';
      const args = ['--sources', folder, '--only', only, '--rounds', '50'];
      const { code, stdout, stderr } = await sanitize(args);
      assert.equal(code, 1, stdout + stderr);
      assert.match(stderr, report);
    });

  it('exits with 2 for an invalid option, and says what is expected', async () => {
    for (const [args, message] of [
      [['--rounds', 'many'], /invalid --rounds: many \(expected a whole number of at least 1\)/],
      [['--seed', '-1'], /--seed/],
      [['--round', '1'], /'--round'[\s\S]*npm run sanitize -- --help/],
      [['--sources', 'nowhere'], /invalid --sources: nowhere \(expected a folder\)/],
    ] as const) {
      const { code, stderr } = await sanitize([...args]);
      assert.equal(code, 2);
      assert.match(stderr, message);
    }
  });

  it('exits with 2 without a compiler, and says what to install', async () => {
    const { code, stderr } = await sanitize([], { PATH: folder });
    assert.equal(code, 2, stderr);
    assert.match(stderr, /Install g\+\+ with its sanitizers/);
  });

  it('cleans up when it is interrupted', async () => {
    const temporary = join(folder, 'temporary');
    mkdirSync(temporary, { recursive: true });
    const child = spawn(process.execPath, [command, '--rounds', '100000'], {
      env: { ...process.env, TMPDIR: temporary },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await once(child.stdout, 'data'); // it has compiled
    child.kill('SIGINT');
    const [code] = (await once(child, 'close')) as [number];
    assert.equal(code, 130);
    assert.deepEqual(readdirSync(temporary), []);
  });
});
