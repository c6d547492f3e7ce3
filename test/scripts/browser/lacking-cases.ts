import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { textOf } from '../../kernel/client';
import { BrowserClient } from './kernel-client';
import type { SitePages } from './site-pages';
import { isolating, serve } from './static-server';

declare const jupyterapp: { commands: { execute(name: string): Promise<unknown> } };

const noDatabase = `IDBFactory.prototype.open = () => {
  throw new DOMException('The user denied permission.', 'SecurityError');
};`;
const noStorage = `${noDatabase}
Object.defineProperty(window, 'localStorage', {
  get() { throw new DOMException('Access is denied for this document.', 'SecurityError'); },
});`;
/** As when the browser itself ends a page: the page is not notified. */
const noFarewell = `addEventListener('pagehide', (event) => event.stopImmediatePropagation(), true);`;

/** Tests of the pages in a browser that lacks something. */
export function testLacking(pages: () => SitePages): void {
  const name = '0-vanilla/task';
  const open = async (page: Page) => {
    const notebook = await pages().open(page, name);
    const cell = notebook.cellWith('import { check }');
    return { notebook, cell, run: () => notebook.run(cell) };
  };
  const messages = (page: Page) => page.locator('.Toastify__toast');

  for (const [how, script, said] of [
    ['nothing', noStorage, /^Nothing that you write is saved, as in a private window: download .* file\)\.$/],
    [
      'little',
      noDatabase,
      /^Little of what you write is saved, as in a private window: download .* file\)\.$/,
    ],
  ] as const)
    it(`where the browser stores ${how}, say so once, and run cells`, async () => {
      const page = await pages().newPage();
      await page.addInitScript(script);
      const { notebook, cell, run } = await open(page);
      await messages(page).first().waitFor();
      assert.match(await messages(page).first().innerText(), said);
      await run();
      await notebook.run(notebook.cellWith('showProgress();'));
      await notebook.output(notebook.cellWith('showProgress();'), '0-vanilla').first().waitFor();
      assert.doesNotMatch(await cell.innerText(), /Error/);
      await page.evaluate(() => jupyterapp.commands.execute('docmanager:save'));
      assert.equal(await messages(page).count(), 1);
      await page.close();
    });

  it('where the disk space is used up, open a notebook, and say in a sentence that it is not saved', async () => {
    const page = await pages().newPage();
    const { origin } = new URL(pages().server.url);
    const devTools = await page.context().newCDPSession(page);
    await page.goto(`${pages().server.url}jupyter-lite.json`);
    await devTools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
    const { run } = await open(page);
    await run();
    await messages(page).first().waitFor();
    assert.match(
      await messages(page).first().innerText(),
      /^Nothing more is saved: .* no room left .* file\)\.$/,
    );
    void page.evaluate(() => jupyterapp.commands.execute('docmanager:save')).catch(() => undefined);
    const dialog = page.locator('.jp-Dialog');
    await dialog.waitFor();
    assert.match(
      await dialog.innerText(),
      /task\.ipynb\s+not saved: this browser has no room left for the page: delete/,
    );
    await dialog.getByRole('button').first().click();
    await devTools.send('Storage.overrideQuotaForOrigin', { origin });
    await page.evaluate(() => jupyterapp.commands.execute('docmanager:save'));
    assert.equal(await dialog.count(), 0);
    await page.close();
  });

  it('say after the page was ended while a cell ran, as for lack of memory, what may help', async () => {
    const page = await pages().newPage();
    await page.addInitScript(noFarewell);
    const first = await open(page);
    await first.notebook.type(first.cell, "console.log('runs'); await new Promise(() => {});");
    const running = first.notebook.cellWith('new Promise');
    await first.notebook.run(running);
    await first.notebook.output(running, 'runs').first().waitFor();
    await open(page);
    await messages(page).first().waitFor();
    assert.match(await messages(page).first().innerText(), /^The page ended while a cell ran, .* tensors\.$/);
    const { notebook } = await open(page); // no cell ran
    await notebook.run(notebook.cellWith('showProgress();'));
    assert.equal(await messages(page).count(), 0);
    await page.close();
  });

  it('say in the first cell that trains, once, that the browser lacks SIMD', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ohne SIMD für '));
    cpSync(pages().scripts, folder, { recursive: true });
    const course = readFileSync(join(folder, 'course.js'), 'utf8');
    writeFileSync(join(folder, 'course.js'), `WebAssembly.validate = () => false;\n${course}`);
    const site = await serve(folder, isolating);
    const client = await BrowserClient.start(pages().browser, site.url);
    const train = "import * as tf from '@tensorflow/tfjs';\nconsole.log(tf.add(1, 2).dataSync()[0]);";
    const said = textOf(await client.run(train));
    assert.match(said, /^Training is slow: this browser lacks WebAssembly SIMD.*\n3\n$/);
    assert.equal(textOf(await client.run(train)), '3\n');
    client.close();
    await site.close();
    rmSync(folder, { recursive: true });
  });
}
