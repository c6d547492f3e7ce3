import { constants } from 'node:fs';
import { lstat, open, type FileHandle } from 'node:fs/promises';
import { assertSize, Unavailable, Unreadable } from './found';

// A link is not followed, and opening a FIFO or a device neither waits nor does anything to it.
const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * Opens a regular file, and nothing else.
 *
 * @throws Unreadable if it is a link, a FIFO, a device or a folder
 * @throws Unavailable if the system does not allow it
 */
export async function openRegular(path: string): Promise<FileHandle> {
  try {
    const before = await lstat(path);
    if (before.isSymbolicLink()) throw new Unreadable('it is a link, not a file: hand in the file itself');
    if (!before.isFile()) throw new Unreadable('it is not a file');
    const handle = await open(path, flags);
    if ((await handle.stat()).isFile()) return handle;
    await handle.close();
    throw new Unreadable('it is not a file');
  } catch (error) {
    throw error instanceof Unreadable ? error : unavailable(error);
  }
}

/**
 * The bytes of a regular file.
 *
 * @throws Unreadable if it is none, or larger than `most` bytes, of which no more are read
 * @throws Unavailable if the system does not allow it, or the file changes meanwhile
 */
export async function readRegular(path: string, most: number): Promise<Buffer> {
  const handle = await openRegular(path);
  try {
    const before = await handle.stat();
    assertSize(before.size, most);
    const bytes = Buffer.alloc(before.size + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read)
      read = (await handle.read(bytes, length, bytes.length - length, length)).bytesRead;
    const after = await handle.stat();
    if (length !== before.size || after.mtimeMs !== before.mtimeMs || after.size !== before.size)
      throw new Unavailable('it changed while it was read: grade it again');
    return bytes.subarray(0, length);
  } catch (error) {
    throw error instanceof Unreadable || error instanceof Unavailable ? error : unavailable(error);
  } finally {
    await handle.close();
  }
}

/**
 * The first bytes of a regular file, at most `most`.
 *
 * @throws as `readRegular` does, but for its size
 */
export async function readHead(path: string, most: number): Promise<Buffer> {
  const handle = await openRegular(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(most), 0, most, 0);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    throw unavailable(error);
  } finally {
    await handle.close();
  }
}

const words: Record<string, string> = {
  EACCES: 'you may not read it: change its permissions',
  EPERM: 'you may not read it: change its permissions',
  ELOOP: 'it became a link while it was read',
  ENOENT: 'it disappeared while it was read',
  ENAMETOOLONG: 'its path is too long',
};

/** The system's error in words. */
export function unavailable(error: unknown): Unavailable {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return new Unavailable(words[code] ?? `it cannot be read: ${code || message}`);
}
