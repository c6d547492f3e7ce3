import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chromium, type Browser, type Page } from 'playwright-core';
import { root } from '../support/run';
import { findChromium } from './chromium';
import { Notebook } from './notebook';

declare const jupyterapp: { restored: Promise<void> };

/** One JupyterLab, started like a learner starts it, and one browser page, shared by all tests in this folder. */
let lab: Lab | undefined;
let browser: Browser | undefined;
let notebooks: Promise<Page> | undefined;
let made: string | undefined;

/** A JupyterLab started by `npm start`. */
export interface Lab {
  /** The URL it prints, with its token. */
  url: string;
  /** Sends Ctrl-C. Resolves with the exit code. */
  stop(): Promise<number | null>;
}

/** Starts JupyterLab with `npm start`, with its state in the folder `state`; resolves when it listens. */
export async function startLab(state: string, more: NodeJS.ProcessEnv = {}): Promise<Lab> {
  const args = ['scripts/start.mjs', '--no-browser', '--port=0', '--LabApp.expose_app_in_browser=True'];
  const env = {
    ...process.env,
    ...more,
    AUTOENCODERS_JUPYTER: state,
    AUTOENCODERS_PROGRESS: join(state, 'progress.json'),
  };
  const child = spawn(process.execPath, args, { cwd: root, env });
  process.once('exit', () => child.kill('SIGINT')); // tests that were stopped leave no JupyterLab behind
  const ended = new Promise<number | null>((done) => child.on('close', done));
  const url = await addressOf(child, ended);
  await answering(url, ended);
  return {
    url,
    stop: () => {
      child.kill('SIGINT');
      return ended;
    },
  };
}

function addressOf(child: ChildProcess, ended: Promise<unknown>): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    for (const stream of [child.stdout!, child.stderr!])
      stream.on('data', (data) => {
        const found = /http:\/\/127\.0\.0\.1:\S+token=\w+/.exec((said += data));
        if (found) resolve(found[0]);
      });
    void ended.then(() => reject(new Error(said)));
  });
}

/** Jupyter prints its address a moment before it listens there. */
async function answering(url: string, ended: Promise<unknown>): Promise<void> {
  let isOver = false;
  void ended.then(() => (isOver = true));
  for (;;) {
    if (await fetch(url).then(Boolean, () => false)) return;
    if (isOver) throw new Error(`JupyterLab ended before it answered at ${url}`);
    await wait(50);
  }
}

/**
 * The browser; skips the tests of a suite on machines without one. It runs without a sandbox, which is Playwright's
 * default: root and many containers do not allow one, and it only opens our own JupyterLab.
 */
export async function openBrowser(suite: Mocha.Context): Promise<Browser> {
  const executablePath = await findChromium();
  if (!executablePath) suite.skip();
  // Without Playwright's signal handlers: they would end all tests when another test sends Ctrl-C to this process.
  const handlers = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
  browser ??= await chromium.launch({ executablePath, ...handlers });
  return browser;
}

/** A new browser page at `url`. */
export async function openPage(suite: Mocha.Context, url: string): Promise<Page> {
  const page = await (await openBrowser(suite)).newPage({ viewport: { width: 1280, height: 1000 } });
  page.setDefaultTimeout(60_000);
  await page.goto(url);
  return page;
}

/** A folder for the tests' notebooks, with a space and an umlaut in its name; notebooks in it can import the project. */
export function makeFolder(): string {
  const runs = join(root, 'runs');
  mkdirSync(runs, { recursive: true });
  return (made ??= mkdtempSync(join(runs, 'für Tests ')));
}

/** Opens a notebook in the shared JupyterLab, like a double click in the file browser. */
export async function openNotebook(suite: Mocha.Context, file: string): Promise<Notebook> {
  notebooks ??= openShared(suite);
  return Notebook.open(await notebooks, relative(root, file));
}

async function openShared(suite: Mocha.Context): Promise<Page> {
  await openBrowser(suite);
  lab ??= await startLab(mkdtempSync(join(tmpdir(), 'jupyter-')));
  const page = await openPage(suite, lab.url.replace(/lab\/tree[^?]*/, 'lab'));
  await page.waitForFunction(() => 'jupyterapp' in window);
  await page.evaluate(() => jupyterapp.restored);
  return page;
}

afterEach(async function () {
  if (this.currentTest?.state === 'failed' && notebooks)
    await new Notebook(await notebooks).keep(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
});

after(async () => {
  await browser?.close();
  await lab?.stop();
  if (made) rmSync(made, { recursive: true });
});
