const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/**
 * Numbers as half floats (IEEE 754 binary16): two bytes each, about three decimal digits. Rounds to the nearest, ties to even;
 * what is beyond 65,504 becomes infinite.
 */
export function toHalf(values: ArrayLike<number>): Uint16Array {
  return Uint16Array.from(values, halfOf);
}

/** The same as bytes, low byte first. */
export function toHalfBytes(values: ArrayLike<number>): Uint8Array {
  const halves = toHalf(values);
  const bytes = new DataView(new ArrayBuffer(2 * halves.length));
  halves.forEach((half, i) => bytes.setUint16(2 * i, half, true));
  return new Uint8Array(bytes.buffer);
}

function halfOf(value: number): number {
  float[0] = value;
  const sign = (bits[0]! >>> 16) & 0x8000;
  const size = bits[0]! & 0x7fff_ffff;
  if (size > 0x7f80_0000) return sign | 0x7e00; // NaN
  if (size >= 0x4780_0000) return sign | 0x7c00; // 65,536 and more
  if (size < 0x3880_0000) return sign | toEven(Math.abs(float[0]) * 2 ** 24); // below 2^-14: multiples of 2^-24
  const rounded = size + 0xfff + ((size >>> 13) & 1); // 13 of the 23 bits of the fraction are dropped
  return sign | ((rounded - 0x3800_0000) >>> 13);
}

function toEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}
