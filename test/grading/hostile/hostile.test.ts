import assert from 'node:assert/strict';
import { Bait } from './judge';
import { points } from './points';
import { blames, losses, reaches } from './others';

/** The kinds of attacks. */
const kinds = { points, losses, blames, reaches };
/** One of so many of each kind is tried, and all by `npm run hostile`. */
const every = process.env.ALL_HOSTILE === '1' ? 1 : 8;

describe('hostile submissions', function () {
  this.timeout(600_000);
  const bait = new Bait();
  before(() => bait.open());
  after(() => bait.close());

  it('are at least 80, of four kinds', () => {
    assert.ok(Object.values(kinds).flat().length >= 80);
  });

  for (const [kind, hostile] of Object.entries(kinds)) {
    const chosen = hostile.filter((_, i) => i % every === 0);
    for (let i = 0; i < chosen.length; i += 8)
      it(`${kind}: ${chosen.slice(i, i + 8).map(({ name }) => name).join(', ')}`, () =>
        bait.judge(chosen.slice(i, i + 8))); // prettier-ignore
  }
});
