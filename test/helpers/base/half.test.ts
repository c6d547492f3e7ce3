import assert from 'node:assert/strict';
import { toHalf } from '../../../src/helpers/base/half';
import { askPython } from '../../support/python';

describe('toHalf', () => {
  it("rounds as Python's struct does: random numbers of all sizes, ties, the smallest and the largest", () => {
    const values = [0, -0, 1, -2, 1 / 3, 65504, 65519, 2 ** -14, 2 ** -24, 2 ** -25, 3 * 2 ** -25, 1e-9];
    for (let k = 0; k < 2000; k++) values.push((Math.random() - 0.5) * 2 ** (40 * Math.random() - 26));
    for (let k = 0; k < 500; k++) values.push((1 + (2 * k + 1) / 2048) * 2 ** ((k % 28) - 14)); // halfway between two
    const floats = [...Float32Array.from(values)].filter((value) => Math.abs(value) < 65520);
    const expected = askPython<number[]>(
      "import struct\nprint(json.dumps([struct.unpack('<H', struct.pack('<e', v))[0] for v in x]))",
      floats.map((value) => (Object.is(value, -0) ? 0 : value)),
    );
    const got = [...toHalf(floats)];
    got.forEach((half, i) => {
      if (floats[i] !== 0) assert.equal(half, expected[i], `${floats[i]}`);
    });
  });

  it('keeps the sign of zero, NaN and the infinities', () => {
    assert.deepEqual([...toHalf([0, -0, Infinity, -Infinity, 1e6])], [0, 0x8000, 0x7c00, 0xfc00, 0x7c00]);
    const [nan] = toHalf([NaN]);
    assert.ok((nan! & 0x7c00) === 0x7c00 && (nan! & 0x3ff) > 0);
  });
});
