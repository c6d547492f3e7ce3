import assert from 'node:assert/strict';
import { palette, toSteps } from '../../../../src/helpers/show/figure/palette';

type Rgb = [number, number, number];

/** Simulations of colour blindness: matrices on linear RGB at severity 1, Machado et al. 2009, table 1. */
const eyes: Record<string, number[][]> = {
  'all kinds of cones': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  'no long-wave cones': [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  'no medium-wave cones': [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  'no short-wave cones': [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const toLinear = (hex: string): Rgb =>
  [1, 3, 5].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as Rgb;

const multiply = (matrix: number[][], colour: Rgb): Rgb =>
  matrix.map((row) => row.reduce((sum, factor, k) => sum + factor * colour[k]!, 0)) as Rgb;

/** CIE L*a*b* under D65. */
function toLab(colour: Rgb): Rgb {
  const [x, y, z] = multiply(
    [
      [0.4124, 0.3576, 0.1805],
      [0.2126, 0.7152, 0.0722],
      [0.0193, 0.1192, 0.9505],
    ],
    colour.map((part) => Math.min(1, Math.max(0, part))) as Rgb,
  );
  const f = (t: number): number => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const [fx, fy, fz] = [f(x / 0.9505), f(y), f(z / 1.089)];
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
}

describe('palette', () => {
  for (const [who, matrix] of Object.entries(eyes))
    it(`has ten colours distinguishable from each other and from white for eyes with ${who}`, () => {
      const seen = [...palette, '#ffffff'].map((hex) => toLab(multiply(matrix, toLinear(hex))));
      const distances = seen.flatMap((a, i) =>
        seen.slice(i + 1).map((b) => Math.hypot(...a.map((v, k) => v - b[k]!))),
      );
      assert.equal(palette.length, 10);
      assert.ok(Math.min(...distances) > 8, String(Math.min(...distances))); // 2.3 is just seen
    });

  it('makes a colour scale with flat steps', () => {
    const [blue, orange] = palette as [string, string];
    assert.deepEqual(toSteps(2), [
      [0, blue],
      [0.5, blue],
      [0.5, orange],
      [1, orange],
    ]);
  });
});
