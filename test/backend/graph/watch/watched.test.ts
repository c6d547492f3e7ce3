import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { collectPure } from '../../../../src/backend/graph/watch/pure';
import { Watched } from '../../../../src/backend/graph/watch/watched';

describe('a watched object', () => {
  before(() => collectPure());

  const build = () => tf.layers.timeDistributed({ layer: tf.layers.dropout({ rate: 0.5 }), name: 'outer' });
  const inner = (layer: tf.layers.Layer) => (layer as unknown as { layer: Record<string, unknown> }).layer;

  it('has not changed if its properties, including nested ones, are the same', () => {
    const layer = build();
    const watched = new Watched(layer);
    Object.assign(inner(layer), { rate: 0.5, dropoutMask: null });
    assert.equal(watched.hasChanged, false);
    assert.equal(watched.hasCustomCode, false);
  });

  for (const change of [{ rate: 0.2 }, { rate: NaN }, { trainable_: false }, { call: () => tf.scalar(0) }])
    it(`has changed if ${Object.keys(change).join()} of a nested layer has`, () => {
      const layer = build();
      const watched = new Watched(layer);
      Object.assign(inner(layer), change);
      assert.equal(watched.hasChanged, true);
    });

  it('contains custom code if a nested layer is of a custom class', () => {
    class Own extends tf.layers.Layer {
      static readonly className = 'OwnOfWatched';
    }
    assert.equal(new Watched(tf.layers.timeDistributed({ layer: new Own() })).hasCustomCode, true);
  });
});
