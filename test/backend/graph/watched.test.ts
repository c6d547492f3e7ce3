import assert from 'node:assert/strict';
import { Watched } from '../../../src/backend/graph/watched';

describe('an object that is watched', () => {
  const build = (): Record<string, unknown> => ({
    rate: 0.1,
    none: NaN,
    flag: true,
    later: null,
    parts: [1],
  });

  it('has not changed while its numbers, flags and words are what they were', () => {
    const object = build();
    const watched = new Watched(object);
    (object.parts as number[]).push(2); // objects are not looked into
    object.parts = [3];
    Object.assign(object, build());
    assert.equal(watched.hasChanged, false);
  });

  for (const change of [{ rate: 0.2 }, { none: 0 }, { flag: false }, { later: 5 }, { another: 1 }])
    it(`has changed by ${JSON.stringify(change)}`, () => {
      const object = build();
      const watched = new Watched(object);
      Object.assign(object, change);
      assert.equal(watched.hasChanged, true);
    });
});
