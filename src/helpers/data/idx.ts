/** An array as the IDX format holds it: unsigned bytes, the last dimension varying fastest. */
export interface Idx {
  shape: number[];
  values: Uint8Array;
}

/**
 * Reads the IDX format that MNIST came in: a big-endian header `00 00 08 rank`, one 32-bit size a dimension, bytes.
 *
 * @throws when the header is none, or the sizes and the length do not agree
 * @see http://yann.lecun.com/exdb/mnist, "The IDX file format"
 * @example
 * toIdx(readFileSync('t10k-images-idx3-ubyte')).shape; // [10000, 28, 28]
 */
export function toIdx(bytes: Uint8Array): Idx {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint16(0) !== 0 || view.getUint8(2) !== 8)
    throw new Error('invalid IDX file: expected it to start with the bytes 0, 0, 8 (unsigned bytes)');
  const rank = view.getUint8(3);
  const start = 4 + 4 * rank;
  if (bytes.length < start) throw new Error(`invalid IDX file: the header of ${rank} sizes is cut off`);
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const expected = shape.reduce((product, size) => product * size, 1);
  if (bytes.length - start !== expected)
    throw new Error(
      `invalid IDX file: expected ${expected} values for [${shape}], got ${bytes.length - start}`,
    );
  return { shape, values: bytes.subarray(start) };
}
