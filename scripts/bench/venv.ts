import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../../src/root';

const venv = join(root, '.venv-bench');
const requirements = join(root, 'scripts/bench/peers/requirements.txt');
const stamp = join(venv, 'requirements.txt');

/** The Python that runs Keras and PyTorch. */
export const benchPython = join(venv, 'bin/python');

/**
 * Makes the virtual environment of the peers, where it is not there yet: 1.5 GB from PyPI.
 *
 * @throws when Python is missing, or PyPI cannot be reached
 */
export async function makeBenchVenv(say: (line: string) => void): Promise<void> {
  const wanted = readFileSync(requirements, 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say('Installing Keras and PyTorch, to be compared with (some minutes, once)');
  const { findPython, venvTools, pipFlags } = await import(
    pathToFileURL(join(root, 'scripts/setup/python.mjs')).href
  );
  const python = findPython();
  const { create, pip } = venvTools(python);
  rmSync(venv, { recursive: true, force: true });
  run(python.path, [...create, venv]);
  const [command, args] = pip(benchPython);
  run(command, [...args, 'install', ...pipFlags, '-r', requirements]);
  writeFileSync(stamp, wanted);
}

function run(command: string, args: string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status === 0) return;
  const why = stderr.trim().split('\n').at(-1);
  throw new Error(
    `Keras and PyTorch could not be installed: ${why}; leave them out with --only autoencoders`,
  );
}
