import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../../src/project/root';

/**
 * A virtual environment for the systems the course is compared with, created if missing or if its requirements changed.
 *
 * @param venv its folder
 * @param requirements the file that lists its packages
 * @param install called if there is something to install
 * @returns its Python
 * @throws if Python is missing, or PyPI cannot be reached
 */
export async function makePeerVenv(venv: string, requirements: string, install: () => void): Promise<string> {
  const python = join(venv, 'bin/python');
  const stamp = join(venv, 'requirements.txt');
  const wanted = readFileSync(requirements, 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return python;
  install();
  const { findPython, venvTools, pipFlags } = await import(
    pathToFileURL(join(root, 'scripts/setup/base/python.mjs')).href
  );
  const base = findPython();
  const { create, pip } = venvTools(base);
  rmSync(venv, { recursive: true, force: true });
  run(base.path, [...create, venv]);
  const [command, args] = pip(python);
  run(command, [...args, 'install', ...pipFlags, '-r', requirements]);
  writeFileSync(stamp, wanted);
  return python;
}

function run(command: string, args: string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr.trim().split('\n').at(-1));
}
