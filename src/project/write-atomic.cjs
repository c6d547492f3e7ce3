// Plain JavaScript outside of dist, because set-up uses it too, before anything is installed or compiled.
const { mkdirSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { basename, dirname, resolve } = require('node:path');
const { besideOf, findLeft } = require('./owner.cjs');

/** Files beside which nothing can be left by another process any more, because this one has looked. */
const looked = new Set();

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

/** Looks once for each file, because a class has a thousand. */
function clear(path) {
  const whole = resolve(path);
  if (looked.has(whole)) return;
  looked.add(whole);
  for (const left of findLeft(dirname(path), 'part'))
    if (left.of === basename(path)) rmSync(left.path, { force: true });
}

/**
 * The temporary files of `writeAtomic` that processes which have ended have left in a folder.
 *
 * @param {string} folder its path; it need not exist
 * @returns {string[]} their paths
 */
exports.partsIn = (folder) => findLeft(folder, 'part').map(({ path }) => path);
