import { access, constants, mkdir } from 'node:fs/promises';

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
