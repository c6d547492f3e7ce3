import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { findChromium } from '../../browser/chromium';
import { copyNotebooks } from '../../browser/copies';
import { Notebook } from '../../browser/notebook';
import { testDeclarations } from '../../kernel/cases/declared';
import { testErrors } from '../../kernel/cases/errors';
import { testCells } from '../../kernel/cases/execute';
import { testStop } from '../../kernel/cases/stop';
import { root } from '../../support/run';
import { BrowserClient } from './kernel-client';
import { isolating, serve, type StaticServer } from './static-server';

declare const jupyterapp: { restored: Promise<void>; commands: { execute(name: string): Promise<void> } };

interface Maker {
  makeLite(folder: string, notebooks: { path: string; notebook: object }[]): Promise<void>;
}

/** TypeScript would turn `import()` into `require`. */
const load = new Function('url', 'return import(url)') as (url: string) => Promise<Maker>;

const names = ['0-vanilla/lesson', '0-vanilla/task'];

describe('the pages of the site in which cells run', function () {
  this.timeout(300_000);
  let folder: string;
  let server: StaticServer;
  let browser: Browser;
  let page: Page;
  /** What the page asked for outside of the site. */
  const elsewhere: string[] = [];

  const open = async (name: string): Promise<Notebook> => {
    await page.goto(`${server.url}lab/index.html?path=${name}.ipynb`);
    // where the server sends no headers, the first page is loaded twice
    await page.waitForFunction(() => crossOriginIsolated && 'jupyterapp' in window);
    await page.evaluate(() => jupyterapp.restored);
    await page.locator('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell').first().waitFor();
    await page.getByText('TypeScript | Idle').waitFor();
    return new Notebook(page);
  };

  before(async function () {
    const executablePath = await findChromium();
    if (!executablePath) this.skip();
    folder = mkdtempSync(join(tmpdir(), 'lite-'));
    const copies = copyNotebooks(names, false);
    const { makeLite } = await load(pathToFileURL(join(root, 'scripts/browser/lite.mjs')).href);
    const read = (name: string) => JSON.parse(readFileSync(copies(name), 'utf8')) as object;
    await makeLite(
      folder,
      names.map((name) => ({ path: `${name}.ipynb`, notebook: read(name) })),
    );
    server = await serve(folder);
    browser = await chromium.launch({ executablePath, args: ['--disable-gpu'] });
    page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
    page.setDefaultTimeout(60_000);
    page.on('request', (request) => {
      if (!request.url().startsWith(server.url) && !/^(blob|data):/.test(request.url()))
        elsewhere.push(request.url());
    });
  });
  after(async () => {
    await browser?.close();
    server?.close();
    if (folder) rmSync(folder, { recursive: true });
  });

  it('run the first lesson to its end, with pictures, on a server that sets no headers', async () => {
    const notebook = await open('0-vanilla/lesson');
    const { cells } = await notebook.runAll();
    const outputs = cells.flatMap((cell) => cell.outputs ?? []);
    const failed = outputs.filter(({ output_type }) => output_type === 'error');
    assert.deepEqual(
      failed.map(({ ename, evalue }) => `${ename}: ${evalue}`),
      [],
    );
    const code = cells.filter(({ cell_type, source }) => cell_type === 'code' && source.trim());
    assert.ok(code.every(({ execution_count }) => execution_count));
    const pictures = outputs.filter(({ data }) => data?.['image/png']);
    assert.ok(pictures.length >= 10, `${pictures.length} pictures`);
    const text = JSON.stringify(outputs);
    assert.match(text, /train: \[ 60000, 28, 28, 1 \]|train: .*60000/);
    assert.match(text, /area under the curve: 0\.\d\d/);
  });

  it('check the answer that a learner types, and keep it and the progress when the page is loaded again', async () => {
    const notebook = await open('0-vanilla/task');
    const check = notebook.cellWith("await check('0-vanilla'");
    const answer = notebook.cellWith('Your code goes here');
    await notebook.run(notebook.cellWith('import { check }'));
    await notebook.run(answer);
    await notebook.run(check);
    await notebook.output(check, 'is not written yet').first().waitFor();
    const solution = `function autoencoder(inputDims: number, hiddenLayers: number[], latentDims: number): Autoencoder {
  const dense = (units: number, activation?: 'relu' | 'sigmoid') =>
    tf.layers.dense({ units, activation, kernelInitializer: 'glorotUniform' });
  const input = tf.input({ shape: [inputDims] });
  let hidden = input;
  for (const units of hiddenLayers) hidden = dense(units, 'relu').apply(hidden) as tf.SymbolicTensor;
  const encoder = tf.model({ inputs: input, outputs: dense(latentDims, 'relu').apply(hidden) as tf.SymbolicTensor });
  const code = tf.input({ shape: [latentDims] });
  hidden = code;
  for (const units of [...hiddenLayers].reverse()) hidden = dense(units, 'relu').apply(hidden) as tf.SymbolicTensor;
  const decoder = tf.model({ inputs: code, outputs: dense(inputDims, 'sigmoid').apply(hidden) as tf.SymbolicTensor });
  const auto = tf.model({ inputs: input, outputs: decoder.apply(encoder.apply(input)) as tf.SymbolicTensor });
  auto.compile({ optimizer: tf.train.adam(0.001), loss: 'binaryCrossentropy' });
  return { encoder, decoder, auto };
}`;
    await notebook.type(answer, solution);
    const typed = notebook.cellWith('const dense = ');
    await notebook.run(typed);
    await notebook.run(check);
    try {
      await notebook
        .output(check, /(\d\d) of \1 checks passed/)
        .first()
        .waitFor();
    } catch (error) {
      throw new Error(await check.innerText(), { cause: error });
    }
    await page.evaluate(() => jupyterapp.commands.execute('docmanager:save'));

    const again = await open('0-vanilla/task');
    await again.run(again.cellWith('import { check }'));
    assert.equal(await again.cellWith('const dense = ').count(), 1);
    const progress = again.cellWith('showProgress();');
    await again.run(progress);
    await again.output(progress, /0-vanilla\s*open\s*passed/i).waitFor();
  });

  describe('have a kernel that does what the one in Node does', () => {
    let scripts: StaticServer;
    before(async () => {
      scripts = await serve(join(folder, 'extensions/autoencoders-kernel'), isolating);
    });
    after(() => scripts.close());

    const start = () => BrowserClient.start(browser, scripts.url);
    testCells(start);
    testErrors(start);
    testDeclarations(start);
    testStop(start);
  });

  it('ask for nothing outside of the site, and for nothing in it that is missing', () => {
    assert.deepEqual(elsewhere, []);
    const expected = /^\/(api\/(translations|kernels|sessions)|.*jupyter-lite\.ipynb$|.*favicon)/;
    assert.deepEqual(
      server.missing.filter((path) => !expected.test(path)),
      [],
    );
  });
});
