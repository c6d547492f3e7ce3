import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { assertPackagesComplete } from './complete.mjs';
import { withNpmSettings } from './npm-settings.mjs';
import { run } from './run.mjs';

/**
 * Installs the npm packages of a lock, without their install scripts.
 *
 * @param {string} title what they are, for the error
 * @param {string} from the folder of package.json and package-lock.json
 * @param {string} folder where node_modules goes
 * @param {string[]} [more] options of npm
 * @throws {import('./error.mjs').SetupError} if one is missing or incomplete
 */
export async function installLocked(title, from, folder, more = []) {
  mkdirSync(folder, { recursive: true });
  for (const name of ['package.json', 'package-lock.json'])
    copyFileSync(join(from, name), join(folder, name));
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', ...more];
  await withNpmSettings((env) => run(title, 'npm', args, { env, cwd: folder }));
  assertPackagesComplete(folder);
}
