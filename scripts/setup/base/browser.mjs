import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { SetupError } from './error.mjs';
import { at } from './paths.mjs';

/** The path of the tests' own Chromium, once it is fetched (steps/test-browser.mjs). */
export const ownBrowser = at('.setup/browser/chromium');

/** Folders in which systems install browsers, in addition to those of PATH. */
const folders = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome', '/opt/homebrew/bin'];

/** The programs in apps of macOS, by the names of app and program. */
const inApps = (names) =>
  ['/Applications', join(homedir(), 'Applications')].flatMap((folder) =>
    names.map(([app, program]) => join(folder, `${app}.app/Contents/MacOS/${program}`)),
  );

const chromium = {
  variable: 'CHROMIUM',
  names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'],
  apps: inApps(['Chromium', 'Google Chrome'].map((name) => [name, name])),
  version: /Chrom(e|ium)\b.* \d+\./,
  expected: 'a Chromium or Chrome',
};

const firefox = {
  variable: 'FIREFOX',
  names: ['firefox', 'firefox-esr'],
  apps: inApps([['Firefox', 'firefox']]),
  version: /Mozilla Firefox \d+\./,
  expected: 'a Firefox',
};

/**
 * Finds the browser for the tests: the one that `CHROMIUM` names, otherwise Chromium or Chrome from PATH or the usual
 * folders, otherwise the one that set-up fetched.
 *
 * @returns {string | undefined} its path; `undefined` if there is none
 * @throws {SetupError} if `CHROMIUM` does not name a browser that runs
 */
export function findBrowser() {
  return findInstalledBrowser() ?? [ownBrowser].find((path) => prints(path, chromium.version));
}

/**
 * Finds a browser that is installed on the machine.
 *
 * @returns {string | undefined} its path
 * @throws {SetupError} if `CHROMIUM` does not name a browser that runs
 */
export const findInstalledBrowser = () => find(chromium);

/**
 * Finds the Firefox that is installed on the machine: the one that `FIREFOX` names, otherwise one from PATH or the usual
 * folders.
 *
 * @returns {string | undefined} its path
 * @throws {SetupError} if `FIREFOX` does not name a Firefox that runs
 */
export const findFirefox = () => find(firefox);

function find({ variable, names, apps, version, expected }) {
  const named = process.env[variable];
  const search = [...new Set([...(process.env.PATH ?? '').split(delimiter).filter(Boolean), ...folders])];
  const inFolders = (names) => search.flatMap((folder) => names.map((name) => join(folder, name)));
  const runs = (path) => prints(path, version);
  if (!named) return [...inFolders(names), ...apps].find(runs);
  const found = (named.includes('/') ? [named] : inFolders([named])).find(runs);
  if (found) return found;
  throw new SetupError(
    `invalid ${variable}: ${named} (expected ${expected} that runs)`,
    `Set it to a path, ${variable}=/path/to/${names[0]} npm test, or unset it.`,
  );
}

/** Whether a browser starts and prints a version: on some systems it is a script that only says how to install one. */
function prints(path, version) {
  try {
    accessSync(path, constants.X_OK);
  } catch {
    return false;
  }
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  return status === 0 && version.test(stdout);
}
