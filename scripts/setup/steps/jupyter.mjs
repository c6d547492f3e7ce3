import { readFileSync, rmSync } from 'node:fs';
import { at, requirements, root, venvPython } from '../paths.mjs';
import { findPython, pipFlags, venvTools } from '../python.mjs';
import { run } from '../run.mjs';

/**
 * A virtual environment with JupyterLab. A half-made one is thrown away: it cannot be told from a broken one.
 *
 * @type {import('../step.mjs').Step}
 */
export const jupyter = {
  name: 'jupyter',
  title: 'JupyterLab',
  after: [],
  key: () => root + readFileSync(requirements('jupyter.txt'), 'utf8'),
  outputs: [venvPython('.venv'), at('.venv/bin/jupyter-lab')],
  space: () => 0.25,
  need: () => void venvTools(findPython()),
  run: () => makeVenv('.venv', requirements('jupyter.txt'), 'JupyterLab'),
};

/**
 * Makes a virtual environment anew and installs what a lock names.
 *
 * @param {string} venv its folder in the project
 * @param {string} lock the file of requirements, with hashes
 * @param {string} title what it holds, for the error
 */
export async function makeVenv(venv, lock, title) {
  const python = findPython();
  const { create, pip, note } = venvTools(python);
  rmSync(at(venv), { recursive: true, force: true });
  await run(title, python.path, [...create, at(venv)]);
  const [command, args] = pip(venvPython(venv));
  await run(title, command, [...args, 'install', ...pipFlags, '--require-hashes', '-r', lock]);
  return note;
}
