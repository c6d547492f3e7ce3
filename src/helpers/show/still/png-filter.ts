/** What a filter predicts of a byte from those of the pixel to its left, above it, and to the left of that. */
type Predict = (left: number, above: number, corner: number) => number;

/** The filters by their number: none, sub, up, average, Paeth. */
const filters: Predict[] = [
  () => 0,
  (left) => left,
  (_left, above) => above,
  (left, above) => (left + above) >> 1,
  (left, above, corner) => {
    const [a, b, c] = [
      Math.abs(above - corner),
      Math.abs(left - corner),
      Math.abs(left + above - 2 * corner),
    ];
    return a <= b && a <= c ? left : b <= c ? above : corner;
  },
];

/**
 * Rows of a PNG, each stored with the filter that leaves the smallest differences, whose number comes first.
 *
 * Source: Portable Network Graphics (PNG) Specification, W3C 2003, section 9.
 *
 * @param bytes the rows one after another
 * @param length bytes of a row
 * @param pixel bytes of a pixel
 */
export function filterRows(bytes: Uint8Array, length: number, pixel: number): Uint8Array {
  const count = bytes.length / length;
  const rows = new Uint8Array((length + 1) * count);
  const trial = new Uint8Array(length);
  for (let y = 0; y < count; y++) {
    const row = bytes.subarray(y * length, (y + 1) * length);
    const above = y ? bytes.subarray((y - 1) * length, y * length) : new Uint8Array(length);
    if (y && isEqual(row, above)) {
      rows[y * (length + 1)] = 2; // up: all differences are zero, as in most rows of an enlarged image
      continue;
    }
    let least = Infinity;
    for (const [number, predict] of filters.entries()) {
      let sum = 0;
      for (let k = 0; k < length && sum < least; k++) {
        const isFirst = k < pixel;
        const guess = predict(isFirst ? 0 : row[k - pixel]!, above[k]!, isFirst ? 0 : above[k - pixel]!);
        trial[k] = row[k]! - guess;
        sum += trial[k]! < 128 ? trial[k]! : 256 - trial[k]!;
      }
      if (sum >= least) continue;
      least = sum;
      rows[y * (length + 1)] = number;
      rows.set(trial, y * (length + 1) + 1);
    }
  }
  return rows;
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return false;
  return true;
}
