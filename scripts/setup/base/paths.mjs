import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root folder. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');

/** A path inside the project. */
export const at = (...parts) => join(root, ...parts);

/** Whether this is the learners' edition, which does not grade and has fewer tests. */
export const isEdition = existsSync(at('edition.json'));

/** The path of a lock file or manifest of packages, given its name. */
export const requirements = (name) => at('scripts/setup/requirements', name);

/** The Python of a virtual environment, given the path of its folder or its name in the project. */
export const venvPython = (venv) => resolve(root, venv, 'bin/python');

/** The folder of TensorFlow's library and headers. */
export const tensorflow = at('.tensorflow');

/** The tfjs package whose addon set-up compiles. */
export const tfjsNode = at('node_modules/@tensorflow/tfjs-node-gpu');

/** The packages with which `npm run site` makes pages. */
export const siteTools = at('.setup/site');

/** The archive with JupyterLite's application. */
export const liteApp = at('.setup/lite/jupyterlite_core/jupyterlite-app-0.8.6.tgz');
