import assert from 'node:assert/strict';
import fc from 'fast-check';
import { toLabel, toLabels, toLogTicks, toTicks } from '../../../../src/helpers/show/figure/ticks';

describe('ticks', () => {
  it('are round, evenly spaced, in range and about as many as requested', () => {
    const ranges = fc.tuple(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
    );
    fc.assert(
      fc.property(ranges, fc.integer({ min: 2, max: 15 }), ([low, size], count) => {
        const ticks = toTicks(low, low + size, count);
        assert.ok(ticks.length >= 1 && ticks.length <= count + 1, String(ticks));
        const step = ticks.length > 1 ? (ticks.at(-1)! - ticks[0]!) / (ticks.length - 1) : 1;
        ticks.forEach((tick, k) => {
          assert.ok(
            tick >= low - 1e-6 * step && tick <= low + size + 1e-6 * step,
            `${tick} in ${low}, ${low + size}`,
          );
          assert.ok(Math.abs(tick - ticks[0]! - k * step) < 1e-6 * step + 1e-9 * Math.abs(tick));
        });
        assert.ok(
          [1, 2, 5].includes(Math.round(step / 10 ** Math.floor(Math.log10(step * 1.0001)))),
          String(step),
        );
      }),
      { seed: 1 },
    );
  });

  it('on a log axis are powers of ten, with more in between if those are few', () => {
    assert.deepEqual(toLogTicks(-2, 1, 8), [0.01, 0.1, 1, 10]);
    assert.deepEqual(toLogTicks(Math.log10(0.02), Math.log10(0.25), 8), [0.02, 0.05, 0.1, 0.2]);
    assert.deepEqual(toLogTicks(Math.log10(0.081), Math.log10(0.099), 4), [0.085, 0.09, 0.095]);
  });

  it('are written with the precision of the finest', () => {
    assert.deepEqual(toLabels([0, 0.05, 0.1]), ['0.00', '0.05', '0.10']);
    assert.deepEqual(toLabels([-2, 0, 2]), ['−2', '0', '2']);
    assert.deepEqual([toLabel(10_000), toLabel(2e-7), toLabel(1e9)], ['10,000', '2e−7', '1e9']);
  });
});
