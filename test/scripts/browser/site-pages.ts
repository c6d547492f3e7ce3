import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { findChromium } from '../../browser/chromium';
import { copyNotebooks } from '../../browser/copies';
import { Notebook } from '../../browser/notebook';
import { root } from '../../support/run';
import { serve, type StaticServer } from './static-server';

declare const jupyterapp: { restored: Promise<void> };

interface Maker {
  makeLite(
    folder: string,
    notebooks: { path: string; notebook: object }[],
    options: { dataSets: string[] },
  ): Promise<void>;
}

/** TypeScript would turn `import()` into `require`. */
const load = new Function('url', 'return import(url)') as (url: string) => Promise<Maker>;

/** Starts a browser; undefined if there is none. */
export type Launch = () => Promise<Browser | undefined>;

/** Starts Chromium, without a graphics card. */
export async function launchChromium(): Promise<Browser | undefined> {
  const executablePath = await findChromium();
  return executablePath ? chromium.launch({ executablePath, args: ['--disable-gpu'] }) : undefined;
}

/** The pages of the site in which cells run, on a server, in a browser. */
export class SitePages {
  /** What the pages asked for outside of the site. */
  readonly elsewhere: string[] = [];

  private constructor(
    readonly browser: Browser,
    readonly folder: string,
    readonly server: StaticServer,
  ) {}

  /**
   * Makes the pages of some notebooks, with the parameters of their quick run.
   *
   * @param names `0-vanilla/task`
   * @param dataSets what they load
   * @returns undefined if there is no browser
   */
  static async make(launch: Launch, names: string[], dataSets: string[]): Promise<SitePages | undefined> {
    const browser = await launch();
    if (!browser) return undefined;
    const folder = mkdtempSync(join(tmpdir(), 'lite-'));
    const copies = copyNotebooks(names, false);
    const { makeLite } = await load(pathToFileURL(join(root, 'scripts/browser/lite.mjs')).href);
    const read = (name: string) => JSON.parse(readFileSync(copies(name), 'utf8')) as object;
    await makeLite(
      folder,
      names.map((name) => ({ path: `${name}.ipynb`, notebook: read(name) })),
      { dataSets },
    );
    return new SitePages(browser, folder, await serve(folder));
  }

  /** The folder of the kernel's scripts. */
  get scripts(): string {
    return join(this.folder, 'extensions/autoencoders-kernel');
  }

  /** A page of a new browser profile, in which nothing is saved; `site` is where it may fetch from. */
  async newPage(site = this.server.url): Promise<Page> {
    const page = await this.browser.newPage({ viewport: { width: 1280, height: 1000 } });
    page.setDefaultTimeout(60_000);
    page.on('request', (request) => {
      if (!request.url().startsWith(new URL(site).origin) && !/^(blob|data|about):/.test(request.url()))
        this.elsewhere.push(request.url());
    });
    return page;
  }

  /** Opens a notebook, and waits for its kernel. */
  async open(page: Page, name: string, site = this.server.url): Promise<Notebook> {
    await page.goto(`${site}lab/index.html?path=${name}.ipynb`);
    // where the server sends no headers, the first page is loaded twice
    await page.waitForFunction(() => crossOriginIsolated && 'jupyterapp' in window);
    await page.evaluate(() => jupyterapp.restored);
    await page.locator('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-CodeCell').first().waitFor();
    await page.getByText('TypeScript | Idle').waitFor();
    return new Notebook(page);
  }

  /**
   * What was asked for and is not on the site, without what JupyterLite itself tries, and without the scripts that it looks for
   * in a wrong place while the page is loaded again to be isolated.
   */
  get missing(): string[] {
    const expected =
      /^\/(api\/(translations|kernels|sessions)|.*jupyter-lite\.ipynb$|.*favicon|\d+\.[0-9a-f]+\.js$)/;
    return this.server.missing.filter((path) => !expected.test(path));
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.close();
    rmSync(this.folder, { recursive: true });
  }
}
