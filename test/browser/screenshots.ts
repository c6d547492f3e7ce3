import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { findBarriers } from '../support/axe';
import { root } from '../support/run';
import { openNotebook } from './lab';
import type { Notebook } from './notebook';

declare const jupyterapp: {
  commands: { execute(command: string, args?: object): Promise<unknown> };
  shell: {
    collapseLeft(): void;
    currentWidget: { content: { model: { cells: Iterable<{ trusted: boolean }> & { length: number } } } };
  };
};

/** How a notebook is looked at: the page's width in CSS pixels. At 200 %, a window of 1024 pixels has half as many. */
const looks = [
  { name: 'light', theme: 'JupyterLab Light', width: 1024 },
  { name: 'dark', theme: 'JupyterLab Dark', width: 1024 },
  { name: 'light-200', theme: 'JupyterLab Light', width: 512 },
  { name: 'dark-200', theme: 'JupyterLab Dark', width: 512 },
];
const height = 4000;
const folder = join(root, 'notebooks');
const wanted = process.env.NOTEBOOKS?.split(' ').filter(Boolean) ?? [];
const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => /^\d-[a-z]+\/(lesson|further|task)\.ipynb$/.test(path))
  .map((path) => path.replace('.ipynb', ''))
  .filter((name) => !wanted.length || wanted.includes(name))
  .sort();

// `npm run screenshots`: pictures of all stored notebooks, to be looked at by a person, and what axe-core finds in their
// outputs. It takes some minutes, so it is not part of npm test.
describe('the stored notebooks, as they look', function () {
  this.timeout(600_000);

  for (const name of names)
    it(`${name}: in light and dark, at 1024 pixels and at 200 %, without a serious finding`, async function () {
      const notebook = await openNotebook(this, join(folder, `${name}.ipynb`));
      const { page } = notebook;
      page.setDefaultTimeout(300_000); // a theme redraws all figures, some with 10,000 points
      await page.evaluate(() => {
        jupyterapp.shell.collapseLeft();
        for (const cell of jupyterapp.shell.currentWidget.content.model.cells) cell.trusted = true;
      });
      await page.setViewportSize({ width: looks[0]!.width, height });
      await drawAll(page);
      const found = new Set<string>();
      for (const { name: look, theme, width } of looks) {
        await page.setViewportSize({ width, height });
        await notebook.useTheme(theme);
        await keepAll(notebook, `${name.replace('/', '-')}-${look}`, async () => {
          for (const finding of await audit(notebook)) found.add(`${look}: ${finding}`);
        });
      }
      await page.setViewportSize({ width: 1280, height: 1000 });
      await notebook.useTheme('JupyterLab Light');
      assert.deepEqual([...found], []);
    });
});

const scrollerOf = (page: Page): Locator =>
  page.locator('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-WindowedPanel-outer');

/** Scrolls through the notebook until its height no longer changes: JupyterLab guesses it until it has drawn the cells. */
async function drawAll(page: Page): Promise<void> {
  const scroller = scrollerOf(page);
  for (let before = -1, now = 0; now !== before;) {
    before = now;
    for (let top = 0; top === 0 || top < now; top += height / 2) {
      await scroller.evaluate((node, to) => (node.scrollTop = to), top);
      await page.waitForTimeout(500);
      now = await scroller.evaluate((node) => node.scrollHeight);
    }
  }
}

/** Saves screenshots from the top of the notebook to its end; calls `look` at each place. */
async function keepAll(notebook: Notebook, name: string, look: () => Promise<void>): Promise<void> {
  const { page } = notebook;
  const scroller = scrollerOf(page);
  await scroller.evaluate((node) => (node.scrollTop = 0));
  for (let part = 1; part < 40; part++) {
    await page.waitForTimeout(1500); // figures are drawn as they come into view, and say nothing when they are
    await notebook.keep(`${name}-${part}`);
    await look();
    // A notebook can be scrolled until its last cell is at the top of the page.
    const isEnd = await scroller.evaluate((node) => {
      const last = [...node.querySelectorAll('[data-windowed-list-index]')].at(-1)!;
      const count = jupyterapp.shell.currentWidget.content.model.cells.length;
      const isLast = Number(last.getAttribute('data-windowed-list-index')) === count - 1;
      if (isLast && last.getBoundingClientRect().bottom <= node.getBoundingClientRect().bottom) return true;
      const before = node.scrollTop;
      node.scrollTop += node.clientHeight - 50;
      return node.scrollTop <= before + 1;
    });
    if (isEnd) return;
  }
}

/** What axe-core finds serious or critical in the outputs that are in view. */
async function audit({ page }: Notebook): Promise<string[]> {
  const outputs = '.jp-OutputArea-output > *';
  return (await page.locator(outputs).count()) ? findBarriers(page, outputs) : [];
}
