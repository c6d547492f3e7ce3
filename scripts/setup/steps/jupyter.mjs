import { readFileSync, rmSync } from 'node:fs';
import { delimiter } from 'node:path';
import { SetupError } from '../base/error.mjs';
import { at, requirements, root, venvPython } from '../base/paths.mjs';
import { findPython, pipFlags, venvTools } from '../base/python.mjs';
import { run } from '../base/run.mjs';
import { assertVenvComplete } from '../base/complete.mjs';

const lock = requirements('jupyter.txt');

/**
 * Creates a virtual environment with JupyterLab.
 *
 * @type {import('../base/step.mjs').Step}
 */
export const jupyter = {
  name: 'jupyter',
  title: 'JupyterLab',
  after: [],
  key: () => root + readFileSync(lock, 'utf8'),
  outputs: [venvPython('.venv'), at('.venv/bin/jupyter-lab')],
  leftovers: (wasDone) => (wasDone ? [] : [at('.venv')]), // an incomplete one cannot be told from a broken one
  space: () => 0.3,
  keeps: 0.25,
  verify: () => assertVenvComplete(at('.venv'), lock),
  need() {
    assertPathFits();
    venvTools(findPython());
  },
  run: () => makeVenv('.venv', lock, 'JupyterLab'),
};

/** Python cannot create a virtual environment in a folder with a colon in its path: PATH could not contain it. */
function assertPathFits() {
  if (!root.includes(delimiter)) return;
  throw new SetupError(
    `The course is in ${root}: Python cannot work in a folder with "${delimiter}" in its path.`,
    `Rename the folder, or move the course to another one.`,
  );
}

/**
 * Recreates a virtual environment and installs what a lock names.
 *
 * @param {string} venv its folder in the project
 * @param {string} lock the requirements file, with hashes
 * @param {string} title what it contains, for the error
 */
export async function makeVenv(venv, lock, title) {
  const python = findPython();
  const { create, pip, note } = venvTools(python);
  rmSync(at(venv), { recursive: true, force: true });
  await run(title, python.path, [...create, at(venv)]);
  const [command, args] = pip(venvPython(venv));
  await run(title, command, [...args, 'install', ...pipFlags, '--require-hashes', '-r', lock]);
  assertVenvComplete(at(venv), lock);
  return note;
}
