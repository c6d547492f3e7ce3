import { createHash } from 'node:crypto';

/** The SHA-256 of bytes, in hexadecimal. */
export const toSha256 = async (bytes: Uint8Array): Promise<string> =>
  createHash('sha256').update(bytes).digest('hex');
