import assert from 'node:assert/strict';
import fc from 'fast-check';
import { toIdx } from '../../../src/helpers/data/idx';

/** An IDX file, written according to its definition. */
function write(shape: number[], values: number[]): Uint8Array {
  const sizes = shape.flatMap((size) => [size >>> 24, (size >>> 16) & 255, (size >>> 8) & 255, size & 255]);
  return Uint8Array.from([0, 0, 8, shape.length, ...sizes, ...values]);
}

describe('toIdx', () => {
  it('reads arrays of any shape', () => {
    const shapes = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(shapes, (shape) => {
        const values = Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, k) => (k * 37) % 256);
        const read = toIdx(write(shape, values));
        assert.deepEqual(read.shape, shape);
        assert.deepEqual([...read.values], values);
      }),
      { seed: 1 },
    );
  });

  for (const [what, bytes, message] of [
    ['an empty file', [], /it starts with \[\] \(expected \[0,0,8\]/],
    ['floats', [0, 0, 13, 1, 0, 0, 0, 1, 5], /unsigned bytes/],
    ['a truncated header', [0, 0, 8, 3, 0, 0], /a truncated header \(expected 3 sizes\)/],
    ['a value too few', [0, 0, 8, 1, 0, 0, 0, 3, 1, 2], /2 values \(expected 3 for \[3\]\)/],
  ] as const)
    it(`rejects ${what}`, () => assert.throws(() => toIdx(Uint8Array.from(bytes)), message));
});
