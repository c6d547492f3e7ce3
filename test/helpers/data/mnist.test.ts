import assert from 'node:assert/strict';
import { loadDataSet } from '../../../src/helpers/data/fetch/data-set';
import { toPixels } from '../../../src/helpers/data/labelled-images';
import { loadMnist } from '../../../src/helpers/data/mnist';

describe('loadMnist', () => {
  it('has 60,000 + 10,000 digits, with the published number per class', async () => {
    const { train, test } = await loadMnist();
    assert.deepEqual(train.shape, [60000, 28, 28, 1]);
    assert.deepEqual(test.shape, [10000, 28, 28, 1]);
    const counts = (labels: Uint8Array) =>
      Array.from({ length: 10 }, (_, d) => labels.filter((l) => l === d).length);
    assert.deepEqual(counts(train.labels), [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
    assert.deepEqual(counts(test.labels), [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
  });

  it('has the commonly used mean and deviation of pixels', async () => {
    const { train } = await loadMnist();
    let [sum, squares] = [0, 0];
    for (const byte of train.images) {
      sum += byte / 255;
      squares += (byte / 255) ** 2;
    }
    const mean = sum / train.images.length;
    assert.ok(Math.abs(mean - 0.1307) < 5e-5);
    assert.ok(Math.abs(Math.sqrt(squares / train.images.length - mean ** 2) - 0.3081) < 5e-5);
  });

  it('converts to tensors from 0 to 1 in the requested shape', async () => {
    const { test } = await loadMnist();
    const flat = toPixels(test, [784], 3);
    assert.deepEqual(flat.shape, [3, 784]);
    assert.equal(flat.max().dataSync()[0], 1);
    assert.deepEqual(toPixels(test, undefined, 2).shape, [2, 28, 28, 1]);
    assert.throws(
      () => toPixels(test, [783]),
      /invalid shape: \[783\] \(expected 784 numbers, for images of shape \[28,28,1\]\)/,
    );
  });

  it('rejects an unknown data set', async () => {
    await assert.rejects(loadDataSet('mnits'), /invalid data set: mnits/);
  });
});
