import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, run } from '../../support/run';

type Environment = NodeJS.ProcessEnv;
interface Setup {
  toolEnvironment(from: Environment): Environment;
  withNpmSettings<T>(work: (env: Environment) => Promise<T>, from: Environment): Promise<T>;
}

const load = async (name: string): Promise<Setup> =>
  (await import(pathToFileURL(join(root, 'scripts/setup/base', name)).href)) as Setup;

// Settings for users' own projects, each of which once broke set-up; checked with npm, pip and Python themselves.
describe("set-up's tools", function () {
  this.timeout(60_000);
  let home: string;
  let from: Environment;

  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
  };

  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'home-'));
    from = { PATH: process.env.PATH, HOME: home };
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  it("read only those of npm's settings that configure access to a registry", async () => {
    write(
      '.npmrc',
      [
        ...['before=2020-01-01', 'ignore-scripts=false', `prefix=${home}/global`, 'omit=dev', 'dry-run=true'],
        ...['registry=http://127.0.0.1:9/mirror/', '@course:registry=http://127.0.0.1:9/own/'],
        ...['//127.0.0.1:9/mirror/:_authToken=secret', 'proxy=http://127.0.0.1:8', 'fetch-retries=7'],
      ].join('\n'),
    );
    Object.assign(from, {
      npm_config_bin_links: 'false',
      npm_config_maxsockets: '3',
      NODE_ENV: 'production',
    });
    const { toolEnvironment } = await load('environment.mjs');
    const { withNpmSettings } = await load('npm-settings.mjs');
    const settings = await withNpmSettings(async (env) => {
      const { stdout } = await run('npm', ['config', 'list', '--json'], {
        cwd: tmpdir(), // a folder without project settings
        env: { ...toolEnvironment(from), ...env },
      });
      return JSON.parse(stdout);
    }, from);
    const { registry, before, omit, prefix, proxy, maxsockets } = settings;
    assert.deepEqual(
      { registry, before, omit, proxy, maxsockets, retries: settings['fetch-retries'] },
      {
        ...{ registry: 'http://127.0.0.1:9/mirror/', before: null, omit: [], proxy: 'http://127.0.0.1:8' },
        ...{ maxsockets: 3, retries: 7 },
      },
    );
    assert.equal(settings['@course:registry'], 'http://127.0.0.1:9/own/');
    assert.equal(settings['bin-links'], true);
    assert.equal(settings['dry-run'], false);
    assert.notEqual(prefix, `${home}/global`);
  });

  it('pass the login for a registry to npm and leave no copy of it', async () => {
    write('.npmrc', '//127.0.0.1:9/:_authToken=secret\nbefore=2020-01-01\n');
    const { withNpmSettings } = await load('npm-settings.mjs');
    const { readFileSync, existsSync, statSync } = await import('node:fs');
    const file = await withNpmSettings(async ({ npm_config_userconfig: path }) => {
      const text = readFileSync(path!, 'utf8');
      assert.match(text, /^\/\/127\.0\.0\.1:9\/:_authToken=secret$/m);
      assert.doesNotMatch(text, /before/);
      assert.equal(statSync(path!).mode & 0o077, 0);
      return path!;
    }, from);
    assert.ok(!existsSync(file));
  });

  it('leave no copy of the login when Ctrl-C ends set-up', async () => {
    const module = pathToFileURL(join(root, 'scripts/setup/base/npm-settings.mjs')).href;
    const script = `const { withNpmSettings } = await import('${module}');
      await withNpmSettings(({ npm_config_userconfig }) => {
        console.log(npm_config_userconfig);
        process.exit(130);
      });`;
    const { stdout, code } = await run(process.execPath, ['--input-type=module', '-e', script]);
    assert.equal(code, 130);
    const { existsSync } = await import('node:fs');
    assert.match(stdout, /npmrc-\d+\n$/);
    assert.ok(!existsSync(stdout.trim()));
  });

  it("read only those of pip's settings that configure access to an index", async () => {
    write(
      '.config/pip/pip.conf',
      `[global]
require-virtualenv = true
index-url = http://127.0.0.1:9/simple
extra-index-url =
    http://127.0.0.1:9/a
    http://127.0.0.1:9/b
[install]
user = true
target = ${home}/elsewhere
`,
    );
    Object.assign(from, { PIP_PROXY: 'http://127.0.0.1:8', PIP_PREFIX: home, PIP_NO_DEPS: '1' });
    const { toolEnvironment } = await load('environment.mjs');
    const python = join(root, '.venv/bin/python');
    const { stdout } = await run(python, ['-m', 'pip', 'config', 'list'], { env: toolEnvironment(from) });
    const found = Object.fromEntries(
      stdout
        .trim()
        .split('\n')
        .map((line) => line.split('=', 2)),
    );
    for (const name of [':env:.config-file', ':env:.cert', ':env:.find-links']) delete found[name]; // this machine's
    assert.deepEqual(found, {
      ':env:.index-url': "'http://127.0.0.1:9/simple'",
      ':env:.extra-index-url': "'http://127.0.0.1:9/a http://127.0.0.1:9/b'",
      ':env:.proxy': "'http://127.0.0.1:8'",
    });
  });

  it('run Python and Node without PYTHONPATH, PYTHONHOME and NODE_OPTIONS', async () => {
    write('site/json.py', 'raise SystemExit("the wrong json")');
    const { toolEnvironment } = await load('environment.mjs');
    const wrong = { PYTHONPATH: join(home, 'site'), PYTHONHOME: home, NODE_OPTIONS: '--require /nowhere.js' };
    const env = toolEnvironment({ ...from, ...wrong });
    const python = await run(join(root, '.venv/bin/python'), ['-c', 'import json; print(json.dumps(1))'], {
      env,
    });
    assert.deepEqual([python.stdout, python.stderr], ['1\n', '']);
    const node = await run(process.execPath, ['-p', '2'], { env });
    assert.deepEqual([node.stdout, node.stderr], ['2\n', '']);
  });

  it('keep certificates, proxies and unrelated variables', async () => {
    const kept = {
      ...{ HTTPS_PROXY: 'http://127.0.0.1:8', SSL_CERT_FILE: '/a', NODE_EXTRA_CA_CERTS: '/b', LANG: 'C' },
      ...{ PIP_CERT: '/c', PIP_INDEX_URL: 'http://127.0.0.1:9', npm_config_registry: 'http://127.0.0.1:9' },
      ...{ npm_config_cafile: '/d', CXX: 'g++' },
    };
    const { toolEnvironment } = await load('environment.mjs');
    const env = toolEnvironment({ ...from, ...kept });
    for (const [name, value] of Object.entries(kept)) assert.equal(env[name], value, name);
  });

  it("use an npm cache in the project if the user's is not writable", async function () {
    if (process.getuid?.() === 0) write('.npm', 'a file, because root may write to any folder');
    else chmodSync(home, 0o555);
    const { toolEnvironment } = await load('environment.mjs');
    assert.equal(toolEnvironment(from).npm_config_cache, join(root, '.setup/npm-cache'));
    assert.equal(toolEnvironment({ ...from, npm_config_cache: tmpdir() }).npm_config_cache, tmpdir());
    if (process.platform === 'linux') {
      const nowhere = toolEnvironment({ PATH: from.PATH, HOME: '/proc/nobody' }); // root may write to /proc, but cannot
      assert.equal(nowhere.npm_config_cache, join(root, '.setup/npm-cache'));
    }
  });
});
