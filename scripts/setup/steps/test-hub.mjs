import { readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { assertPackagesComplete } from '../base/complete.mjs';
import { installLocked } from '../base/npm-ci.mjs';
import { at, requirements } from '../base/paths.mjs';

const locked = requirements('hub-proxy');
const folder = at('.setup/hub-proxy');
const made = `${folder}.new`;

/**
 * JupyterHub's proxy, configurable-http-proxy. Servers bring one of their own, so only the tests need it.
 *
 * @type {import('../base/step.mjs').Step}
 */
export const testHub = {
  name: 'test-hub',
  title: "the tests' proxy for JupyterHub",
  after: ['hub'],
  onDemand: true,
  optional: true, // without it those tests are skipped
  key: () => readFileSync(join(locked, 'package-lock.json'), 'utf8'),
  outputs: [join(folder, 'node_modules/configurable-http-proxy')],
  leftovers: () => [made],
  space: () => 0.02,
  verify: () => assertPackagesComplete(folder),
  async run() {
    await installLocked("the tests' proxy for JupyterHub", locked, made);
    rmSync(folder, { recursive: true, force: true });
    renameSync(made, folder);
  },
};
