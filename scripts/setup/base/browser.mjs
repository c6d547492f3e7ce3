import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { SetupError } from './error.mjs';
import { at } from './paths.mjs';

/** The path of the tests' own Chromium, once it is fetched (steps/test-browser.mjs). */
export const ownBrowser = at('.setup/browser/chromium');

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** Folders in which systems install browsers, in addition to those of PATH. */
const folders = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome', '/opt/homebrew/bin'];

const apps = ['/Applications', join(homedir(), 'Applications')].flatMap((folder) =>
  ['Chromium', 'Google Chrome'].map((name) => join(folder, `${name}.app/Contents/MacOS/${name}`)),
);

/**
 * Finds the browser for the tests: the one that `CHROMIUM` names, otherwise Chromium or Chrome from PATH or the usual
 * folders, otherwise the one that set-up fetched.
 *
 * @returns {string | undefined} its path; `undefined` if there is none
 * @throws {SetupError} if `CHROMIUM` does not name a browser that runs
 */
export function findBrowser() {
  return findInstalledBrowser() ?? [ownBrowser].find(runs);
}

/**
 * Finds a browser that is installed on the machine.
 *
 * @returns {string | undefined} its path
 * @throws {SetupError} if `CHROMIUM` does not name a browser that runs
 */
export function findInstalledBrowser() {
  const named = process.env.CHROMIUM;
  const search = [...new Set([...(process.env.PATH ?? '').split(delimiter).filter(Boolean), ...folders])];
  const inFolders = (names) => search.flatMap((folder) => names.map((name) => join(folder, name)));
  if (!named) return [...inFolders(names), ...apps].find(runs);
  const found = (named.includes('/') ? [named] : inFolders([named])).find(runs);
  if (found) return found;
  throw new SetupError(
    `invalid CHROMIUM: ${named} (expected a Chromium or Chrome that runs)`,
    'Set it to a path, CHROMIUM=/path/to/chromium npm test, or unset it.',
  );
}

/** Whether a browser starts and prints a version: on some systems it is a script that only says how to install one. */
function runs(path) {
  try {
    accessSync(path, constants.X_OK);
  } catch {
    return false;
  }
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  return status === 0 && /Chrom(e|ium)\b.* \d+\./.test(stdout);
}
