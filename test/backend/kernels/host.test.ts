import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { chooseBackend } from '../../../src/backend';

// Compares computations in JavaScript for TensorFlow with JavaScript's arrays.
describe('small tensors held by JavaScript', () => {
  before(() => chooseBackend());

  it('are sliced like arrays', () =>
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1 }),
        fc.nat(),
        fc.nat(),
        (all, a, b) => {
          const begin = a % all.length;
          const size = b % (all.length - begin + 1);
          for (const dtype of ['float32', 'int32'] as const) {
            const slice = tf.slice(tf.tensor1d(all, dtype), begin, size || -1);
            assert.equal(slice.dtype, dtype);
            assert.deepEqual([...slice.dataSync()], all.slice(begin, size ? begin + size : undefined));
          }
        },
      ),
    ));

  it('reject a slice beyond the end', () =>
    assert.throws(() => tf.slice(tf.tensor1d([1, 2, 3]), 2, 2), /Expected size\[0\] in \[0, 1\], but got 2/));

  it('are added, multiplied and rounded', () => {
    assert.equal(tf.add(tf.scalar(0.1), 0.2).dataSync()[0], Math.fround(Math.fround(0.1) + Math.fround(0.2)));
    assert.equal(tf.mul(tf.scalar(3), tf.scalar(0.1)).dataSync()[0], Math.fround(3 * Math.fround(0.1)));
    assert.deepEqual([...tf.cast(tf.tensor1d([-1.7, 0.9, 2]), 'int32').dataSync()], [-1, 0, 2]);
    const [x, dx] = [tf.scalar(3), tf.grad((v) => tf.mul(v, v))(tf.scalar(3))];
    assert.deepEqual([x.dataSync()[0], dx.dataSync()[0]], [3, 6]);
  });

  it('gathered rows can be read, and count as one tensor', () => {
    const x = tf.tensor2d([0, 1, 2, 3, 4, 5], [3, 2]);
    const before = tf.memory().numTensors;
    const rows = tf.gather(x, tf.tensor1d([2, 0, 2], 'int32'));
    assert.deepEqual(rows.shape, [3, 2]);
    assert.deepEqual([...tf.add(rows, 1).dataSync()], [5, 6, 1, 2, 5, 6]);
    assert.deepEqual([...rows.dataSync()], [4, 5, 0, 1, 4, 5]);
    const same = tf.gather(x, [2, 0, 2]);
    rows.dispose();
    x.dispose();
    assert.deepEqual([...same.dataSync()], [4, 5, 0, 1, 4, 5]);
    assert.ok(tf.memory().numTensors <= before + 4);
    assert.throws(() => tf.gather(tf.tensor2d([[1]]), [1]).dataSync());
  });
});
