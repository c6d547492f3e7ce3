import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
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
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { findChromium } from '../../browser/chromium';
import { findBarriers } from '../../support/axe';
import { root, run } from '../../support/run';
import { findLeaks, findSecrets } from '../release/secrets';

interface Stored {
  cells: { cell_type: string; source: string[]; outputs?: { data?: Record<string, unknown> }[] }[];
}

/** A folder's list of JupyterLite. */
interface Listed {
  content: { path: string; size: number }[];
}

interface Source {
  source: string;
}

const signs: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };
const toText = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(parseInt(code, 16)))
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&(\w+);/g, (all, name: string) => signs[name] ?? all);

describe('npm run site', function () {
  this.timeout(300_000);
  let place: string;
  let site: string;
  const make = (...args: string[]) => run(process.execPath, ['scripts/site.mjs', ...args]);
  const read = (path: string): string => readFileSync(join(site, path), 'utf8');
  const list = (pattern: RegExp): string[] =>
    readdirSync(site, { recursive: true, encoding: 'utf8' }).filter((path) => pattern.test(path));
  const listPages = (): string[] => list(/\.html$/).filter((path) => !/^(api|browser)\//.test(path));

  before(async () => {
    place = mkdtempSync(join(tmpdir(), 'site-'));
    site = join(place, 'die Seiten für alle');
    const killed = spawn(process.execPath, ['scripts/site.mjs', site], { cwd: root, stdio: 'ignore' });
    const ended = new Promise((resolve) => killed.once('close', resolve));
    while (!readdirSync(place).length && killed.exitCode === null) await new Promise(setImmediate);
    killed.kill('SIGKILL');
    await ended;
    assert.match(readdirSync(place).join(), /^\.die Seiten für alle\..*making$/);
    const { code, stdout, stderr } = await make(site);
    assert.equal(code, 0, stdout + stderr);
  });
  after(() => rmSync(place, { recursive: true, force: true }));

  it('is alone in its folder, although a run before it was killed', () => {
    assert.deepEqual(readdirSync(place), ['die Seiten für alle']);
  });

  it('has a page for each notebook and each document', () => {
    const sources = ['notebooks', 'docs'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((path) => /^[^/]+\/(lesson|further|task)\.ipynb$|^[^/]+\.md$/.test(path))
        .map((path) => `${folder}/${path.replace(/\.(md|ipynb)$/, '.html')}`),
    );
    assert.ok(sources.length > 15);
    for (const path of [...sources, 'index.html', 'contributing.html', 'changelog.html'])
      assert.ok(existsSync(join(site, path)), path);
  });

  it('has no link and no picture that leads to nothing', () => {
    const named = new Map<string, Set<string>>();
    const namesIn = (path: string): Set<string> => {
      if (!named.has(path))
        named.set(path, new Set([...read(path).matchAll(/\b(?:id|name)="([^"]+)"/g)].map(([, id]) => id!)));
      return named.get(path)!;
    };
    const ours = list(/\.html$/).filter((path) => !path.startsWith('browser/')); // JupyterLite's pages are its own
    const lost = ours.flatMap((path) =>
      [...read(path).matchAll(/<[^>]* (?:href|src)="([^"]*)"/g)]
        .map(([, link]) => link!)
        .filter((link) => !/^(https?:|mailto:|data:)/.test(link))
        .filter((link) => {
          const [to = '', anchor] = link.replace(/&amp;/g, '&').replace(/\?.*/, '').split('#');
          const target = to ? relative(site, resolve(site, dirname(path), decodeURI(to))) : path;
          if (!existsSync(join(site, target))) return true;
          return Boolean(anchor) && !namesIn(target).has(decodeURIComponent(anchor!));
        })
        .map((link) => `${path}: ${link}`),
    );
    assert.deepEqual(lost, []);
  });

  it('shows the code, the formulas and the pictures of each notebook, described, without a script', () => {
    for (const path of listPages().filter((name) => name.startsWith('notebooks/'))) {
      const { cells } = JSON.parse(
        readFileSync(join(root, path.replace('.html', '.ipynb')), 'utf8'),
      ) as Stored;
      const html = read(path);
      const text = toText(html);
      const code = cells.filter(({ cell_type }) => cell_type === 'code');
      for (const source of code.map((cell) => [cell.source].flat().join('')))
        assert.ok(text.includes(source), `${path}: ${source}`);
      const shown = code.flatMap(({ outputs }) => outputs ?? []).filter(({ data }) => data?.['image/png']);
      const images = [...html.matchAll(/<(?:img|svg [^>]*role="img")[^>]*>/g)].map(([image]) => image);
      assert.ok(images.length >= shown.length, `${path}: ${images.length} of ${shown.length} pictures`);
      for (const image of images) assert.match(image, /(alt|aria-label)="[^"]+"/, path);
      assert.doesNotMatch(text, /\$\$|katex-error/, path);
      assert.doesNotMatch(html, /<(script|link|img)[^>]+(src|href)="https?:/, path);
    }
    assert.match(read('notebooks/3-variational/lesson.html'), /<math[^>]*display="block"/);
  });

  it('has for each notebook a link to the page in which it runs, with the stub and smaller numbers', () => {
    for (const path of listPages().filter((name) => name.startsWith('notebooks/'))) {
      const name = path.replace('notebooks/', '').replace('.html', '.ipynb');
      assert.ok(read(path).includes(`browser/lab/index.html?path=${encodeURIComponent(name)}`), path);
      const listed = JSON.parse(read(`browser/api/contents/${dirname(name)}/all.json`)) as Listed;
      const [entry] = listed.content.filter((one) => one.path === name);
      assert.equal(entry?.size, Buffer.byteLength(read(`browser/files/${name}`)), name);
    }
    assert.match(read('browser/files/0-vanilla/task.ipynb'), /Your code goes here/);
    assert.match(read('browser/files/0-vanilla/lesson.ipynb'), /const trainImages = \d+; \/\/ 60000/);
  });

  it('describes what the package exports, and shows no answer key', () => {
    const reference = list(/^api\/functions\//);
    for (const name of ['loadMnist', 'toPixels', 'vanillaAutoencoder', 'klLoss'])
      assert.ok(reference.includes(`api/functions/${name}.html`), name);
    assert.match(toText(read('api/functions/drawBatch.html')), /Throws\s*if size is larger/);
    const secrets = findSecrets();
    const leaks = list(/\.(html|json|js|css|txt)$/).flatMap((path) =>
      findLeaks(path, Buffer.from(/\.html$/.test(path) ? toText(read(path)) : read(path)), secrets),
    );
    assert.deepEqual(leaks, []);
  });

  it('is accessible in light and dark, wide and narrow, also without scripts', async function () {
    const executablePath = await findChromium();
    if (!executablePath) this.skip();
    const browser = await chromium.launch({ executablePath });
    try {
      for (const [path, colorScheme, width] of [
        ['index.html', 'light', 1280],
        ['notebooks/0-vanilla/lesson.html', 'dark', 400],
        ['docs/helpers.html', 'light', 400],
      ] as const) {
        const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
        await page.goto(pathToFileURL(join(site, path)).href);
        assert.deepEqual(await findBarriers(page, 'body'), [], `${path}, ${colorScheme}`);
        const [wide, seen] = await page.evaluate(() => [document.body.scrollWidth, innerWidth] as const);
        assert.ok(wide <= seen, `${path} is ${wide} pixels wide in a window of ${seen}`);
        await page.close();
      }
    } finally {
      await browser.close();
    }
  });

  it('replaces an earlier site, and nothing else', async () => {
    const other = join(place, 'mine');
    mkdirSync(other);
    writeFileSync(join(other, 'thesis.md'), 'all my work');
    const refused = await make(other);
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /mine contains something other than an earlier site: thesis\.md/);
    assert.equal(readFileSync(join(other, 'thesis.md'), 'utf8'), 'all my work');
    mkdirSync(join(site, '.git')); // of somebody who publishes the site from its folder
    assert.match((await make(site)).stderr, /something other than an earlier site: \.git/);
    rmSync(join(site, '.git'), { recursive: true });
    assert.match((await make(join(other, 'thesis.md', 'site'))).stderr, /cannot be written to|not a folder/);
    assert.deepEqual(readdirSync(place).sort(), ['die Seiten für alle', 'mine']);
  });

  it('publishes no solution that somebody wrote into a task', async () => {
    const load = (name: string): Promise<unknown> =>
      import(pathToFileURL(join(root, `scripts/site/${name}.mjs`)).href);
    const { assertUnsolved } = (await load('unsolved')) as { assertUnsolved(page: object): void };
    const { findPages } = (await load('pages')) as { findPages(): { source: string; cells: Source[] }[] };
    const page = findPages().find(({ source }) => source === 'notebooks/1-sparse/task.ipynb')!;
    assert.doesNotThrow(() => assertUnsolved(page));
    const solved = page.cells.map((cell) => ({
      ...cell,
      source: cell.source.replace('// Your code goes here', 'return {}; //'),
    }));
    assert.notDeepEqual(solved, page.cells);
    assert.throws(() => assertUnsolved({ ...page, cells: solved }), /other than the stub/);
  });

  it('asks for a folder', async () => {
    for (const [args, why] of [
      [[], /^name a folder\. Try npm run site -- --help$/m],
      [['a', 'b'], /^invalid arguments: a b\. Try /m],
      [['--fast'], /'--fast'.* Try /],
      [['a', '--data', 'imagenet'], /^invalid --data: imagenet \(expected cifar10, fashion-mnist, mnist\)/m],
    ] as const) {
      const { code, stderr } = await make(...args);
      assert.equal(code, 2);
      assert.match(stderr, why);
    }
    assert.match((await make('--help')).stdout, /static pages/);
  });
});
