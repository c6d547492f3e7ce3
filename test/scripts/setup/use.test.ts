import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyProject, root, run, type Ended } from '../../support/run';
import { putPython, putTools } from '../../support/tools';
import { allWidths, width } from '../../support/width';

// Each test replaces files of this project in a separate mount namespace, so that nothing else sees the changes.
const canCover = spawnSync('unshare', ['-m', 'true']).status === 0;

describe('the course on a machine that has changed', function () {
  this.timeout(120_000);
  let folder: string;
  const choose = "require('./dist/src').chooseBackend().then((it) => console.log(JSON.stringify(it)))";

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'changed-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs Node in this project, with some of its files replaced. */
  const runCovered = (
    covers: [string, string][],
    args: string[],
    env: NodeJS.ProcessEnv = {},
  ): Promise<Ended> => {
    const mounts = covers.map(([by, what]) => `mount --bind '${by}' '${join(root, what)}'`);
    const shell = [...mounts, `cd '${root}'`, 'exec "$0" "$@"'].join(' && ');
    return run('unshare', ['-m', 'sh', '-c', shell, process.execPath, ...args], {
      env: { ...process.env, AUTOENCODERS_BACKEND: '', ...env },
    });
  };
  const note = (change: (proof: object) => void): string => {
    const stamp = JSON.parse(readFileSync(join(root, '.setup/addon.json'), 'utf8'));
    change(stamp.proof);
    writeFileSync(join(folder, 'addon.json'), JSON.stringify(stamp));
    return join(folder, 'addon.json');
  };

  it('runs on wasm if an addon crashes, and doctor reports why', async function () {
    const source = join(folder, 'crash.c');
    const addon = join(folder, 'crash.node');
    writeFileSync(source, '__attribute__((constructor)) static void crash(void) { __builtin_trap(); }\n');
    if (!canCover || spawnSync('cc', ['-shared', '-fPIC', source, '-o', addon]).status !== 0)
      return this.skip();
    const covers: [string, string][] = [[addon, `.tensorflow/graph-${width()}.node`]];
    const { stdout } = await runCovered(covers, ['-e', choose]);
    const { name, why } = JSON.parse(stdout);
    assert.equal(name, 'wasm');
    assert.match(why, /^native: TensorFlow cannot be loaded here: it ended with SIG(ILL|TRAP)$/);
    const doctor = await runCovered(covers, ['scripts/doctor.mjs']);
    assert.match(doctor.stdout, /✗ tfjs' addon for TensorFlow +TensorFlow cannot be loaded here/);
    assert.match(doctor.stdout, /✗ backend +wasm: native: TensorFlow cannot be loaded here/);
    assert.equal(doctor.code, 1);
  });

  it('runs on wasm if an addon loads, but its errors end the process', async function () {
    const source = join(folder, 'abort.c');
    const addon = join(folder, 'abort.node');
    writeFileSync(
      source,
      `#include <node_api.h>
#include <stdlib.h>
static napi_value Abort(napi_env env, napi_callback_info info) { abort(); }
NAPI_MODULE_INIT() {
  napi_value f;
  napi_create_function(env, "setThreads", NAPI_AUTO_LENGTH, Abort, NULL, &f);
  napi_set_named_property(env, exports, "setThreads", f);
  return exports;
}
`,
    );
    const include = `-I${join(root, 'node_modules/node-api-headers/include')}`;
    if (!canCover || spawnSync('cc', ['-shared', '-fPIC', include, source, '-o', addon]).status !== 0)
      return this.skip();
    const covers: [string, string][] = [[addon, `.tensorflow/graph-${width()}.node`]];
    const { stdout } = await runCovered(covers, ['-e', choose]);
    const { name, why } = JSON.parse(stdout);
    assert.equal(name, 'wasm');
    assert.match(why, /^native: TensorFlow cannot be loaded here: it ended with SIGABRT$/);
  });

  it('needs no addon of a width that is not used', async function () {
    if (!canCover || allWidths().length < 2) return this.skip();
    const unused = allWidths().find((one) => one !== width())!;
    const broken = join(folder, 'broken.node');
    writeFileSync(broken, 'no addon');
    const covers: [string, string][] = [[broken, `.tensorflow/graph-${unused}.node`]];
    const chosen = JSON.parse((await runCovered(covers, ['-e', choose])).stdout);
    assert.deepEqual([chosen.name, chosen.why], ['native', undefined]);
    const { stdout } = await runCovered(covers, ['-e', choose], { AUTOENCODERS_CPU: unused });
    const { name, why } = JSON.parse(stdout);
    assert.equal(name, 'wasm');
    assert.match(why, /TensorFlow cannot be loaded here: Error: .*graph-/);
  });

  it('loads the addons if their files were copied and still work', async function () {
    if (!canCover) return this.skip();
    const stamp = note((proof) => Object.assign(proof, { files: {} }));
    const { stdout } = await runCovered([[stamp, '.setup/addon.json']], ['-e', choose]);
    assert.equal(JSON.parse(stdout).name, 'native');
  });

  for (const [title, isAlive] of [
    ['still being set up', true],
    ['not set up, by a set-up that was killed', false],
  ] as const)
    it(`runs on wasm if TensorFlow is ${title}, and doctor reports it`, async function () {
      if (!canCover) return this.skip();
      const notes = join(folder, 'notes');
      cpSync(join(root, '.setup'), notes, { recursive: true, filter: (path) => !/\.o$/.test(path) });
      rmSync(join(notes, 'addon.json'));
      const stat = readFileSync(`/proc/${process.pid}/stat`, 'utf8');
      const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
      const owner = { pid: process.pid, started: isAlive ? started : `${started}0`, children: [] };
      writeFileSync(join(notes, 'lock'), JSON.stringify(owner));
      const covers: [string, string][] = [[notes, '.setup']];
      const { name, why } = JSON.parse((await runCovered(covers, ['-e', choose])).stdout);
      assert.equal(name, 'wasm');
      assert.match(why, isAlive ? /still being set up/ : /not set up yet; run npm start/);
      const { code, stdout } = await runCovered(covers, ['scripts/doctor.mjs']);
      if (isAlive) {
        assert.match(
          stdout,
          new RegExp(`… tfjs' addon for TensorFlow +being set up by process ${process.pid}\n`),
        );
        assert.match(stdout, /… backend +wasm: native: TensorFlow is still being set up/);
        assert.doesNotMatch(stdout, /fix:/);
        assert.equal(code, 0);
      } else {
        assert.match(stdout, /✗ tfjs' addon for TensorFlow +not set up\n +fix: npm start/);
        assert.match(stdout, /✗ backend +wasm: .*\n +fix: npm start/);
        assert.equal(code, 1);
      }
    });

  it('runs on wasm if the addons are out of date, without a compiler and a network to make new ones', async function () {
    if (!canCover) return this.skip();
    const notes = join(folder, 'notes');
    cpSync(join(root, '.setup'), notes, { recursive: true, filter: (path) => !/\.o$/.test(path) });
    const stamp = JSON.parse(readFileSync(join(notes, 'addon.json'), 'utf8'));
    writeFileSync(join(notes, 'addon.json'), JSON.stringify({ ...stamp, key: 'of an earlier version' }));
    const tools = putTools(['mount', 'ps', 'sh', 'uname', 'unshare']);
    const nowhere = 'http://127.0.0.1:9';
    const network = { PIP_INDEX_URL: nowhere, PIP_CONFIG_FILE: '/dev/null', npm_config_registry: nowhere };
    const env = {
      PATH: tools,
      HOME: folder,
      ...network,
      PIP_FIND_LINKS: '',
      PIP_NO_CACHE_DIR: '1',
      PIP_RETRIES: '0',
    };
    const covers: [string, string][] = [[notes, '.setup']];
    const first = await runCovered(covers, ['scripts/setup.mjs'], env);
    assert.match(first.stdout, /tfjs' addon for TensorFlow is missing: Python is missing/);
    putPython(tools); // the next set-up tries again
    const setUp = await runCovered(covers, ['scripts/setup.mjs'], env);
    const why = 'No network: a C++ compiler could not be fetched.';
    assert.equal(setUp.code, 1, setUp.stdout);
    assert.equal(setUp.stderr, '');
    const ending = `tfjs' addon for TensorFlow is missing: ${why}\nnpm start opens the course without it.\n`;
    assert.equal(setUp.stdout.slice(-ending.length), ending);
    const { stdout } = await runCovered(covers, ['-e', choose]);
    assert.deepEqual(JSON.parse(stdout), { name: 'wasm', why: `native: ${why} npm start tries again` });
    const doctor = await runCovered(covers, ['scripts/doctor.mjs']);
    const lines = doctor.stdout.split('\n').map((line) => line.replace(/ {2,}/g, ' '));
    for (const line of [
      `✗ tfjs' addon for TensorFlow ${why}`,
      `✗ backend wasm: native: ${why} npm start tries again`,
    ])
      assert.equal(lines[lines.indexOf(line) + 1], ' fix: npm start', doctor.stdout);
    rmSync(tools, { recursive: true });
  });

  it("opens in a read-only folder and keeps JupyterLab's state in the user's home folder", async function () {
    if (!canCover) return this.skip();
    const shell = `mount --bind '${root}' '${root}' && mount -o remount,ro,bind '${root}' && cd '${root}' &&
      exec "$0" scripts/doctor.mjs`;
    const env = {
      ...process.env,
      HOME: folder,
      XDG_STATE_HOME: join(folder, 'state'),
      AUTOENCODERS_BACKEND: '',
    };
    delete (env as NodeJS.ProcessEnv).AUTOENCODERS_JUPYTER;
    const { stdout } = await run('unshare', ['-m', 'sh', '-c', shell, process.execPath], { env });
    assert.match(
      stdout,
      /✗ course +.* is read-only: your work cannot be saved there\n +fix: copy the course/,
    );
    assert.match(
      stdout,
      new RegExp(`✓ JupyterLab's state +${folder}/state/autoencoders/\\w+, because the course's folder`),
    );
    assert.match(stdout, /✓ backend +native/);
  });

  it('reports that its path must not contain a colon', async () => {
    const place = join(folder, 'a:b');
    mkdirSync(place);
    const project = copyProject();
    spawnSync('cp', ['-r', `${project}/.`, place]);
    const { code, stderr } = await run(process.execPath, ['scripts/setup.mjs'], { cwd: place });
    rmSync(project, { recursive: true });
    assert.equal(code, 1);
    assert.match(stderr, /Python cannot work in a folder with ":" in its path\.\n {2}Rename the folder/);
  });

  it('exits quietly if the reader closes the output', async () => {
    const pipe = (script: string) => `node ${script} | true`;
    for (const script of [
      'scripts/command.mjs train --help',
      'scripts/doctor.mjs',
      'scripts/start.mjs --help',
    ])
      assert.equal((await run('sh', ['-c', pipe(script)])).stderr, '', script);
  });
});
