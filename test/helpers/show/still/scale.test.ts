import assert from 'node:assert/strict';
import type { Axis } from '../../../../src/helpers/show/figure/figure';
import { Scale } from '../../../../src/helpers/show/still/scale';

/** The labels of an axis of 200 pixels, from the first pixel to the last. */
function toLabels(axis: Axis, low: number, high: number): string[] {
  const scale = new Scale(axis, []);
  scale.fit([{ low, high, pad: 0 }], 0, 200);
  return scale.toTicks(45).map(({ label }) => label);
}

describe('the labels of an axis', () => {
  it('omit those that would overlap a rounder one on a log axis', () => {
    assert.deepEqual(toLabels({ type: 'log' }, Math.log10(0.075), Math.log10(0.42)), [
      '0.08',
      '0.1',
      '0.2',
      '0.3',
      '0.4',
    ]);
  });

  it('are the requested ones', () => {
    assert.deepEqual(toLabels({ tickvals: [1, 2], ticktext: ['one', 'two'] }, 0, 3), ['one', 'two']);
    assert.deepEqual(toLabels({ dtick: 1 }, 1, 3), ['1', '2', '3']);
    assert.deepEqual(toLabels({ visible: false }, 1, 3), []);
  });

  it('are thinned out if there are many names', () => {
    const names = Array.from({ length: 40 }, (_, k) => `class ${k}`);
    const scale = new Scale({}, names);
    scale.fit([{ low: -0.5, high: 39.5, pad: 0 }], 0, 300);
    const shown = scale.toTicks(60).map(({ label }) => label);
    assert.deepEqual(shown, ['class 0', 'class 8', 'class 16', 'class 24', 'class 32']);
  });
});
