// npm run browser -- --measure: what a visitor of the site waits for and loads, and what a lesson takes, in Chromium.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { Notebook } from '../../browser/notebook';
import { run } from '../../support/run';
import { sizesOf } from './site-sizes';
import { rightAnswer } from './answer';
import { serveLikePages, type CountingServer } from './counting-server';
import { launchChromium } from './site-pages';

/** The part of JupyterLab that is used in the page. */
declare const jupyterapp: {
  shell: {
    currentWidget: {
      sessionContext: {
        session: { kernel: { requestExecute(content: { code: string }): { done: Promise<unknown> } } };
      };
    };
  };
};

const imports = `import * as tf from '@tensorflow/tfjs';
import { Autoencoder, loadMnist, toPixels } from 'autoencoders';`;
/** An epoch of task 0 with all images. */
const training = [
  rightAnswer('0-vanilla'),
  'const { train, test } = await loadMnist();',
  'const images = toPixels(train, [784], 60000);\nconst testImages = toPixels(test, [784]);',
  'const { encoder, decoder, auto } = autoencoder(784, [128, 64], 32);',
  'await auto.fit(images, images, { epochs: 1, batchSize: 256, verbose: 0, validationData: [testImages, testImages] });',
];
/** Images of an epoch, in batches of 256. */
const STEPS = Math.ceil(60_000 / 256);

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]!;
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

describe('the site in Chromium', function () {
  this.timeout(1_800_000);
  const rows: [what: string, measured: string][] = [];
  let place: string;
  let browser: Browser;
  let server: CountingServer;

  before(async function () {
    const launched = await launchChromium();
    if (!launched) return this.skip();
    browser = launched;
    place = mkdtempSync(join(tmpdir(), 'site-'));
    const { code, stderr } = await run(process.execPath, ['scripts/site.mjs', join(place, 'site')]);
    assert.equal(code, 0, stderr);
    useAllImages(join(place, 'site/browser/files/0-vanilla/lesson.ipynb'));
    server = await serveLikePages(join(place, 'site'));
  });
  after(async () => {
    await browser?.close();
    await server?.close();
    if (place) rmSync(place, { recursive: true, force: true });
    const lines = rows.map(([what, measured]) => `| ${what} | ${measured} |`);
    if (rows.length) console.log(['', '| | measured |', '| --- | --- |', ...lines, ''].join('\n'));
  });

  const execute = (page: Page, code: string): Promise<number> =>
    page.evaluate(async (source) => {
      const begun = performance.now();
      const { kernel } = jupyterapp.shell.currentWidget.sessionContext.session;
      const reply = (await kernel.requestExecute({ code: source }).done) as {
        content: { status: string; evalue?: string };
      };
      if (reply.content.status !== 'ok') throw new Error(reply.content.evalue);
      return performance.now() - begun;
    }, code);

  const visit = async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 1000 } });
    const page = await context.newPage();
    page.setDefaultTimeout(120_000);
    server.sent = 0;
    const begun = performance.now();
    await page.goto(`${server.url}browser/lab/index.html?path=0-vanilla/lesson.ipynb`);
    await page.waitForFunction(() => crossOriginIsolated && 'jupyterapp' in window);
    await page.locator('.jp-NotebookPanel .jp-CodeCell').first().waitFor();
    const shown = performance.now() - begun;
    const bytes = server.sent;
    await page.getByText('TypeScript | Idle').waitFor();
    await execute(page, '1');
    const ready = performance.now() - begun;
    await execute(page, imports);
    return { page, shown, bytes, ready, typed: performance.now() - begun, all: server.sent };
  };

  it('is measured from the first visit to the first cells', async () => {
    const visits: Record<'shown' | 'bytes' | 'ready' | 'typed' | 'all', number>[] = [];
    for (let i = 0; i < 3; i++) {
      const { page, ...measured } = await visit();
      visits.push(measured);
      await page.context().close();
    }
    const of = (key: keyof (typeof visits)[number]) => median(visits.map((one) => one[key]));
    rows.push(['first visit: lesson 0 shown', seconds(of('shown'))]);
    rows.push(['first cell run', seconds(of('ready'))]);
    rows.push(['first cell with imports run, its types checked', seconds(of('typed'))]);
    rows.push(['fetched until the lesson is shown, packed as by GitHub Pages', megabytes(of('bytes'))]);
    rows.push(['fetched until cells with imports run', megabytes(of('all'))]);
  });

  it('is measured over lesson 0 with all images', async () => {
    const { page } = await visit();
    const begun = performance.now();
    const { cells } = await new Notebook(page).runAll();
    const failed = cells.flatMap(({ outputs = [] }) =>
      outputs.filter(({ output_type }) => output_type === 'error'),
    );
    assert.deepEqual(failed, []);
    rows.push(['lesson 0 with 60,000 images, one epoch a model', seconds(performance.now() - begun)]);
    const devTools = await browser.newBrowserCDPSession();
    const { processInfo } = (await devTools.send('SystemInfo.getProcessInfo')) as {
      processInfo: { type: string; id: number }[];
    };
    const peaks = processInfo
      .filter(({ type }) => type === 'renderer')
      .map(({ id }) => peakOf(id))
      .filter((peak) => peak !== undefined);
    if (peaks.length)
      rows.push(['memory of the page, at most, over that lesson', megabytes(Math.max(...peaks))]);
    await page.context().close();
  });

  it('is measured over an epoch with all images', async () => {
    const { page } = await visit();
    const times: number[] = [];
    for (let i = 0; i < 20; i++) times.push(await execute(page, `const measured${i} = ${i};`));
    rows.push(['overhead of a cell', `${median(times).toFixed(0)} ms`]);
    for (const code of training.slice(0, -1)) await execute(page, code);
    const epoch = await execute(page, training.at(-1)!);
    rows.push(['a step of 0-vanilla, batch 256, with validation', `${(epoch / STEPS).toFixed(0)} ms`]);
    await page.context().close();
  });

  it('has its size', () => {
    for (const [what, bytes] of Object.entries(sizesOf(join(place, 'site'))))
      rows.push([`size of the site: ${what}`, megabytes(bytes)]);
    const [{ model = 'unknown' } = {}] = cpus();
    rows.push(['measured on', `${model}, ${availableParallelism()} cores, Chromium ${browser.version()}`]);
  });
});

/** Gives a notebook of the site the number of images that it has where the course is installed, and fewer epochs. */
function useAllImages(file: string): void {
  const values: Record<string, number> = {
    trainImages: 60_000,
    testImages: 10_000,
    epochs: 1,
    epochsPerSize: 1,
  };
  const notebook = JSON.parse(readFileSync(file, 'utf8')) as {
    cells: { source: string | string[]; metadata: { tags?: string[] } }[];
  };
  const cell = notebook.cells.find(({ metadata }) => metadata.tags?.includes('parameters'))!;
  cell.source = [cell.source]
    .flat()
    .join('')
    .replace(/^const (\w+) = \d+;/gm, (line, name: string) =>
      name in values ? `const ${name} = ${values[name]};` : line,
    );
  assert.match(cell.source, /trainImages = 60000/);
  writeFileSync(file, JSON.stringify(notebook));
}

/** The most memory that a process had, in bytes; undefined where the system does not tell. */
function peakOf(id: number): number | undefined {
  try {
    const status = readFileSync(`/proc/${id}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)![1]) * 1024;
  } catch {
    return undefined;
  }
}
