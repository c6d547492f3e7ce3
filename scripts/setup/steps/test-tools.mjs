import { readFileSync } from 'node:fs';
import { at, root, venvPython } from '../base/paths.mjs';
import { makeVenv } from './jupyter.mjs';

const lock = at('test/requirements.txt');

/**
 * The Python that the tests hold our work against: Jupyter's own kernel tests, other clients. For `npm test` alone.
 *
 * @type {import('../base/step.mjs').Step}
 */
export const testTools = {
  name: 'test-tools',
  title: "the tests' own Python",
  after: [],
  testsOnly: true,
  key: () => root + readFileSync(lock, 'utf8'),
  outputs: [venvPython('.venv-test')],
  space: () => 0.5,
  run: () => makeVenv('.venv-test', lock, "the tests' own Python"),
};
