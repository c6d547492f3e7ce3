import { existsSync, readdirSync } from 'node:fs';
import { at } from './paths.mjs';

/**
 * The files of a folder of the project whose names end with `end`; none if there is no such folder.
 *
 * @param {string} folder
 * @param {string} end
 * @returns {string[]} their paths
 */
export const filesEnding = (folder, end) =>
  existsSync(at(folder))
    ? readdirSync(at(folder))
        .filter((name) => name.endsWith(end))
        .map((name) => at(folder, name))
    : [];
