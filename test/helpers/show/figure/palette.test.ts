import assert from 'node:assert/strict';
import { palette, shapes, toSteps } from '../../../../src/helpers/show/figure/palette';
import { ink } from '../../../../src/helpers/show/still/svg';
import { differenceCiede2000, sight, wcagContrast } from '../../../support/colours';

/** White paper, and the background of notebooks in JupyterLab's dark theme. */
const grounds = ['#ffffff', '#111111'];

/** How a colour looks with each kind of colour vision, and how different two colours must look (2 is just seen). */
const eyes: Record<string, [see: (colour: string) => unknown, least: number]> = {
  'all kinds of cones': [(colour) => colour, 11],
  'no long-wave cones': [sight.filterDeficiencyProt(1), 11],
  'no medium-wave cones': [sight.filterDeficiencyDeuter(1), 11],
  'no short-wave cones': [sight.filterDeficiencyTrit(1), 11],
  'no colour vision': [sight.filterGrayscale(1), 2], // ten greys between the two backgrounds; shapes help
};

describe('palette', () => {
  it('has ten colours with a contrast of at least 3 to white and to the dark background', () => {
    assert.equal(palette.length, 10);
    for (const colour of palette)
      for (const ground of grounds)
        assert.ok(
          wcagContrast(colour, ground) >= 3,
          `${colour} on ${ground}: ${wcagContrast(colour, ground)}`,
        );
  });

  it('text on transparent images has a contrast of at least 4.2 to both, the most that one colour can have', () => {
    for (const ground of grounds) assert.ok(wcagContrast(ink, ground) >= 4.2, `${wcagContrast(ink, ground)}`);
    assert.ok(Math.sqrt(wcagContrast('#ffffff', '#111111')) < 4.5);
  });

  for (const [who, [see, least]] of Object.entries(eyes))
    it(`the colours are distinguishable for eyes with ${who}`, () => {
      const difference = differenceCiede2000();
      const pairs = palette.flatMap((a, i) => palette.slice(i + 1).map((b) => [a, b] as const));
      for (const [a, b] of pairs) {
        const seen = difference(see(a), see(b));
        assert.ok(seen >= least, `${a} and ${b}: ${seen}`);
      }
    });

  it('each colour has a shape of its own, and a character that shows it', () => {
    for (const key of ['symbol', 'sign'] as const)
      assert.equal(new Set(shapes.map((shape) => shape[key])).size, palette.length);
  });

  it('makes a colour scale with flat steps', () => {
    const [first, second] = palette as [string, string];
    assert.deepEqual(toSteps(2), [
      [0, first],
      [0.5, first],
      [0.5, second],
      [1, second],
    ]);
  });
});
