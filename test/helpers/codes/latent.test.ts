import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { chooseBackend } from '../../../src/backend';
import { buildGrid, buildNeighbours, buildWalk } from '../../../src/helpers/codes/latent';
import { assertClose, mean } from '../../support/float64';

describe('latent', () => {
  before(chooseBackend);

  it('builds a grid whose rows have a constant first dimension', () => {
    const grid = buildGrid(25);
    assert.deepEqual(grid.shape, [625, 2]);
    const expected = Array.from({ length: 625 }, (_, i) => [-3 + Math.floor(i / 25) / 4, -3 + (i % 25) / 4]);
    assertClose(grid.dataSync(), expected.flat());
    assertClose(buildGrid(2, 0, 1).dataSync(), [0, 0, 0, 1, 1, 0, 1, 1]);
  });

  it('walks from one code to another in equal steps', () => {
    const walk = buildWalk(tf.tensor1d([0, 10]), tf.tensor1d([3, -2]), 4);
    assert.deepEqual(walk.shape, [4, 2]);
    assertClose(walk.dataSync(), [0, 10, 1, 6, 2, 2, 3, -2]);
    assert.deepEqual(buildWalk(tf.zeros([1, 5]), tf.ones([1, 5]), 3).shape, [3, 5]);
  });

  it('draws neighbours at the requested distance, repeatable with a seed', () => {
    const codes = tf.fill([500, 40], 7);
    const values = [...buildNeighbours(codes, 0.1, 1).dataSync()];
    const spread = Math.sqrt(mean(values.map((v) => (v - 7) ** 2)));
    assert.ok(Math.abs(spread - 0.1) < 0.004, `${spread}`);
    assert.deepEqual([...buildNeighbours(codes, 0.1, 1).dataSync()], values);
    assert.notDeepEqual([...buildNeighbours(codes, 0.1, 2).dataSync()], values);
  });

  it('rejects invalid arguments', () => {
    assert.throws(() => buildGrid(1), /invalid side: 1 \(expected a number from 2/);
    assert.throws(() => buildGrid(2.5), /invalid side: 2.5/);
    assert.throws(() => buildGrid(5, 3, -3), /invalid max: -3/);
    assert.throws(
      () => buildWalk(tf.zeros([2]), tf.zeros([3]), 4),
      /invalid to: shape \[3\] \(expected \[2\]/,
    );
    assert.throws(() => buildWalk(tf.zeros([2]), tf.zeros([2]), 1), /invalid steps: 1/);
    assert.throws(() => buildNeighbours(tf.zeros([2, 2]), -1), /invalid stddev: -1/);
  });
});
