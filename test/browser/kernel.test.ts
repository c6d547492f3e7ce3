import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { code, toNotebook } from '../kernel/notebook';
import { makeJupyterFolder, python, root } from '../kernel/python';

const lab = join(root, '.venv/bin/python');
const browserPath = process.env.CHROMIUM ?? '/usr/bin/chromium';

const cells = [
  "import * as tf from '@tensorflow/tfjs';\nimport { existsSync } from 'node:fs';\nconst kept = 21;",
  `const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [4] })] });
model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
console.log('fitting');
await model.fit(tf.ones([64, 4]), tf.ones([64, 1]), { epochs: existsSync('short') ? 1 : 1e6, verbose: 0 });`,
  'kept * 2',
  "const fail = (): void => {\n  throw new RangeError('too far');\n};\nfail();",
];

describe('JupyterLab', function () {
  this.timeout(120_000);
  const { folder, env } = makeJupyterFolder();
  let server: ChildProcess;
  let browser: Browser;
  let page: Page;

  before(async () => {
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'lesson.ipynb'), toNotebook(...cells.map((source) => code(source))));
    const options = [
      '--no-browser',
      '--allow-root',
      '--port=0',
      '--ServerApp.token=t',
      `--ServerApp.root_dir=${folder}`,
    ];
    const settings = { ...env, JUPYTERLAB_SETTINGS_DIR: folder, JUPYTERLAB_WORKSPACES_DIR: folder };
    server = spawn(existsSync(lab) ? lab : python, ['-m', 'jupyterlab', ...options], {
      cwd: folder,
      env: settings,
    });
    const address = await new Promise<string>((resolve, reject) => {
      let log = '';
      server.on('close', () => reject(new Error(log)));
      server.stderr?.on('data', (text) => {
        const found = /http:\/\/(?:127\.0\.0\.1|localhost):\d+/.exec((log += text));
        if (found) resolve(found[0]);
      });
    });
    browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] });
    page = await browser.newPage();
    await page.goto(`${address}/lab/tree/lesson.ipynb?token=t`);
    await page
      .locator('.jp-Notebook .jp-CodeCell')
      .nth(cells.length - 1)
      .waitFor();
    await page.getByText('TypeScript | Idle').waitFor();
  });
  after(async () => {
    await browser?.close();
    server?.kill('SIGTERM');
  });

  const cell = (i: number) => page.locator('.jp-Notebook .jp-CodeCell').nth(i);
  const output = (i: number, text: string) => cell(i).locator('.jp-OutputArea-output', { hasText: text });
  const run = async (i: number): Promise<void> => {
    await cell(i).locator('.cm-content').click();
    await page.keyboard.press('Control+Enter');
  };

  it('Stop in the middle of fit ends it, and the next cell sees the variables', async () => {
    await run(0);
    await run(1);
    await output(1, 'fitting').waitFor();
    await page.locator('[data-command="notebook:interrupt-kernel"], [title*="Interrupt"]').first().click();
    await output(1, 'Interrupted: stopped; the variables keep their values').waitFor();
    await run(2);
    await output(2, '42').waitFor();
  });

  it('a failing cell shows a red box with the message and its line', async () => {
    await run(3);
    const box = output(3, 'RangeError: too far');
    await box.waitFor();
    assert.match(await box.innerText(), /line 2, column 9, in fail\s+2 \|\s+throw new RangeError/);
    assert.doesNotMatch(await box.innerText(), /node:|tslab|dist/);
    const background = await cell(3)
      .locator(
        '[data-mime-type="application/vnd.jupyter.stderr"], [data-mime-type="application/vnd.jupyter.error"]',
      )
      .first()
      .evaluate((element) => getComputedStyle(element).backgroundColor);
    const [red = 0, green = 255] = background.match(/\d+/g)?.map(Number) ?? [];
    assert.ok(red > green + 10, `a background of ${background}`);
  });

  it('restart and run all starts anew and ends at the failing cell', async () => {
    const prompt = (count: string) => cell(3).locator('.jp-InputPrompt', { hasText: count });
    await run(3);
    await prompt('[5]:').waitFor();
    writeFileSync(join(folder, 'short'), '');
    await page.locator('[data-command="notebook:restart-run-all"], [title*="run all"]').first().click();
    await page.locator('.jp-Dialog .jp-mod-accept').click();
    await prompt('[4]:').waitFor();
    await output(2, '42').waitFor();
    await output(3, 'RangeError: too far').waitFor();
  });
});
