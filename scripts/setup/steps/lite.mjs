import { readFileSync } from 'node:fs';
import { liteApp, requirements } from '../base/paths.mjs';
import { assertUnpackedComplete } from '../base/complete.mjs';
import { fetchWheels, leftovers } from '../base/wheels.mjs';
import { dirname } from 'node:path';

const lock = requirements('lite.txt');
const folder = dirname(dirname(liteApp));

/**
 * JupyterLite, for the site's course in a browser: of its Python package only the archive with the application, because all
 * that the package would do with it is to copy it. Only `npm run site` and its tests need it.
 *
 * @type {import('../base/step.mjs').Step}
 */
export const lite = {
  name: 'lite',
  title: 'JupyterLite',
  after: [],
  onDemand: true,
  key: () => readFileSync(lock, 'utf8'),
  outputs: [liteApp],
  leftovers: () => leftovers(folder),
  space: () => 0.04,
  verify: () => assertUnpackedComplete(folder, 'JupyterLite'),
  run: () => fetchWheels('JupyterLite', lock, folder, ['^jupyterlite_core/jupyterlite-app-.*\\.tgz$']),
};
