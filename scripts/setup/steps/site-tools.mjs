import { readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { assertPackagesComplete } from '../base/complete.mjs';
import { installLocked } from '../base/npm-ci.mjs';
import { requirements, siteTools as folder } from '../base/paths.mjs';

const locked = requirements('site');
const made = `${folder}.new`;

/**
 * What `npm run site` makes pages with: Markdown, formulas, highlighted code, the API reference. Only that command and
 * its test need it. TypeDoc uses the project's TypeScript; `--legacy-peer-deps` keeps npm from installing a second one.
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
  },
};
