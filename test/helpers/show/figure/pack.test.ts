import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pack } from '../../../../src/helpers/show/figure/pack';

interface Packed {
  dtype: 'i1' | 'f4';
  bdata: string;
  shape?: string;
}

/** Decodes a packed array like Plotly (https://plotly.com/javascript/): little-endian bytes in base64. */
function unpack({ dtype, bdata }: Packed): number[] {
  const bytes = Buffer.from(bdata, 'base64');
  const size = { i1: 1, f4: 4 }[dtype];
  return Array.from({ length: bytes.length / size }, (_, k) =>
    dtype === 'i1' ? bytes.readInt8(k) : bytes.readFloatLE(k * size),
  );
}

describe('pack', () => {
  it('keeps whole numbers exact, and others to seven digits', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -127, max: 127 }), { minLength: 33 }), (list) => {
        const packed = pack(list) as Packed;
        assert.equal(packed.dtype, 'i1');
        assert.deepEqual(unpack(packed), list);
      }),
      { seed: 1 },
    );
    const numbers = Array.from({ length: 100 }, (_, k) => Math.sin(k) * 10 ** (k % 20));
    unpack(pack(numbers) as Packed).forEach((value, k) =>
      assert.ok(Math.abs(value - numbers[k]!) <= 1e-7 * Math.abs(numbers[k]!)),
    );
  });

  it('keeps missing values missing', () => {
    const values = unpack(pack([...Array<number>(40).fill(0.5), NaN]) as Packed);
    assert.ok(Number.isNaN(values[40]));
  });

  it('packs rows with their shape, if all have the same length', () => {
    const rows = Array.from({ length: 5 }, (_, r) => Array.from({ length: 9 }, (_, c) => 10 * r + c));
    const { shape, ...packed } = pack(rows) as Packed;
    assert.deepEqual([shape, unpack(packed)], ['5, 9', rows.flat()]);
    assert.deepEqual(pack([[1], [1, 2]]), [[1], [1, 2]]);
  });

  it('does not change short lists, names and everything else', () => {
    const figure = { x: [1, 2], names: Array<string>(50).fill('a'), on: true, none: null };
    assert.deepEqual(pack(figure), figure);
  });
});
