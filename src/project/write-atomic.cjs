// Plain JavaScript outside of dist, because set-up uses it too, before anything is installed or compiled.
const { mkdirSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { basename, dirname, resolve } = require('node:path');
const { besideOf, findLeft } = require('./owner.cjs');

/** What ended processes have left in folders, by folder: each is listed once, because a class has a thousand files in one. */
const leftIn = new Map();

/**
 * Writes a file completely or not at all, and creates the folders it needs: the text goes to a temporary file next to it,
 * which is renamed. Temporary files of processes that were killed while they wrote the same file are removed.
 *
 * @param {string} path
 * @param {string | Uint8Array} data
 * @param {{ flush?: boolean }} [options] `flush` to survive a power failure too, for what cannot be made again
 * @throws the error of the file system, with the temporary file removed
 */
exports.writeAtomic = (path, data, options = {}) => {
  const part = besideOf(path, 'part');
  try {
    mkdirSync(dirname(path), { recursive: true });
    clear(path);
    writeFileSync(part, data, options);
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
};

function clear(path) {
  const folder = resolve(dirname(path));
  if (!leftIn.has(folder)) leftIn.set(folder, findLeft(folder, 'part'));
  for (const left of leftIn.get(folder)) if (left.of === basename(path)) rmSync(left.path, { force: true });
}

/**
 * The temporary files of `writeAtomic` that processes which have ended have left in a folder.
 *
 * @param {string} folder its path; it need not exist
 * @returns {string[]} their paths
 */
exports.partsIn = (folder) => findLeft(folder, 'part').map(({ path }) => path);
