import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { firefox, type Browser } from 'playwright-core';
import { root } from '../support/run';

interface Finder {
  findFirefox(): string | undefined;
}

/** The part of the WebSocket of `ws` that is used. */
interface Socket {
  send(this: Socket, data: string, ...rest: unknown[]): void;
  emit(event: 'message', data: string, isBinary: false): boolean;
}

/** Commands that Playwright sends to every Firefox, and releases with extended support do not know yet. */
const unknown = ['emulation.setMediaFeaturesOverride'];

/**
 * Answers those commands as if they had been carried out: without this, Playwright opens no page. They choose a colour scheme,
 * which tests of Firefox leave as it is.
 */
function answerUnknown(): void {
  const { ws } = createRequire(__filename)('playwright-core/lib/utilsBundle') as {
    ws: { prototype: Socket };
  };
  const { send } = ws.prototype;
  ws.prototype.send = function (data, ...rest) {
    const { id, method } = JSON.parse(data) as { id: number; method: string };
    if (!unknown.includes(method)) return send.call(this, data, ...rest);
    setImmediate(() => this.emit('message', JSON.stringify({ type: 'success', id, result: {} }), false));
  };
}

let isPrepared = false;

/**
 * Starts the Firefox that is installed, headless: the one that `FIREFOX` names, or the first of PATH. Playwright drives it by
 * WebDriver BiDi, so there is no other program between them.
 *
 * @returns undefined if there is none
 * @throws if `FIREFOX` names none
 */
export async function launchFirefox(): Promise<Browser | undefined> {
  const finder = (await import(pathToFileURL(join(root, 'scripts/setup/base/browser.mjs')).href)) as Finder;
  const executablePath = finder.findFirefox();
  if (!executablePath) return undefined;
  if (!isPrepared) answerUnknown();
  isPrepared = true;
  // a list of downloads that opens would take the focus from the page
  const firefoxUserPrefs = { 'browser.download.alwaysOpenPanel': false };
  return firefox.launch({ channel: 'moz-firefox', executablePath, firefoxUserPrefs });
}
