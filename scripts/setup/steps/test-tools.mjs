import { readFileSync } from 'node:fs';
import { at, root, venvPython } from '../base/paths.mjs';
import { makeVenv } from './jupyter.mjs';

const lock = at('test/requirements.txt');

/**
 * Creates the virtual environment of the tests: Jupyter's kernel tests and other clients. Only `npm test` needs it.
 *
 * @type {import('../base/step.mjs').Step}
 */
export const testTools = {
  name: 'test-tools',
  title: "the tests' own Python",
  after: [],
  onDemand: true,
  key: () => root + readFileSync(lock, 'utf8'),
  outputs: [venvPython('.venv-test')],
  space: () => 0.5,
  run: () => makeVenv('.venv-test', lock, "the tests' own Python"),
};
