import assert from 'node:assert/strict';
import { group } from '../../../grading/run/batch';

describe('a batch of solutions', () => {
  it('loads a source once for at most 20 seeds, because what a process may say is limited, and leaves none out', () => {
    const solutions = Array.from({ length: 90 }, (_, at) => ({
      slug: '0-vanilla',
      path: 'a.ts',
      source: at % 3 ? 'often' : 'seldom',
      seed: at,
    }));
    const groups = group(solutions);
    assert.deepEqual(
      groups.map((same) => [same[0]!.source, same.length]),
      [
        ['seldom', 20],
        ['seldom', 10],
        ['often', 20],
        ['often', 20],
        ['often', 20],
      ],
    );
    assert.ok(groups.every((same) => same.every(({ source }) => source === same[0]!.source)));
    const places = groups.flat().map(({ at, seed }) => [at, seed]);
    assert.deepEqual(
      places.sort(([a], [b]) => a! - b!),
      solutions.map(({ seed }, at) => [at, seed]),
    );
  });
});
