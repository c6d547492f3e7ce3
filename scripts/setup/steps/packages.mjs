import { readFileSync, rmSync, symlinkSync } from 'node:fs';
import { at } from '../paths.mjs';
import { run } from '../run.mjs';

const itself = at('node_modules/autoencoders');

/**
 * npm's packages, without their install scripts (tfjs' own would fetch a library that no current Node can use),
 * and the project itself under its name, where every notebook below the root finds it.
 *
 * @type {import('../step.mjs').Step}
 */
export const packages = {
  name: 'packages',
  title: 'npm packages',
  after: [],
  key: () => readFileSync(at('package-lock.json'), 'utf8'),
  outputs: [at('node_modules/tslab'), itself],
  async run() {
    await run('npm packages', 'npm', [
      'ci',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--prefer-offline',
    ]);
    rmSync(itself, { force: true, recursive: true });
    symlinkSync('..', itself, 'dir');
  },
};
