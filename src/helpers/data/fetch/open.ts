import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadDataSet } from './data-set';

/** Reads a file of a data set by its name. */
export type ReadFile = (file: string) => Promise<Uint8Array>;

/**
 * Opens a data set, whose files are verified, and fetched if they are missing.
 *
 * @param name the name of a manifest in `data/`
 * @throws if there is no such manifest, or files cannot be fetched
 * @example
 * const read = await openDataSet('mnist');
 * const bytes = await read('t10k-labels-idx1-ubyte'); // 10,008 bytes
 */
export async function openDataSet(name: string): Promise<ReadFile> {
  const folder = await loadDataSet(name);
  return (file) => readFile(join(folder, file));
}
