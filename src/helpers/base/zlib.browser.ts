interface Fflate {
  zlibSync(bytes: Uint8Array, options: { level: 6 | 9 }): Uint8Array;
}

/** Compresses bytes as well as possible, in zlib's format; the browser's own `CompressionStream` is asynchronous. */
export const deflate = (bytes: Uint8Array): Uint8Array =>
  (require('fflate') as Fflate).zlibSync(bytes, { level: 9 });

/** Compresses the filtered rows of a PNG, in zlib's format: fast, and well enough. */
export const deflateFiltered = (bytes: Uint8Array): Uint8Array =>
  (require('fflate') as Fflate).zlibSync(bytes, { level: 6 });

/** Source: Portable Network Graphics (PNG) Specification, W3C 2003, Annex D. */
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1;
  return rest;
});

/** The CRC-32 of bytes. */
export function crc32(bytes: Uint8Array): number {
  let rest = 0xffffffff;
  for (const byte of bytes) rest = table[(rest ^ byte) & 255]! ^ (rest >>> 8);
  return ~rest >>> 0;
}
