import { writeWhole } from '../../../src/project/write-whole.cjs';

/** Writes a value as JSON, completely or not at all; creates the folder if necessary. */
export const writeJson = (path, value) => writeWhole(path, JSON.stringify(value, null, 2) + '\n');
