import assert from 'node:assert/strict';
import fc from 'fast-check';
import { toBars } from '../../../../src/helpers/show/figure/bins';

describe('toBars', () => {
  it('counts each value once, in the bar whose range contains it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 2, maxLength: 300 }),
        (x) => {
          fc.pre(Math.max(...x) - Math.min(...x) > 1e-3);
          const { x: centres, y: counts } = toBars({ type: 'histogram', x });
          const [places, heights] = [centres as number[], counts as number[]];
          assert.equal(
            heights.reduce((sum, count) => sum + count, 0),
            x.length,
          );
          assert.ok(heights.length <= 40, String(heights.length));
          const size = places.length > 1 ? places[1]! - places[0]! : Infinity;
          places.forEach((centre, k) => {
            const near = x.filter((value) => Math.abs(value - centre) < size * 0.499).length;
            const far = x.filter((value) => Math.abs(value - centre) <= size * 0.501).length;
            assert.ok(near <= heights[k]! && heights[k]! <= far, `${near} <= ${heights[k]} <= ${far}`);
          });
        },
      ),
      { seed: 1 },
    );
  });

  it('draws equal values as one bar', () => {
    assert.deepEqual(toBars({ type: 'histogram', x: [2, 2, 2] }).y, [3]);
  });
});
