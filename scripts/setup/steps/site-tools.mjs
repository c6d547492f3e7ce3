import { readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ownNpmCache } from '../base/environment.mjs';
import { assertPackagesComplete } from '../base/complete.mjs';
import { installLocked } from '../base/npm-ci.mjs';
import { requirements, siteTools as folder } from '../base/paths.mjs';

const locked = requirements('site');
const made = `${folder}.new`;

/**
 * What `npm run site` makes pages with: Markdown, formulas, highlighted code, the API reference. Only that command and
 * its test need it. TypeDoc finds the project's TypeScript, so npm is told not to install another.
 *
 * @type {import('../base/step.mjs').Step}
 */
export const siteTools = {
  name: 'site-tools',
  title: "the site's tools",
  after: [],
  onDemand: true,
  key: () => readFileSync(join(locked, 'package-lock.json'), 'utf8'),
  outputs: [join(folder, 'node_modules/typedoc')],
  leftovers: () => [made],
  space: () => 0.06,
  verify: () => assertPackagesComplete(folder),
  async run() {
    await installLocked("the site's tools", locked, made, ['--legacy-peer-deps']);
    rmSync(folder, { recursive: true, force: true });
    renameSync(made, folder);
    rmSync(ownNpmCache, { recursive: true, force: true });
  },
};
