import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { root } from '../support/run';

// The part of JupyterLab's API in the page that we use; it is available with expose_app_in_browser.
declare const jupyterapp: {
  commands: { execute(command: string, args?: object): Promise<unknown> };
  serviceManager: { sessions: { shutdownAll(): Promise<void> } };
  shell: {
    widgets(area: 'main'): Iterable<{ dispose(): void }>;
    currentWidget: { content: { model: { dirty: boolean; cells: Iterable<Cell>; toJSON(): Stored } } };
  };
};

/** A cell that is open in JupyterLab, with its outputs if it is a code cell. */
interface Cell {
  sharedModel: { getSource(): string };
  executionCount?: number | null;
  outputs?: { length: number; get(i: number): { type: string } };
}

/** A notebook in the form in which JupyterLab saves it. */
export interface Stored {
  cells: {
    id: string;
    cell_type: string;
    source: string;
    execution_count?: number | null;
    outputs?: { output_type: string; ename?: string; evalue?: string; data?: Record<string, unknown> }[];
  }[];
}

const panel = '.jp-NotebookPanel:not(.lm-mod-hidden)';

/** A notebook that is open in JupyterLab, with its kernel ready. */
export class Notebook {
  constructor(readonly page: Page) {}

  /** Opens a notebook by its path relative to the project's root; closes everything else and shuts down its kernels. */
  static async open(page: Page, path: string): Promise<Notebook> {
    await page.evaluate(async (path) => {
      for (const widget of [...jupyterapp.shell.widgets('main')]) widget.dispose();
      await jupyterapp.serviceManager.sessions.shutdownAll();
      await jupyterapp.commands.execute('docmanager:open', { path });
    }, path);
    await page.getByText('TypeScript | Idle').waitFor();
    return new Notebook(page);
  }

  /** The `i`th code cell. */
  cell(i: number): Locator {
    return this.page.locator(`${panel} .jp-CodeCell`).nth(i);
  }

  /** The code cell that contains a text. */
  cellWith(text: string): Locator {
    return this.page.locator(`${panel} .jp-CodeCell`).filter({ hasText: text }).first();
  }

  /** Runs one cell with Control+Enter. */
  async run(cell: Locator): Promise<void> {
    await cell.locator('.cm-content').click();
    await this.page.keyboard.press('Control+Enter');
  }

  /** The outputs of `cell` that contain a text. */
  output(cell: Locator, text: string | RegExp): Locator {
    return cell.locator('.jp-OutputArea-output').filter({ hasText: text });
  }

  /** Chooses "Run All Cells" in the menu; resolves with the notebook when all cells have run or one has failed. */
  async runAll(): Promise<Stored> {
    await this.page.getByRole('menuitem', { name: 'Run', exact: true }).click();
    await this.page.locator('.lm-Menu-item[data-command="runmenu:run-all"]').click();
    await this.page.waitForFunction(
      () => {
        // The cells themselves: to make JSON of all figures ten times a second slows what it waits for.
        const cells = [...jupyterapp.shell.currentWidget.content.model.cells];
        const code = cells.filter(({ outputs, sharedModel }) => outputs && sharedModel.getSource().trim());
        const hasFailed = ({ outputs }: Cell) =>
          Array.from({ length: outputs!.length }, (_, i) => outputs!.get(i)).some(
            ({ type }) => type === 'error',
          );
        return code.some(hasFailed) || code.every(({ executionCount }) => executionCount);
      },
      undefined,
      { polling: 100, timeout: 0 }, // mocha has its own timeout
    );
    await this.page.getByText('TypeScript | Idle').waitFor();
    return this.read();
  }

  /** The current notebook, with its outputs. */
  read(): Promise<Stored> {
    return this.page.evaluate(() => jupyterapp.shell.currentWidget.content.model.toJSON());
  }

  /** Whether the notebook has unsaved changes. */
  isChanged(): Promise<boolean> {
    return this.page.evaluate(() => jupyterapp.shell.currentWidget.content.model.dirty);
  }

  /** Replaces the source of a cell by typing. */
  async type(cell: Locator, text: string): Promise<void> {
    await cell.locator('.cm-content').click();
    await this.page.keyboard.press('Control+A');
    await this.page.keyboard.insertText(text);
  }

  /** Changes JupyterLab's theme, like its menu. */
  async useTheme(theme: string): Promise<void> {
    await this.page.evaluate(
      (theme) => jupyterapp.commands.execute('apputils:change-theme', { theme }),
      theme,
    );
    await this.page.locator(`body[data-jp-theme-name="${theme}"]`).waitFor({ state: 'attached' });
  }

  /** Saves a screenshot of a part or of the page in runs/screenshots; returns its bytes. */
  async keep(name: string, what: Locator | Page = this.page): Promise<Buffer> {
    const folder = join(root, 'runs/screenshots');
    mkdirSync(folder, { recursive: true });
    return what.screenshot({ path: join(folder, `${name}.png`) });
  }
}
