import { access, constants, mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Creates a writable folder, and the folders that contain it.
 *
 * @throws if it cannot be created or written to
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(`cannot write to ${folder} (${code}); choose another folder`, { cause: error });
  }
}

/** Writes a file completely or not at all, and creates the folders it needs. */
export async function writeWhole(path: string, data: string | Uint8Array): Promise<void> {
  await makeFolder(dirname(path));
  await writeFile(`${path}.part`, data);
  await rename(`${path}.part`, path);
}
