import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { SetupError } from './error.mjs';
import { lockedPackages, sizesFile } from './package-sizes.mjs';

// A tool that exits with code 0 has not always written everything: npm does so if the disk is full. Therefore what was
// installed is compared with what each package declares, and a step is done only if nothing is missing.

/**
 * Checks that every npm package of the lock is installed with all its files.
 *
 * @param {string} root the folder of package-lock.json and node_modules
 * @throws {SetupError} if one is missing or incomplete
 */
export function assertPackagesComplete(root) {
  const sizes = JSON.parse(readFileSync(sizesFile, 'utf8'));
  for (const { path, id, optional } of lockedPackages(root)) {
    const folder = join(root, path);
    if (optional && !existsSync(folder)) continue; // for another system
    if (!isPackage(folder, id)) throw broken(`npm's ${id}`);
    const [files, bytes] = sizes[id] ?? [1, 1];
    const found = count(folder);
    if (found.files < files || found.bytes < bytes) throw broken(`npm's ${id}`);
  }
}

/** Whether a folder contains the package with that name and version. */
function isPackage(folder, id) {
  try {
    const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    return id === `${name}@${version}`;
  } catch {
    return false;
  }
}

/** The number of files and bytes of a package, without the packages installed inside it. */
function count(folder) {
  const found = { files: 0, bytes: 0 };
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== 'node_modules') {
      const inside = count(path);
      found.files += inside.files;
      found.bytes += inside.bytes;
    } else if (entry.isFile()) {
      found.files += 1;
      found.bytes += statSync(path).size;
    }
  }
  return found;
}

/**
 * Checks that a virtual environment contains every Python package of a lock, with the files that its RECORD lists.
 *
 * @param {string} venv its folder
 * @param {string} lock the requirements file
 * @throws {SetupError} if one is missing or incomplete
 */
export function assertVenvComplete(venv, lock) {
  const lib = join(venv, 'lib');
  const python = existsSync(lib) ? readdirSync(lib).find((name) => /^python3\.\d+$/.test(name)) : undefined;
  if (!python) throw broken(`the virtual environment ${basename(venv)}`);
  const site = join(lib, python, 'site-packages');
  const infos = readdirSync(site).filter((name) => name.endsWith('.dist-info'));
  for (const [, name, version, marker] of readFileSync(lock, 'utf8').matchAll(/^([\w.-]+)==(\S+)( ;)?/gm)) {
    const info = `${name}-${version}`.toLowerCase().replace(/[-_.]+/g, '_');
    if (
      !marker &&
      !infos.some(
        (found) =>
          found
            .slice(0, -10)
            .toLowerCase()
            .replace(/[-_.]+/g, '_') === info,
      )
    )
      throw broken(`Python's ${name} ${version}`);
  }
  for (const info of infos) assertRecordWhole(site, info);
}

/** Checks the files of one package. Each line is `path,sha256=...,bytes`; the size may be absent. */
function assertRecordWhole(site, info) {
  const record = readMaybe(join(site, info, 'RECORD'));
  if (!record.endsWith('\n')) throw broken(`Python's ${info}`);
  for (const line of record.trim().split(/\r?\n/)) {
    const [, path, bytes] = /^"?(.*?)"?,[^,]*,(\d*)$/.exec(line) ?? [];
    if (!path || path.endsWith('.pyc')) continue;
    const { size } = statSync(join(site, path.replaceAll('""', '"')), { throwIfNoEntry: false }) ?? {};
    if (size === undefined || (bytes && size !== Number(bytes))) throw broken(`Python's ${info}: ${path}`);
  }
}

/**
 * Checks the files that `unpack.py` unpacked against the list it wrote.
 *
 * @param {string} folder
 * @param {string} title what the folder contains, for the error
 * @throws {SetupError} if a file is missing or incomplete
 */
export function assertUnpackedComplete(folder, title) {
  const list = readMaybe(join(folder, 'files.json'));
  const files = Object.entries(list ? JSON.parse(list) : {});
  const wrong = files.find(
    ([path, bytes]) => statSync(join(folder, path), { throwIfNoEntry: false })?.size !== bytes,
  );
  if (!files.length || wrong) throw broken(`${title}${wrong ? `: ${wrong[0]}` : ''}`);
}

function readMaybe(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

const broken = (what) =>
  new SetupError(
    `${what} is missing or incomplete.`,
    'Start again: damaged files are fetched again. If the error persists, check whether the disk is full.',
    true,
  );
