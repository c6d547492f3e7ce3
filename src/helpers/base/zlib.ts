import { deflateSync } from 'node:zlib';

export { crc32 } from 'node:zlib';

/** Compresses bytes as well as possible, in zlib's format. */
export const deflate = (bytes: Uint8Array): Uint8Array => deflateSync(bytes, { level: 9 });
