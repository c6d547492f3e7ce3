import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { writeAtomic } from '../../../src/project/write-atomic.cjs';
import { at, requirements } from './paths.mjs';
import { run } from './run.mjs';

/** The number of files and bytes of each npm package in the lock, with which installed packages are compared. */
export const sizesFile = requirements('packages.json');

/** The packages of package-lock.json: where each is installed, its name and version, and whether it is optional. */
export function lockedPackages(root = at()) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(packages)
    .filter(([path, { link }]) => path && !link)
    .map(([path, { name, version, optional }]) => ({
      path,
      id: `${name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)}@${version}`,
      optional: Boolean(optional),
    }));
}

/** The folders with a package-lock.json: the project, and those whose packages only some commands need. */
export function listLockFolders(base = at()) {
  const inside = relative(at(), dirname(sizesFile));
  const folders = readdirSync(join(base, inside)).map((name) => `${inside}/${name}`);
  return ['.', ...folders.filter((folder) => existsSync(join(base, folder, 'package-lock.json'))).sort()];
}

/**
 * Fetches the packages whose sizes are not known yet, counts their files and bytes, and stores the sizes of all.
 *
 * @param {string} [base] the project, or a folder with copies of its locks
 */
export async function renewPackageSizes(base = at()) {
  const file = join(base, relative(at(), sizesFile));
  const known = JSON.parse(readFileSync(file, 'utf8'));
  const locked = listLockFolders(base).flatMap((folder) => lockedPackages(join(base, folder)));
  const ids = [...new Set(locked.map(({ id }) => id))].sort();
  const fetched = await fetchSizes(ids.filter((id) => !known[id]));
  const lines = ids.map((id) => `  ${JSON.stringify(id)}: [${(known[id] ?? fetched[id]).join(', ')}]`);
  writeAtomic(file, `{\n${lines.join(',\n')}\n}\n`);
}

async function fetchSizes(ids) {
  const { list } = createRequire(import.meta.url)('tar');
  const folder = at('.setup/packed');
  const sizes = {};
  for (const id of ids) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    await run(id, 'npm', ['pack', id, '--pack-destination', folder]);
    const [file] = readdirSync(folder);
    const files = new Map();
    const onReadEntry = ({ type, path, size }) =>
      /File$/.test(type) && !path.includes('/node_modules/') && files.set(path, size);
    await list({ file: join(folder, file), onReadEntry });
    sizes[id] = [files.size, [...files.values()].reduce((sum, size) => sum + size, 0)];
  }
  rmSync(folder, { recursive: true, force: true });
  return sizes;
}
