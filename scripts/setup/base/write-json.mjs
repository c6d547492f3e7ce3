import { writeAtomic } from '../../../src/project/write-atomic.cjs';

/** Writes a value as JSON, completely or not at all; creates the folder if necessary. */
export const writeJson = (path, value) => writeAtomic(path, JSON.stringify(value, null, 2) + '\n');
