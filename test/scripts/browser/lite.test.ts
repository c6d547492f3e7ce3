import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
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
import { resultOf } from '../../kernel/client';
import { takeIn } from '../../../grading/intake';
import { grade } from '../../../grading/run/grade';
import { root } from '../../support/run';
import { rightAnswer } from './answer';
import { dataSets, lessons, names } from './notebooks';
import { BrowserClient } from './kernel-client';
import { isolating, serve, type StaticServer } from './static-server';

declare const jupyterapp: { restored: Promise<void>; commands: { execute(name: string): Promise<void> } };

interface Maker {
  makeLite(
    folder: string,
    notebooks: { path: string; notebook: object }[],
    options: { dataSets: string[] },
  ): Promise<void>;
}

/** TypeScript would turn `import()` into `require`. */
const load = new Function('url', 'return import(url)') as (url: string) => Promise<Maker>;

describe('the pages of the site in which cells run', function () {
  this.timeout(600_000);
  let folder: string;
  let server: StaticServer;
  let browser: Browser;
  let page: Page;
  /** What the page asked for outside of the site. */
  const elsewhere: string[] = [];

  const openProfile = async (site = server.url): Promise<Page> => {
    const opened = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
    opened.setDefaultTimeout(60_000);
    opened.on('request', (request) => {
      if (!request.url().startsWith(site) && !/^(blob|data):/.test(request.url()))
        elsewhere.push(request.url());
    });
    return opened;
  };

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
      { dataSets },
    );
    server = await serve(folder);
    browser = await chromium.launch({ executablePath, args: ['--disable-gpu'] });
  });
  after(async () => {
    await browser?.close();
    server?.close();
    if (folder) rmSync(folder, { recursive: true });
  });

  for (const name of lessons)
    it(`run ${name} to its end, with pictures`, async function () {
      page = await openProfile();
      const notebook = await open(name);
      const { cells } = await notebook.runAll();
      const outputs = cells.flatMap((cell) => cell.outputs ?? []);
      const failed = outputs.filter(({ output_type }) => output_type === 'error');
      assert.deepEqual(
        failed.map(({ ename, evalue }) => `${ename}: ${evalue}`),
        [],
      );
      const code = cells.filter(({ cell_type, source }) => cell_type === 'code' && source.trim());
      assert.ok(code.length > 20 && code.every(({ execution_count }) => execution_count));
      const pictures = outputs.filter(({ data }) => data?.['image/png']);
      assert.ok(pictures.length >= 5, `${pictures.length} pictures`);
      await page.close();
    });

  it('check the answer that a learner types, and keep it and the progress when the page is loaded again', async () => {
    page = await openProfile();
    const notebook = await open('0-vanilla/task');
    const check = notebook.cellWith("await check('0-vanilla'");
    const answer = notebook.cellWith('Your code goes here');
    await notebook.run(notebook.cellWith('import { check }'));
    await notebook.run(answer);
    await notebook.run(check);
    await notebook.output(check, 'is not written yet').first().waitFor();
    await notebook.type(answer, rightAnswer);
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
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.evaluate(() => jupyterapp.commands.execute('docmanager:download')),
    ]);
    const downloaded = join(mkdtempSync(join(tmpdir(), 'ada-')), 'task.ipynb');
    await download.saveAs(downloaded);
    const { submissions } = await takeIn([downloaded], { task: '0-vanilla' });
    const graded = await grade(submissions, { seed: 1 });
    assert.equal(graded.submissions[0]!.score, 100, JSON.stringify(graded));

    const again = await open('0-vanilla/task');
    await again.run(again.cellWith('import { check }'));
    assert.equal(await again.cellWith('const dense = ').count(), 1);
    const progress = again.cellWith('showProgress();');
    await again.run(progress);
    await again.output(progress, /0-vanilla\s*open\s*passed/i).waitFor();
  });

  it('run without a network once they were opened', async () => {
    const site = await serve(folder);
    const opened = await openProfile(site.url);
    const path = `${site.url}lab/index.html?path=0-vanilla/task.ipynb`;
    const runImports = async () => {
      await opened.goto(path);
      await opened.waitForFunction(() => crossOriginIsolated && 'jupyterapp' in window);
      await opened.getByText('TypeScript | Idle').waitFor();
      const notebook = new Notebook(opened);
      const imports = notebook.cellWith('import { check }');
      await notebook.run(imports);
      await notebook.run(notebook.cellWith('showProgress();'));
      await notebook.output(notebook.cellWith('showProgress();'), '0-vanilla').first().waitFor();
    };
    await runImports();
    await site.close();
    await assert.rejects(fetch(site.url));
    await runImports();
    await opened.close();
  });

  describe('have a kernel that does what the one in Node does', () => {
    let scripts: StaticServer;
    let plainScripts: StaticServer;
    before(async () => {
      scripts = await serve(join(folder, 'extensions/autoencoders-kernel'), isolating);
      plainScripts = await serve(join(folder, 'extensions/autoencoders-kernel'));
    });
    after(() => {
      scripts.close();
      plainScripts.close();
    });

    const start = () => BrowserClient.start(browser, scripts.url);
    testCells(start);
    testErrors(start);
    testDeclarations(start);
    testStop(start);

    it('completes and inspects names while a cell runs', async () => {
      const client = await start();
      await client.run('const declaredEarlier = 1;');
      const id = await client.send('execute_request', {
        code: "console.log('began'); for (;;) {}",
        silent: false,
      });
      await client.printed('began');
      const code = 'declaredEar';
      const { reply } = await client.ask('complete_request', { code, cursor_pos: code.length });
      assert.deepEqual(reply.matches, ['declaredEarlier']);
      const { reply: known } = await client.ask('inspect_request', {
        code: 'declaredEarlier',
        cursor_pos: 3,
      });
      assert.match(known.data['text/plain'], /const declaredEarlier: 1/);
      await client.askControl('interrupt_request', {});
      assert.equal((await client.answer(id)).reply.ename, 'Interrupted');
      client.close();
    });

    it('on a page that is not isolated, stops what awaits, and says that a loop costs the variables', async () => {
      const client = await BrowserClient.start(browser, plainScripts.url);
      await client.run('let kept = 7;');
      const stop = async (code: string) => {
        const id = await client.send('execute_request', { code, silent: false });
        await client.printed(/'(began.)'/.exec(code)![1]!);
        await client.askControl('interrupt_request', {});
        return (await client.answer(id)).reply;
      };
      assert.equal((await stop("console.log('began1'); await new Promise(() => {});")).ename, 'Interrupted');
      assert.equal(resultOf(await client.run('kept'))['text/plain'], '7');
      const lost = await stop("console.log('began2'); for (;;) {}");
      assert.match(lost.evalue, /the variables are lost, because this page is not isolated/);
      assert.match((await client.run('kept')).reply.evalue, /Cannot find name 'kept'/);
      assert.equal(resultOf(await client.run('1 + 1'))['text/plain'], '2');
      client.close();
    });

    it('says in the cell that a script is missing', async () => {
      const empty = mkdtempSync(join(tmpdir(), 'lacking-'));
      for (const name of ['extension.js', 'types.json', 'language.js'])
        copyFileSync(join(folder, 'extensions/autoencoders-kernel', name), join(empty, name));
      const lacking = await serve(empty, isolating);
      const client = await BrowserClient.start(browser, lacking.url);
      const { reply } = await client.run('1');
      assert.match(
        reply.evalue,
        /^the kernel's worker ended \(cells\.js cannot be loaded\); run the cells again/,
      );
      client.close();
      lacking.close();
      rmSync(empty, { recursive: true });
    });
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
