// Plain JavaScript outside of dist, because set-up uses it too, before anything is installed or compiled.
const { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

/**
 * Writes a file completely or not at all, and creates the folders it needs: the text goes to a temporary file next to it,
 * which is renamed.
 *
 * @param {string} path
 * @param {string | Uint8Array} data
 * @param {{ flush?: boolean }} [options] `flush` to survive a power failure too, for what cannot be made again
 * @throws the error of the file system, with the temporary file removed
 */
exports.writeAtomic = (path, data, options = {}) => {
  const part = `${path}.${process.pid}.part`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(part, data, options);
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
};

/**
 * The temporary files of `writeAtomic` that processes which were killed have left in a folder.
 *
 * @param {string} folder its path; it need not exist
 * @returns {string[]} their paths
 */
exports.partsIn = (folder) =>
  (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => /\.\d+\.part$/.test(name))
    .map((name) => join(folder, name));
