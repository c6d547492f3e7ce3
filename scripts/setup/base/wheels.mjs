import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { at, venvPython } from './paths.mjs';
import { toolEnvironment } from './environment.mjs';
import { findPython, pipFlags, venvTools } from './python.mjs';
import { run } from './run.mjs';
import { assertUnpackedComplete } from './complete.mjs';

/** The folders that `fetchWheels` leaves behind if it is interrupted: downloads and partially unpacked files. */
export const leftovers = (target) => [at('.setup/wheels', basename(target)), `${target}.new`];

/**
 * Fetches the wheels that a lock names, without their dependencies, and unpacks them into a temporary folder, which is
 * renamed to `target` when it is complete.
 *
 * @param {string} title what the wheels contain, for the error
 * @param {string} lock a requirements file with hashes
 * @param {string} target the folder
 * @param {string[]} [patterns] regular expressions (Python's `re`) of the paths to unpack; by default all
 */
export async function fetchWheels(title, lock, target, patterns = []) {
  const [wheels, made] = leftovers(target);
  for (const path of [wheels, made]) rmSync(path, { recursive: true, force: true });
  mkdirSync(wheels, { recursive: true });
  mkdirSync(made, { recursive: true });
  const { path: python } = findPython();
  const [command, pip] = await findPip(title);
  // All Python versions' wheels contain the same library; the one for 3.12 also serves versions without a wheel.
  const of = ['--no-deps', '--only-binary=:all:', '--python-version', '3.12', '--require-hashes', '-r', lock];
  await run(title, command, [...pip, 'download', ...pipDownloadFlags, ...of, '--dest', wheels]);
  const files = readdirSync(wheels).map((name) => join(wheels, name));
  await run(title, python, [at('scripts/setup/base/unpack.py'), made, ...files, '--', ...patterns]);
  assertUnpackedComplete(made, title);
  rmSync(wheels, { recursive: true, force: true });
  rmSync(target, { recursive: true, force: true });
  renameSync(made, target);
}

/** pip tells only in its debugging output that it could not reach an index, and not just that the index lacks a package. */
const pipDownloadFlags = [
  '-vv',
  ...pipFlags.filter((flag) => !['--quiet', '--no-compile', '--no-warn-script-location'].includes(flag)),
];

let pip;

/**
 * Python's own pip, otherwise one in a separate virtual environment, so as not to wait for JupyterLab's. Steps that run at
 * the same time share it.
 */
const findPip = (title) => (pip ??= makePip(title));

async function makePip(title) {
  const python = findPython();
  if (python.pip) return [python.path, ['-m', 'pip']];
  const { create, pip } = venvTools(python);
  const [command, args] = pip(venvPython('.setup/pip'));
  if (spawnSync(command, [...args, '--version'], { env: toolEnvironment() }).status !== 0) {
    rmSync(at('.setup/pip'), { recursive: true, force: true });
    await run(title, python.path, [...create, at('.setup/pip')]);
  }
  return [command, args];
}
