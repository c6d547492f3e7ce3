/* eslint-disable @typescript-eslint/no-require-imports -- loaded by CommonJS and ES modules */
const { chmodSync, mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/**
 * Gives this process, and those it starts from now on, a folder of their own for temporary files. It is removed when
 * this process ends.
 *
 * @returns {string} the folder, its name short, since the paths of sockets may take 107 bytes
 */
exports.useTemporaryFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 't-'));
  chmodSync(folder, 0o711); // tests run programs as other users, who must find what lies in it
  process.env.TMPDIR = folder;
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
};
