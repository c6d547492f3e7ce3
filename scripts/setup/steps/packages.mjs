import { readFileSync } from 'node:fs';
import { at } from '../paths.mjs';
import { run } from '../run.mjs';

/**
 * npm's packages, without their install scripts: tfjs' own would fetch a library that no current Node can use.
 *
 * @type {import('../step.mjs').Step}
 */
export const packages = {
  name: 'packages',
  title: 'npm packages',
  after: [],
  key: () => readFileSync(at('package-lock.json'), 'utf8'),
  outputs: [at('node_modules/tslab'), at('node_modules/typescript')],
  space: () => 0.55,
  async run() {
    await run('npm packages', 'npm', [
      'ci',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--prefer-offline',
    ]);
  },
};
