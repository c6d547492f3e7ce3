import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, run, type Ended } from '../../support/run';
import { findSecrets, findLeaks } from '../release/secrets';
import { launchChromium } from './site-pages';
import { serve } from './static-server';

/** Compares what pip installed with the list in the wheel, by Python's own reader. */
const compare = `
import base64, glob, hashlib, importlib.metadata, json, sys
found, = importlib.metadata.distributions(name="jupyterlite-autoencoders-kernel", path=glob.glob(f"{glob.escape(sys.argv[1])}/lib/python*/site-packages"))
for file in found.files:
    if file.hash:
        data = file.locate().read_bytes()
        digest = base64.urlsafe_b64encode(hashlib.new(file.hash.mode, data).digest()).rstrip(b"=").decode()
        assert (digest, len(data)) == (file.hash.value, file.size), file
print(json.dumps({"version": found.version, "requires": found.requires, "files": [str(file) for file in found.files]}))
`;

describe('npm run wheel', function () {
  this.timeout(600_000);
  const python = join(root, '.venv/bin/python');
  let place: string;
  let wheel: string;
  const make = (...args: string[]) => run(process.execPath, ['scripts/wheel.mjs', ...args]);
  const succeed = ({ code, stdout, stderr }: Ended): string => {
    assert.equal(code, 0, stdout + stderr);
    return stdout;
  };

  before(async () => {
    place = mkdtempSync(join(tmpdir(), 'Räder für alle '));
    const said = succeed(await make(join(place, 'new/wheels')));
    const [file] = readdirSync(join(place, 'new/wheels'));
    wheel = join(place, 'new/wheels', file!);
    assert.match(said, new RegExp(`${file!.replaceAll('.', '\\.')}: \\d+ MB`));
  });
  after(() => rmSync(place, { recursive: true, force: true }));

  it('writes a wheel that pip installs, with the files and the hashes that it lists', async () => {
    const target = join(place, 'target');
    const pip = ['-m', 'pip', 'install', '--quiet', '--no-deps', '--no-index', '--prefix', target, wheel];
    succeed(await run(python, pip));
    const { version, requires, files } = JSON.parse(succeed(await run(python, ['-c', compare, target]))) as {
      version: string;
      requires: string[];
      files: string[];
    };
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    assert.equal(version, manifest.version);
    assert.deepEqual(requires, ['jupyterlite-core<0.9,>=0.8.6']);
    assert.ok(files.some((path) => path.endsWith('licenses/LICENSE')));
    const extension = join(target, 'share/jupyter/labextensions/autoencoders-kernel');
    const { jupyterlab } = JSON.parse(readFileSync(join(extension, 'package.json'), 'utf8')) as {
      jupyterlab: { _build: { load: string } };
    };
    assert.ok(existsSync(join(extension, jupyterlab._build.load)));
    const scripts = ['cells.js', 'course.js', 'language.js', 'types.json', 'data/mnist.json'];
    for (const name of scripts) assert.ok(existsSync(join(extension, 'static', name)), name);
    const secrets = findSecrets();
    for (const name of scripts)
      assert.deepEqual(findLeaks(name, readFileSync(join(extension, 'static', name)), secrets), [], name);
  });

  it('says what it expects, and where it cannot write', async () => {
    for (const [args, why] of [
      [[], /^name a folder\. Try npm run wheel -- --help$/m],
      [['a', 'b'], /^invalid arguments: a b\. Try /m],
      [['a', '--data', 'imagenet'], /^invalid --data: imagenet \(expected cifar10, fashion-mnist, mnist\)/m],
    ] as const) {
      const { code, stderr } = await make(...args);
      assert.equal(code, 2);
      assert.match(stderr, why);
    }
    writeFileSync(join(place, 'file'), '');
    const refused = await make(join(place, 'file/wheels'));
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /wheels cannot be written to \(ENOTDIR\)\.\n {2}Name another folder/);
    assert.match((await make('--help')).stdout, /jupyter lite build/);
  });

  // fetches JupyterLite from the index of Python packages: part of npm run browser
  if (process.env.ALL_BROWSER)
    it('adds the kernel to a site of JupyterLite that has nothing else of the course', async function () {
      const browser = await launchChromium();
      if (!browser) this.skip();
      const venv = join(place, 'venv');
      succeed(await run(python, ['-m', 'venv', venv]));
      const lock = join(root, 'scripts/setup/requirements/lite.in');
      succeed(await run(join(venv, 'bin/python'), ['-m', 'pip', 'install', '--quiet', '-r', lock, wheel]));
      mkdirSync(join(place, 'bare'));
      const build = ['-m', 'jupyterlite_core.app', 'build', '--output-dir', join(place, 'site')];
      succeed(await run(join(venv, 'bin/python'), build, { cwd: join(place, 'bare') }));
      const site = await serve(join(place, 'site'));
      try {
        const page = await browser.newPage();
        page.setDefaultTimeout(60_000);
        await page.goto(`${site.url}lab/index.html`);
        await page.locator('.jp-LauncherCard[title="TypeScript"][data-category="Notebook"]').click();
        await page.getByText('TypeScript | Idle').waitFor();
        await page.locator('.jp-CodeCell .cm-content').first().click();
        await page.keyboard.insertText("import * as tf from '@tensorflow/tfjs';\ntf.add(1, 1).dataSync()[0]");
        await page.keyboard.press('Control+Enter');
        await page.locator('.jp-OutputArea-executeResult').getByText('2', { exact: true }).waitFor();
      } finally {
        await browser.close();
        await site.close();
      }
    });
});
