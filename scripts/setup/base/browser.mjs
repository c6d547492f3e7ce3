import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { SetupError } from './error.mjs';
import { at } from './paths.mjs';

/** Where the tests' own Chromium lies, once it is fetched (steps/test-browser.mjs). */
export const ownBrowser = at('.setup/browser/chromium');

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** Folders that systems put a browser in, beside those of PATH. */
const folders = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome', '/opt/homebrew/bin'];

const apps = ['/Applications', join(homedir(), 'Applications')].flatMap((folder) =>
  ['Chromium', 'Google Chrome'].map((name) => join(folder, `${name}.app/Contents/MacOS/${name}`)),
);

/**
 * The browser that tests drive: the one that `CHROMIUM` names, else Chromium or Chrome from PATH or the usual places,
 * else the one that set-up fetched.
 *
 * @returns {string | undefined} its path; nothing when this machine has none
 * @throws {SetupError} when `CHROMIUM` names no browser that runs
 */
export function findBrowser() {
  return findInstalledBrowser() ?? [ownBrowser].find(runs);
}

/**
 * The browser that the machine brings.
 *
 * @returns {string | undefined} its path
 * @throws {SetupError} when `CHROMIUM` names no browser that runs
 */
export function findInstalledBrowser() {
  const named = process.env.CHROMIUM;
  const search = [...new Set([...(process.env.PATH ?? '').split(delimiter).filter(Boolean), ...folders])];
  const inFolders = (names) => search.flatMap((folder) => names.map((name) => join(folder, name)));
  if (!named) return [...inFolders(names), ...apps].find(runs);
  const found = (named.includes('/') ? [named] : inFolders([named])).find(runs);
  if (found) return found;
  throw new SetupError(
    `CHROMIUM names no Chromium or Chrome that runs: ${named}`,
    'Name one by its path, CHROMIUM=/path/to/chromium npm test, or leave CHROMIUM out.',
  );
}

/** Whether a browser starts and says its version: on some systems the name is a script that only advises to install one. */
function runs(path) {
  try {
    accessSync(path, constants.X_OK);
  } catch {
    return false;
  }
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  return status === 0 && /Chrom(e|ium)\b.* \d+\./.test(stdout);
}
