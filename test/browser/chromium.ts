import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../support/run';

interface Finder {
  findBrowser(): string | undefined;
}

/**
 * The browser that the tests drive, as set-up finds or fetches it (scripts/setup/browser.mjs).
 *
 * @returns its path; nothing when there is none
 */
export async function findChromium(): Promise<string | undefined> {
  const finder = (await import(pathToFileURL(join(root, 'scripts/setup/browser.mjs')).href)) as Finder;
  return finder.findBrowser();
}
