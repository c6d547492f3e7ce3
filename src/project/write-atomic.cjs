// Plain JavaScript outside of dist, because set-up uses it too, before anything is installed or compiled.
const { mkdirSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { dirname } = require('node:path');

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
