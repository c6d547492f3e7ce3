import assert from 'node:assert/strict';
import { chmodSync, cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { copyProject, run, type Ended } from '../../support/run';
import { putPython, putTools } from '../../support/tools';

// Each thing that a machine may lack is really removed. Set-up must report it, without a stack trace.
describe('set-up reports that a machine lacks', () => {
  let project: string;
  let tools: string;

  before(() => {
    project = copyProject();
  });
  beforeEach(() => {
    tools = putTools(['npm', 'env', 'ps', 'sh', 'uname']);
  });
  afterEach(() => rmSync(tools, { recursive: true, force: true }));
  after(() => rmSync(dirname(project), { recursive: true, force: true }));

  const setUp = async (env: NodeJS.ProcessEnv = {}, options = {}): Promise<Ended> => {
    const ended = await run(process.execPath, ['scripts/setup.mjs'], {
      cwd: project,
      env: { PATH: tools, HOME: process.env.HOME, ...env },
      ...options,
    });
    assert.doesNotMatch(ended.stderr, /^\s+at .*\.mjs/m, 'a stack trace');
    return ended;
  };

  it('python3', async () => {
    const { code, stderr } = await setUp();
    assert.equal(code, 1);
    assert.match(stderr, /Python is missing: neither python3 nor python runs\.\n {2}Install Python 3\.10/);
  });

  it('a new enough Python', async () => {
    putPython(tools, { 'sitecustomize.py': "import sys\nsys.version_info = (3, 8, 10, 'final', 0)\n" });
    const { code, stderr } = await setUp();
    assert.equal(code, 1);
    assert.match(stderr, /Python 3\.10 or newer is needed; python3 is Python 3\.8/);
  });

  it('the venv module', async () => {
    putPython(tools, { 'venv.py': 'raise ImportError\n', 'virtualenv.py': 'raise ImportError\n' });
    const { code, stderr } = await setUp();
    assert.equal(code, 1);
    assert.match(
      stderr,
      /cannot create virtual environments: its venv module is missing.\n {2}.*apt install python3-venv/,
    );
  });

  it('the network', async () => {
    putPython(tools);
    const nowhere = 'http://127.0.0.1:9';
    const { code, stderr } = await setUp({
      npm_config_registry: nowhere,
      npm_config_cache: join(tools, 'npm-cache'),
      npm_config_fetch_retries: '0',
      PIP_INDEX_URL: nowhere,
      PIP_CONFIG_FILE: '/dev/null',
      PIP_NO_CACHE_DIR: '1',
      PIP_RETRIES: '0',
    });
    assert.equal(code, 1);
    assert.match(
      stderr,
      /No network: .* could not be fetched\.\n {2}Connect and start again.*npm registry and PyPI/,
    );
  });

  it('pip, makes one for all steps that run at the same time, and keeps it', async () => {
    putPython(tools, { 'pip.py': 'raise ImportError\n' });
    rmSync(join(project, '.setup'), { recursive: true, force: true });
    const script = `
      import { fetchWheels } from './scripts/setup/base/wheels.mjs';
      const fetch = (name) => fetchWheels(name, 'scripts/setup/requirements/' + name + '.txt', '.setup/' + name);
      const both = await Promise.allSettled(['bubblewrap', 'compiler'].map(fetch));
      console.log(both.map(({ reason }) => reason.what).join());`;
    const nowhere = { PIP_INDEX_URL: 'http://127.0.0.1:9', PIP_CONFIG_FILE: '/dev/null', PIP_RETRIES: '0' };
    for (const PYTHONHOME of ['', '/nowhere']) {
      const env = { PATH: tools, HOME: tools, PIP_NO_CACHE_DIR: '1', ...nowhere, PYTHONHOME };
      const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], {
        cwd: project,
        env,
      });
      const toError = (name: string) => `No network: ${name} could not be fetched.`;
      assert.equal(stdout.trim(), ['bubblewrap', 'compiler'].map(toError).join());
    }
    const logs = join(project, '.setup/logs');
    const logged = readdirSync(logs).map((name) => readFileSync(join(logs, name), 'utf8'));
    assert.equal(logged.join('').match(/^\$ .* -m venv /gm)?.length, 1);
  });

  // Changes the platform that pip sees: TensorFlow has no wheel for any of these.
  const platforms = {
    'Linux on RISC-V': "sysconfig.get_platform = lambda: 'linux-riscv64'",
    macOS: `sysconfig.get_platform = lambda: 'macosx-13.0-x86_64'
platform.system = lambda: 'Darwin'
platform.mac_ver = lambda *_: ('13.0', ('', '', ''), 'x86_64')`,
    'Linux with musl': `from pip._vendor.packaging import _manylinux, _musllinux
_manylinux._get_glibc_version = lambda: (-1, -1)
_musllinux._get_musl_version = lambda _: _musllinux._MuslVersion(1, 2)`,
  };
  for (const [title, lines] of Object.entries(platforms))
    it(`TensorFlow for its system (${title}), continues without it, and does not try again`, async () => {
      const imports = 'import platform, sys, sysconfig';
      putPython(tools, { 'sitecustomize.py': `${imports}\nsys.executable = '${tools}/python3'\n${lines}\n` });
      rmSync(join(project, '.setup'), { recursive: true, force: true });
      const script = `import('./scripts/setup/index.mjs').then(async ({ setUp, listMissing }) => {
        await setUp({ only: ['tensorflow'] });
        console.log(JSON.stringify(listMissing()));
        await setUp({ only: ['tensorflow'] });
      })`;
      const env = { PATH: tools, HOME: process.env.HOME, SSL_CERT_FILE: process.env.SSL_CERT_FILE };
      const { code, stdout, stderr } = await run(process.execPath, ['-e', script], { cwd: project, env });
      assert.equal(code, 0, stderr);
      assert.match(stdout, /"why":"PyPI has no TensorFlow for this system/);
      assert.equal(stdout.match(/… TensorFlow/g)?.length, 1, stdout);
    });

  it('permission to write', async function () {
    if (process.getuid?.() !== 0) return this.skip(); // only root can switch to a user without write permission
    putPython(tools);
    for (const folder of [dirname(project), tools]) chmodSync(folder, 0o755);
    rmSync(join(project, '.setup'), { recursive: true, force: true });
    const { code, stderr } = await setUp({ HOME: '/tmp' }, { uid: 65534, gid: 65534 });
    assert.equal(code, 1);
    assert.match(stderr, /No permission to write in .*Kurs für alle.*\n {2}Copy the course/);
  });

  describe('space on its disk', () => {
    let disk: string;

    beforeEach(function () {
      disk = mkdtempSync(join(tmpdir(), 'disk-'));
      if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', disk]).status !== 0) this.skip(); // needs root
      const made = /node_modules|\.venv|\.setup|\.tensorflow/; // by the previous tests
      cpSync(project, join(disk, 'course'), { recursive: true, filter: (path) => !made.test(path) });
      putPython(tools);
    });
    afterEach(() => {
      spawnSync('umount', ['-l', disk]);
      rmSync(disk, { recursive: true, force: true });
    });

    it('before anything is fetched', async () => {
      const { code, stderr } = await setUp({}, { cwd: join(disk, 'course') });
      assert.equal(code, 1);
      assert.match(stderr, /Too little disk space in .*: 0\.0 GB free, set-up needs \d\.\d GB\.\n {2}Free/);
    });

    it('while it writes', async () => {
      spawnSync('dd', ['if=/dev/zero', `of=${join(disk, 'full')}`, 'bs=4k']);
      const roomy = `const fs = require('node:fs'); fs.statfsSync = () => ({ bavail: 2 ** 30, bsize: 4096 });
require('node:module').syncBuiltinESMExports();`;
      writeFileSync(join(tools, 'roomy.cjs'), roomy);
      const env = { NODE_OPTIONS: `--require ${join(tools, 'roomy.cjs')}` };
      const { code, stderr } = await setUp(env, { cwd: join(disk, 'course') });
      assert.equal(code, 1);
      assert.match(stderr, /The disk is full: .* did not fit\.\n {2}Free about/);
    });
  });

  it('a new enough Node', async () => {
    putPython(tools);
    const old =
      "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.4' } });";
    writeFileSync(join(tools, 'old.cjs'), old);
    const { code, stderr } = await setUp({ NODE_OPTIONS: `--require ${join(tools, 'old.cjs')}` });
    assert.equal(code, 1);
    assert.match(stderr, /Node 20\.19 or newer is needed; this is 18\.20\.4/);
  });
});
