import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { at } from './paths.mjs';

const folder = at('.setup/debian-pip');

/**
 * Fetches pip for the Python of Debian or Ubuntu, whose python3 package does not include it. Their package
 * python3-pip-whl contains it as a wheel; anyone can download and unpack it, although only root can install it.
 *
 * @returns {string | undefined} the path that Python runs as pip; `undefined` if it cannot be fetched
 */
export function fetchDebianPip() {
  if (!existsSync(folder) && !fetch()) return undefined;
  const wheels = join(folder, 'usr/share/python-wheels');
  const wheel = readdirSync(wheels).find((name) => /^pip-.*\.whl$/.test(name));
  return wheel && join(wheels, wheel, 'pip');
}

function fetch() {
  const made = `${folder}.new`;
  rmSync(made, { recursive: true, force: true });
  mkdirSync(made, { recursive: true });
  const call = (...command) =>
    spawnSync(command[0], command.slice(1), { cwd: made, timeout: 60_000 }).status === 0;
  const isThere =
    call('apt-get', 'download', '-q', 'python3-pip-whl') &&
    call('dpkg-deb', '-x', readdirSync(made).find((name) => name.endsWith('.deb')) ?? '', '.') &&
    existsSync(join(made, 'usr/share/python-wheels'));
  if (isThere) renameSync(made, folder);
  rmSync(made, { recursive: true, force: true });
  return isThere;
}
