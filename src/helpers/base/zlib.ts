import { crc32 as crcOf, deflateSync } from 'node:zlib';

/** The CRC-32 of bytes. */
export const crc32 = (bytes: Uint8Array): number => crcOf(bytes);

/** Compresses bytes as well as possible, in zlib's format. */
export const deflate = (bytes: Uint8Array): Uint8Array => deflateSync(bytes, { level: 9 });
