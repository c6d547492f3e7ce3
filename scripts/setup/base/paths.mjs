import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root, wherever it was cloned to. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');

/** A path inside the project. */
export const at = (...parts) => join(root, ...parts);

/** The folder of locks of what comes from PyPI. */
export const requirements = (name) => at('scripts/setup/requirements', name);

/** Python inside a virtual environment, given its folder's path or its name in the project. */
export const venvPython = (venv) => resolve(root, venv, 'bin/python');

/** Where TensorFlow's library and its headers lie. */
export const tensorflow = at('.tensorflow');

/** tfjs' package whose addon is compiled here. */
export const tfjsNode = at('node_modules/@tensorflow/tfjs-node-gpu');
