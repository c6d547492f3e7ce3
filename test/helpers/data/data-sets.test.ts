import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  chooseBackend,
  loadCatsAndDogs,
  loadCifar10,
  loadFashionMnist,
  type LabelledImages,
  type SplitImages,
} from '../../../src';
import { root } from '../../support/run';

/** Tests do not fetch hundreds of megabytes: they run only if the data set is on disk. */
function needsData(name: string) {
  return function (this: Mocha.Context) {
    if (!existsSync(join(root, 'data', name))) this.skip();
  };
}

/** The number of images of each class. */
const countClasses = ({ labels }: LabelledImages) =>
  labels.reduce<number[]>((counts, label) => ((counts[label] = (counts[label] ?? 0) + 1), counts), []);

/** Mean of each channel, from 0 to 1. */
function toMeans({ images, shape }: LabelledImages): number[] {
  const sums = Array<number>(shape[3]).fill(0);
  images.forEach((byte, i) => (sums[i % shape[3]]! += byte));
  return sums.map((sum) => sum / (images.length / shape[3]) / 255);
}

function assertNear(got: number[], want: number[], room: number): void {
  assert.equal(got.length, want.length);
  got.forEach((value, i) => assert.ok(Math.abs(value - want[i]!) < room, `${got} (expected ${want})`));
}

describe('loadCifar10', function () {
  this.timeout(180_000);
  before(chooseBackend);
  before(needsData('cifar10'));
  let whole: SplitImages;
  before(async () => {
    whole = await loadCifar10();
  });

  it('has 5,000 + 1,000 photographs per class, with the commonly used mean colour', () => {
    const { train, test } = whole;
    assert.deepEqual(
      [train.shape, test.shape],
      [
        [50_000, 32, 32, 3],
        [10_000, 32, 32, 3],
      ],
    );
    assert.deepEqual(countClasses(train), Array(10).fill(5000));
    assert.deepEqual(countClasses(test), Array(10).fill(1000));
    assertNear(toMeans(train), [0.49139968, 0.48215841, 0.44653091], 1e-6);
  });

  it('loads the first trainImages, even across files', async () => {
    const { train, test } = await loadCifar10(10_002);
    assert.deepEqual([train.shape[0], test.shape[0], train.labels.length], [10_002, 10_000, 10_002]);
    assert.deepEqual(train.labels, whole.train.labels.subarray(0, 10_002));
    assert.ok(Buffer.from(train.images).equals(whole.train.images.subarray(0, train.images.length)));
    await assert.rejects(
      loadCifar10(50_001),
      /invalid trainImages: 50001 \(expected a number from 1 to 50000/,
    );
  });

  it('has cats and dogs at 64 x 64, with their original brightness', async () => {
    const { train, test } = await loadCatsAndDogs();
    assert.deepEqual(
      [train.shape, test.shape],
      [
        [10_000, 64, 64, 3],
        [2000, 64, 64, 3],
      ],
    );
    assert.deepEqual(countClasses(train), [5000, 5000]);
    assertNear(
      toMeans(test),
      toMeans(test).map(() => 0.46),
      0.06,
    );
  });
});

describe('loadFashionMnist', function () {
  this.timeout(180_000);
  before(needsData('fashion-mnist'));

  it('has 6,000 + 1,000 images per class, in alternating classes, with the commonly used mean', async () => {
    const { train, test } = await loadFashionMnist();
    assert.deepEqual(
      [train.shape, test.shape],
      [
        [60_000, 28, 28, 1],
        [10_000, 28, 28, 1],
      ],
    );
    assert.deepEqual(countClasses(train), Array(10).fill(6000));
    assert.deepEqual(countClasses(test), Array(10).fill(1000));
    assert.deepEqual([...train.labels.slice(0, 12)], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]);
    assertNear(toMeans(train), [0.286], 2e-3); // the split is another one than the makers'
  });
});
