import { readFile } from 'node:fs/promises';

/**
 * The bytes of a file.
 *
 * @throws the error of the file system, with its `code`
 */
export const readBytes = (path: string): Promise<Uint8Array> => readFile(path);
