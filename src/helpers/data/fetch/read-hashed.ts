import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

const atOnce = 4 << 20; // bytes

/**
 * A file and its SHA-256 as hexadecimal digits, computed of each part while the next is read.
 *
 * @param size its size in bytes
 * @throws if the file cannot be read, or has another size
 * @example
 * const { bytes, sha256 } = await readHashed('labels', 60_008);
 */
export async function readHashed(path: string, size: number): Promise<{ bytes: Uint8Array; sha256: string }> {
  const file = await open(path);
  try {
    if ((await file.stat()).size !== size) throw new Error(`invalid ${path}: expected ${size} bytes`);
    const bytes = new Uint8Array(size);
    const hash = createHash('sha256');
    const read = async (start: number): Promise<number> =>
      start < size ? (await file.read(bytes, start, Math.min(atOnce, size - start), start)).bytesRead : 0;
    let next = read(0);
    for (let start = 0; start < size;) {
      const count = await next;
      if (!count) throw new Error(`invalid ${path}: it ends after ${start} bytes (expected ${size})`);
      next = read(start + count);
      next.catch(() => undefined); // thrown where it is awaited
      hash.update(bytes.subarray(start, start + count));
      start += count;
    }
    return { bytes, sha256: hash.digest('hex') };
  } finally {
    await file.close();
  }
}
