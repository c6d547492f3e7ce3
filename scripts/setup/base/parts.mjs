import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The temporary files that a killed set-up has left in a folder (src/project/write-atomic.cjs).
 *
 * @param {string} folder
 * @param {{ recursive?: boolean }} [options] `recursive` to search the folders in it too
 */
export const partsIn = (folder, { recursive = false } = {}) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive })
        .filter((name) => /\.\d+\.part$/.test(name))
        .map((name) => join(folder, name))
    : [];
