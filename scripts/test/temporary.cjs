const { chmodSync, mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/**
 * Creates a folder for the temporary files of this process and of those it starts from now on. The folder is removed
 * when this process ends.
 *
 * @returns {string} the folder; its name is short, because the path of a socket is limited to 107 bytes
 */
exports.useTemporaryFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 't-'));
  chmodSync(folder, 0o711); // because tests run programs as other users, who must reach the files in it
  process.env.TMPDIR = folder;
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
};
