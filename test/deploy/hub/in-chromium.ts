import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { findChromium } from '../../browser/chromium';
import { Notebook } from '../../browser/notebook';
import { root } from '../../support/run';
import { Hub, password, proxy, python } from './hub';
import { publish, right, task, wrong } from './lessons';

declare const jupyterapp: {
  restored: Promise<void>;
  commands: { execute(command: string, args?: object): Promise<unknown> };
  serviceManager: { contents: { get(path: string): Promise<{ content: { name: string }[] }> } };
};

const names = ['ada', 'bob'] as const;
const answers = { ada: right, bob: wrong };

// What a class does in browsers: `npm run hub`. hub.test.ts is the short version, which `npm test` runs.
describe('a class on a JupyterHub, in Chromium', function () {
  this.timeout(300_000);
  let hub: Hub;
  let browser: Browser;
  const pages = {} as Record<(typeof names)[number], Page>;

  before(async function () {
    const executablePath = await findChromium();
    if (!executablePath || !existsSync(python) || !existsSync(proxy)) this.skip();
    hub = await Hub.start([...names], publish, ['--LabApp.expose_app_in_browser=True']);
    browser = await chromium.launch({ executablePath });
  });
  after(async () => {
    await browser?.close();
    await hub?.stop();
  });

  const keep = (page: Page, name: string): Promise<Buffer> => new Notebook(page).keep(`hub-${name}`);

  async function settle(page: Page): Promise<void> {
    await page.waitForFunction(() => 'jupyterapp' in window);
    await page.evaluate(() => jupyterapp.restored);
  }

  for (const name of names)
    it(`${name} logs in, and the first lesson opens`, async () => {
      const page = (pages[name] = await (await browser.newContext()).newPage());
      page.setDefaultTimeout(120_000);
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.goto(hub.url);
      await page.getByLabel('Username').fill(name);
      await page.getByLabel('Password').fill(password);
      if (name === 'ada') await keep(page, '1-login');
      await page.locator('#login_submit').click();
      await page.waitForURL(`${hub.url}/user/${name}/lab/tree/autoencoders/0-vanilla/lesson.ipynb`);
      await settle(page);
      await page.getByText('TypeScript | Idle').waitFor();
      await keep(page, `2-${name}-lesson`);
    });

  for (const name of names)
    it(`${name} fills in the task, and the check says what is right`, async () => {
      const notebook = await Notebook.open(pages[name], `autoencoders/${task}`);
      await notebook.run(notebook.cellWith("from 'autoencoders/grading'"));
      const answer = notebook.cellWith('function autoencoder(');
      await pages[name].evaluate(() => jupyterapp.commands.execute('notebook:disable-output-scrolling'));
      await notebook.type(answer, answers[name]);
      await notebook.run(answer);
      const check = notebook.cellWith('await check(');
      await notebook.run(check);
      await notebook.output(check, name === 'ada' ? 'All checks passed' : 'sigmoid').waitFor();
      await notebook.keep(`hub-3-${name}-check`, check);
      await pages[name].evaluate(() => jupyterapp.commands.execute('docmanager:save'));
      await keep(pages[name], `4-${name}-task`);
    });

  it('refuses ada the server of bob, and shows her only her own files', async () => {
    const page = await pages.ada.context().newPage();
    const response = await page.goto(`${hub.url}/user/bob/lab/tree/autoencoders/${task}`);
    assert.equal(response!.status(), 403);
    await keep(page, '5-ada-at-bob');
    await page.close();
    const files = await pages.ada.evaluate(async () => {
      const { content } = await jupyterapp.serviceManager.contents.get('autoencoders');
      return content.map(({ name }) => name);
    });
    assert.deepEqual(files.sort(), ['0-vanilla', 'progress.json', 'submit']);
  });

  for (const name of names)
    it(`${name} hands in from a terminal`, async () => {
      const page = pages[name];
      await page.evaluate(async () => {
        await jupyterapp.commands.execute('terminal:create-new', { cwd: 'autoencoders' });
      });
      await page.locator('.jp-Terminal .xterm-helper-textarea').focus();
      await page.keyboard.type('./submit\n');
      while (!existsSync(join(hub.exchange, name, `${name}.zip`))) await wait(100);
      await keep(page, `6-${name}-submit`);
    });

  it('the instructor grades both, and the table of marks says so', async () => {
    const marks = mkdtempSync(join(tmpdir(), 'marks-'));
    const command = ['scripts/command.mjs', 'grade', hub.exchange, '--out', marks, '--no-pictures'];
    const { status } = spawnSync(process.execPath, command, { cwd: root, stdio: 'pipe' });
    assert.equal(status, 1, 'not everybody has full points');
    const lines = readFileSync(join(marks, 'table.csv'), 'utf8').trim().split('\n');
    assert.match(
      lines.find((line) => line.includes('ada'))!,
      /\b100\b/,
    );
    assert.doesNotMatch(
      lines.find((line) => line.includes('bob'))!,
      /\b100\b/,
    );
    assert.deepEqual(readdirSync(join(marks, 'feedback')).sort(), ['ada.html', 'bob.html']);
    const page = await browser.newPage();
    await page.goto(pathToFileURL(join(marks, 'index.html')).href);
    await keep(page, '7-marks');
  });
});
