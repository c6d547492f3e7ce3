import { createReadStream, existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { findChromium } from '../../browser/chromium';

const types: Record<string, string> = {
  '.js': 'text/javascript',
  '.html': 'text/html; charset=utf-8',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
};

/** A worker that has imported `course.js`, and runs the code that it is sent with the module as `course`. */
const workerCode = `
import * as course from './course.js';
const AsyncFunction = (async () => {}).constructor;
onmessage = async ({ data: { code, given } }) => {
  try {
    postMessage({ value: await new AsyncFunction('course', 'given', code)(course, given) });
  } catch (error) {
    postMessage({ error: String(error?.stack ?? error) });
  }
};
postMessage({ value: 'ready' });`;

/** A script with which a worker finds so many cores. */
export const withCores = (count: number): string =>
  `Object.defineProperty(navigator, 'hardwareConcurrency', { value: ${count} });`;

/** Sites with the course, in Chromium. */
export class CourseSite {
  private constructor(
    private readonly server: Server,
    private readonly browser: Browser,
    /** The paths that were asked for. */
    readonly asked: string[],
  ) {}

  /**
   * Serves a folder and starts Chromium, without a network beyond this computer.
   *
   * @param isIsolated whether the answers have the headers that allow threads
   * @returns undefined if there is no Chromium
   */
  static async start(folder: string, isIsolated = true): Promise<CourseSite | undefined> {
    const executablePath = await findChromium();
    if (!executablePath) return undefined;
    const asked: string[] = [];
    const headers: Record<string, string> = isIsolated
      ? { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' }
      : {};
    const server = createServer((request, response) => {
      const path = decodeURI(new URL(request.url!, 'http://localhost').pathname).replace(/^\/der Kurs\//, '');
      asked.push(path);
      const type = types[extname(path)] ?? 'application/octet-stream';
      const own = { 'page.html': '<!doctype html><title>Course</title>', 'worker.js': workerCode }[path];
      if (own === undefined && !existsSync(join(folder, path))) return void response.writeHead(404).end();
      response.writeHead(200, { ...headers, 'content-type': type });
      if (own === undefined) createReadStream(join(folder, path)).pipe(response);
      else response.end(own);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return new CourseSite(server, await chromium.launch({ executablePath }), asked);
  }

  /** A new browser profile, in which nothing is saved. */
  newProfile(): Promise<BrowserContext> {
    return this.browser.newContext();
  }

  /**
   * Opens a page of a profile, with a worker that has imported the course.
   *
   * @param before a script that runs in the worker first
   */
  async open(profile: BrowserContext, before = ''): Promise<CourseWorker> {
    const page = await profile.newPage();
    const { port } = this.server.address() as AddressInfo;
    await page.goto(`http://127.0.0.1:${port}/der%20Kurs/page.html`);
    await page.evaluate(async (script) => {
      const source = script
        ? URL.createObjectURL(
            new Blob([`${script}\nawait import('${new URL('worker.js', location.href).href}');`], {
              type: 'text/javascript',
            }),
          )
        : 'worker.js';
      const worker = new Worker(source, { type: 'module' });
      Object.assign(globalThis, { worker });
      await new Promise((done, fail) => {
        worker.onmessage = done;
        worker.onerror = ({ message }) => fail(new Error(message));
      });
    }, before);
    return new CourseWorker(page);
  }

  async close(): Promise<void> {
    await this.browser.close();
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}

/** The page of a worker. */
export class CourseWorker {
  constructor(readonly page: Page) {}

  /**
   * Runs the body of an async function in the worker.
   *
   * @param code it may use `course`, the module, and `given`
   * @throws what it throws
   */
  run<T>(code: string, given?: unknown): Promise<T> {
    return this.page.evaluate(
      ([body, data]) =>
        new Promise<unknown>((done, fail) => {
          const { worker } = globalThis as unknown as { worker: Worker };
          worker.onmessage = ({ data: { value, error } }) => (error ? fail(new Error(error)) : done(value));
          worker.postMessage({ code: body, given: data });
        }),
      [code, given] as const,
    ) as Promise<T>;
  }
}
