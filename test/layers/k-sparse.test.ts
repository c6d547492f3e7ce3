import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { chooseBackend } from '../../src/backend';
import { kSparse } from '../../src/layers/k-sparse';
import { assertClose } from '../support/float64';
import { saveAndLoad } from '../support/layer';

/** The k largest of `row`, with the rest set to 0; among equals, the first. */
function keepLargest(row: number[], k: number): number[] {
  const order = row.map((_, i) => i).sort((a, b) => row[b]! - row[a]! || a - b);
  return row.map((value, i) => (order.indexOf(i) < k ? value : 0));
}
const run = (rows: number[][], k: number) =>
  tf.tidy(() => (kSparse({ k }).apply(tf.tensor2d(rows)) as tf.Tensor2D).arraySync());
const whole = fc.integer({ min: -4, max: 4 });

describe('kSparse', () => {
  before(chooseBackend);

  it('keeps the k largest of each sample, even among equals', () => {
    const rows = fc
      .integer({ min: 1, max: 9 })
      .chain((units) =>
        fc.tuple(
          fc.array(fc.array(whole, { minLength: units, maxLength: units }), { minLength: 1, maxLength: 5 }),
          fc.integer({ min: 1, max: units }),
        ),
      );
    fc.assert(
      fc.property(rows, ([x, k]) =>
        assert.deepEqual(
          run(x, k).map((row) => row.map((v) => v + 0)),
          x.map((row) => keepLargest(row, k)),
        ),
      ),
      { seed: 1, numRuns: 60 },
    );
  });

  it('passes the gradient of those, and no other', () => {
    const x = tf.tensor2d([[0.3, 2, -1, 1.5]]);
    const weights = tf.tensor2d([[5, 6, 7, 8]]);
    const layer = kSparse({ k: 2 });
    const gradient = tf.grad((x) => (layer.apply(x) as tf.Tensor).mul(weights).sum())(x);
    assertClose(gradient.dataSync(), [0, 6, 0, 8]);
  });

  it('keeps its k when a model is saved and loaded', async () => {
    const input = tf.input({ shape: [4] });
    const model = tf.model({ inputs: input, outputs: kSparse({ k: 1 }).apply(input) as tf.SymbolicTensor });
    const loaded = await saveAndLoad(model);
    assertClose((loaded.predict(tf.tensor2d([[1, 4, 3, 2]])) as tf.Tensor).dataSync(), [0, 4, 0, 0]);
  });

  it('rejects an invalid k', () => {
    assert.throws(() => kSparse({ k: 0 }), /invalid k: 0 \(expected whole numbers of at least 1\)/);
    assert.throws(() => kSparse({ k: 1.5 }), /invalid k: 1.5/);
    assert.throws(
      () => kSparse({ k: 5 }).apply(tf.input({ shape: [4] })),
      /invalid k: 5 \(expected at most the 4/,
    );
  });
});
