import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root, wherever it was cloned to. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/** A path inside the project. */
export const at = (...parts) => join(root, ...parts);

/** The folder of locks of what comes from PyPI. */
export const requirements = (name) => at('scripts/setup/requirements', name);

/** Python inside a virtual environment of the project. */
export const venvPython = (venv) => at(venv, 'bin/python');

/** Where TensorFlow's library and its headers lie. */
export const tensorflow = at('.tensorflow');

/** tfjs' package whose addon is compiled here, and where it looks for it. */
export const tfjsNode = at('node_modules/@tensorflow/tfjs-node-gpu');
export const addonFile = join(tfjsNode, 'lib/napi-v8/tfjs_binding.node');
