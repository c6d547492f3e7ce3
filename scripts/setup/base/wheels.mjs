import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { at, venvPython } from './paths.mjs';
import { findPython, pipFlags, venvTools } from './python.mjs';
import { run } from './run.mjs';
import { assertUnpackedWhole } from './whole.mjs';

/** What `fetchWheels` leaves when it is stopped: what it fetched, and what it unpacked so far. */
export const leftovers = (target) => [at('.setup/wheels', basename(target)), `${target}.new`];

/**
 * Fetches the wheels that a lock names, and nothing they depend on, and unpacks them into a folder, which gets its
 * name when it is whole.
 *
 * @param {string} title for the error
 * @param {string} lock a file of requirements with hashes
 * @param {string} target the folder
 * @param {string[]} [patterns] of the paths to unpack, as Python's `re`; all when there are none
 */
export async function fetchWheels(title, lock, target, patterns = []) {
  const [wheels, made] = leftovers(target);
  for (const path of [wheels, made]) rmSync(path, { recursive: true, force: true });
  mkdirSync(wheels, { recursive: true });
  mkdirSync(made, { recursive: true });
  const { path: python } = findPython();
  const [command, pip] = await findPip(title);
  // Every Python's wheel holds the same library: that of 3.12 serves all, those that have none of their own too.
  const of = ['--no-deps', '--only-binary=:all:', '--python-version', '3.12', '--require-hashes', '-r', lock];
  await run(title, command, [...pip, 'download', ...pipDownloadFlags, ...of, '--dest', wheels]);
  const files = readdirSync(wheels).map((name) => join(wheels, name));
  await run(title, python, [at('scripts/setup/base/unpack.py'), made, ...files, '--', ...patterns]);
  assertUnpackedWhole(made, title);
  rmSync(wheels, { recursive: true, force: true });
  rmSync(target, { recursive: true, force: true });
  renameSync(made, target);
}

const pipDownloadFlags = pipFlags.filter(
  (flag) => flag !== '--no-compile' && flag !== '--no-warn-script-location',
);

/** The Python's own pip, else one in a virtual environment of its own, so as not to wait for JupyterLab's. */
async function findPip(title) {
  const python = findPython();
  if (python.pip) return [python.path, ['-m', 'pip']];
  const { create, pip } = venvTools(python);
  const call = pip(venvPython('.setup/pip'));
  if (spawnSync(call[0], [...call[1], '--version']).status !== 0) {
    rmSync(at('.setup/pip'), { recursive: true, force: true });
    await run(title, python.path, [...create, at('.setup/pip')]);
  }
  return call;
}
