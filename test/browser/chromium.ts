import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../support/run';

interface Finder {
  findBrowser(): string | undefined;
}

/**
 * The browser for the tests, found or fetched by set-up (scripts/setup/base/browser.mjs).
 *
 * @returns its path, or undefined if there is none
 */
export async function findChromium(): Promise<string | undefined> {
  const finder = (await import(pathToFileURL(join(root, 'scripts/setup/base/browser.mjs')).href)) as Finder;
  return finder.findBrowser();
}
