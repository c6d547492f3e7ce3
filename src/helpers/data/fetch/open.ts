import { readDataFile, readManifest } from './data-set';

/** Reads a file of a data set by its name. */
export type ReadFile = (file: string) => Promise<Uint8Array>;

/**
 * Opens a data set, whose files are verified when they are read, and fetched if they are missing.
 *
 * @param name the name of a manifest in `data/`
 * @throws if there is no such manifest; reading throws if files cannot be fetched
 * @example
 * const read = await openDataSet('mnist');
 * const bytes = await read('t10k-labels-idx1-ubyte'); // 10,008 bytes
 */
export async function openDataSet(name: string): Promise<ReadFile> {
  await readManifest(name);
  return (file) => readDataFile(name, file);
}
