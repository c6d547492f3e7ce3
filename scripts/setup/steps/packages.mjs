import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { assertPackagesComplete } from '../base/complete.mjs';
import { installLocked } from '../base/npm-ci.mjs';
import { at } from '../base/paths.mjs';

const made = at('.setup/packages');
const old = at('.setup/packages-old');

/**
 * Installs the npm packages, without their install scripts: that of tfjs would fetch a library that current versions of
 * Node cannot use. They are installed in a temporary folder, which replaces node_modules when it is complete.
 *
 * @type {import('../base/step.mjs').Step}
 */
export const packages = {
  name: 'packages',
  title: 'npm packages',
  after: [],
  key: () => readFileSync(at('package-lock.json'), 'utf8'),
  outputs: [at('node_modules/tslab'), at('node_modules/typescript')],
  leftovers: () => [made, old],
  space: () => 0.7,
  keeps: 0.6,
  verify: () => assertPackagesComplete(at()),
  async run() {
    await installLocked('npm packages', at(), made);
    if (existsSync(at('node_modules'))) renameSync(at('node_modules'), old);
    renameSync(join(made, 'node_modules'), at('node_modules'));
    for (const folder of [made, old]) rmSync(folder, { recursive: true, force: true });
  },
};
