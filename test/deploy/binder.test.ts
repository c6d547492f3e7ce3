import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { load } from 'js-yaml';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { python } from '../support/python';
import { root } from '../support/run';

const read = (name: string): string => readFileSync(join(root, '.binder', name), 'utf8');

// What repo2docker does with .binder, without an image: another JupyterLab than the course's stands for the image's.
describe('.binder', function () {
  this.timeout(60_000);
  const base = mkdtempSync(join(tmpdir(), 'binder é '));
  const [course, home, image] = [join(base, 'course'), join(base, 'home'), join(base, 'env')];
  const env = { ...process.env, HOME: home, NB_PYTHON_PREFIX: image };
  let lab: ChildProcess | undefined;

  const run = (command: string, ...args: string[]): void => {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd: course, env, encoding: 'utf8' });
    assert.equal(status, 0, stdout + stderr);
  };

  /** A Python environment that has the packages of the tests', but no file of theirs in share and etc, except JupyterLab's page. */
  function makeImage(): void {
    run(python, '-m', 'venv', '--without-pip', image);
    const version = readdirSync(join(image, 'lib')).find((name) => name.startsWith('python3'))!;
    const from = join(root, '.venv-test');
    writeFileSync(
      join(image, 'lib', version, 'site-packages/others.pth'),
      `${join(from, 'lib', version, 'site-packages')}\n`,
    );
    mkdirSync(join(image, 'share/jupyter/lab'), { recursive: true });
    for (const name of ['static', 'schemas', 'themes'])
      symlinkSync(join(from, 'share/jupyter/lab', name), join(image, 'share/jupyter/lab', name));
  }

  before(function () {
    if (process.platform !== 'linux') this.skip();
    for (const folder of [course, join(home, '.cache/pip')]) mkdirSync(folder, { recursive: true });
    for (const name of ['package.json', 'scripts', '.venv'])
      symlinkSync(join(root, name), join(course, name));
    makeImage();
    for (let time = 0; time < 2; time++) run('bash', join(root, '.binder/postBuild')); // the second changes nothing
  });
  after(async () => {
    if (lab && lab.exitCode === null) {
      const ended = new Promise((resolve) => lab!.once('exit', resolve));
      lab.kill('SIGTERM');
      await ended;
    }
    rmSync(base, { recursive: true, force: true });
  });

  it('asks for a Node and a Python that the course runs on', () => {
    const { dependencies } = load(read('environment.yml')) as { dependencies: string[] };
    const version = (name: string): string =>
      dependencies.find((one) => one.startsWith(`${name}=`))!.slice(name.length + 1);
    const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      engines: { node: string };
    };
    assert.ok(Number(version('nodejs')) > Number(/^>=(\d+)\./.exec(engines.node)![1]));
    assert.match(version('python'), /^3\.1[0-3]$/);
    assert.match(read('apt.txt'), /^g\+\+$/m);
  });

  it("gives the image's JupyterLab the kernel, the extension and the settings", async () => {
    const args = [
      '-m',
      'jupyterlab',
      '--no-browser',
      '--allow-root',
      '--port=0',
      '--IdentityProvider.token=',
    ];
    const config = join(base, 'config');
    lab = spawn(join(image, 'bin/python'), args, { cwd: home, env: { ...env, JUPYTER_CONFIG_DIR: config } });
    let said = '';
    lab.stderr!.on('data', (data) => (said += data));
    let url: string | undefined;
    while (!(url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0])) {
      assert.equal(lab.exitCode, null, said);
      await wait(50);
    }
    while (!(await fetch(url).then(Boolean, () => false))) await wait(50); // it prints its address a moment early
    const get = async (path: string): Promise<string> => (await fetch(`${url}${path}`)).text();
    const { kernelspecs } = JSON.parse(await get('/api/kernelspecs')) as { kernelspecs: object };
    assert.deepEqual(Object.keys(kernelspecs), ['tslab']);
    const [, page] = /id="jupyter-config-data"[^>]*>([^<]*)</.exec(await get('/lab'))!;
    const data = JSON.parse(page!) as {
      federated_extensions: { name: string }[];
      disabledExtensions: string[];
    };
    assert.ok(data.federated_extensions.some(({ name }) => name === 'autoencoders-lab'));
    assert.ok(data.disabledExtensions.includes('@jupyterlab/debugger-extension'));
    const { schema } = JSON.parse(
      await get('/lab/api/settings/@jupyterlab/apputils-extension:notification'),
    ) as { schema: { properties: Record<string, { default: unknown }> } };
    assert.equal(schema.properties.fetchNews!.default, 'false');
  });
});
