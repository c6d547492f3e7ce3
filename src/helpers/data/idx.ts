/** An array in IDX format: unsigned bytes, in row-major order. */
export interface Idx {
  shape: number[];
  values: Uint8Array;
}

/**
 * Reads MNIST's IDX format: a big-endian header `00 00 08 rank`, one 32-bit size per dimension, then the bytes.
 *
 * @throws if the header is invalid, or the sizes do not match the length
 * @see http://yann.lecun.com/exdb/mnist, "The IDX file format"
 * @example
 * toIdx(readFileSync('t10k-images-idx3-ubyte')).shape; // [10000, 28, 28]
 */
export function toIdx(bytes: Uint8Array): Idx {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint16(0) !== 0 || view.getUint8(2) !== 8)
    throw new Error(
      `invalid IDX file: it starts with [${bytes.slice(0, 3)}] (expected [0,0,8]: unsigned bytes)`,
    );
  const rank = view.getUint8(3);
  const start = 4 + 4 * rank;
  if (bytes.length < start) throw new Error(`invalid IDX file: a truncated header (expected ${rank} sizes)`);
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const expected = shape.reduce((product, size) => product * size, 1);
  if (bytes.length - start !== expected)
    throw new Error(`invalid IDX file: ${bytes.length - start} values (expected ${expected} for [${shape}])`);
  return { shape, values: bytes.subarray(start) };
}
