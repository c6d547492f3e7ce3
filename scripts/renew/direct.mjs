import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listLockFolders, lockedPackages } from '../setup/base/package-sizes.mjs';
import { readPins } from './pins.mjs';
import { listInputs, plain, readInput, readLock } from './python.mjs';

const chromium = 'scripts/setup/requirements/chromium.json';

/**
 * A package that the project names itself.
 *
 * @typedef {object} Direct
 * @property {'npm' | 'PyPI'} registry
 * @property {string} key its name in the file
 * @property {string} name its name in the registry
 * @property {string} version of a Python package also `1.7.2 and 1.9.1`
 * @property {string} file which file names it
 */

/** @returns {Direct[]} the packages that the project at `root` names itself */
export function listDirect(root) {
  const read = (path) => readFileSync(join(root, path), 'utf8');
  const files = listLockFolders(root).map((folder) => join(folder, 'package.json'));
  const npm = files.flatMap((file) => readPins(read(file)).map((pin) => ({ registry: 'npm', ...pin, file })));
  const { package: name, version } = JSON.parse(read(chromium));
  npm.push({ registry: 'npm', key: name, name, version, file: chromium });
  const python = listInputs(root).flatMap((file) => {
    const locked = readLock(read(file.replace(/\.in$/, '.txt')));
    return readInput(read(file)).map(({ name: key }) => {
      const found = locked.filter(({ name }) => plain(name) === plain(key));
      const version = found.map((one) => one.version).join(' and '); // one for each of several Pythons
      return { registry: 'PyPI', key, name: found[0].name, version, file };
    });
  });
  return [...npm, ...python.filter((one, i) => python.findIndex(({ key }) => key === one.key) === i)];
}

/** @returns {{ npm: string[], PyPI: string[] }} `name@version` of all packages in the locks, sorted, each once */
export function listLocked(root) {
  const { package: name, version } = JSON.parse(readFileSync(join(root, chromium), 'utf8'));
  const npm = listLockFolders(root).flatMap((folder) =>
    lockedPackages(join(root, folder)).map(({ id }) => id),
  );
  const python = listInputs(root).flatMap((file) =>
    readLock(readFileSync(join(root, file.replace(/\.in$/, '.txt')), 'utf8')).map(toId),
  );
  const sorted = (ids) => [...new Set(ids)].sort((a, b) => (a < b ? -1 : 1));
  return { npm: sorted([...npm, `${name}@${version}`]), PyPI: sorted(python) };
}

/** `name@version` of a direct package: of its newest version, if it has several. */
export const toId = ({ name, version }) => `${name}@${version.split(' and ').at(-1)}`;
