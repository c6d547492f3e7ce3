import assert from 'node:assert/strict';
import { chooseBackend, resizePictures } from '../../../src';

describe('resizePictures', () => {
  before(chooseBackend);

  it('interpolates between the nearest old pixels, weighted by distance', () => {
    const part = { images: Uint8Array.of(0, 100, 200, 40), labels: Uint8Array.of(7), shape: [1, 2, 2, 1] };
    const { images, labels, shape } = resizePictures(part as Parameters<typeof resizePictures>[0], 4);
    assert.deepEqual(shape, [1, 4, 4, 1]);
    assert.deepEqual([...labels], [7]);
    // Old pixels are at 0 and 2 of the new four: in between is their mean, beyond the last its own value.
    const rows = [
      [0, 50, 100, 100],
      [100, 85, 70, 70],
      [200, 120, 40, 40],
      [200, 120, 40, 40],
    ];
    assert.deepEqual([...images], rows.flat());
    assert.deepEqual([...part.images], [0, 100, 200, 40]);
  });

  it('resizes any number of images, even more than one chunk', () => {
    const images = Uint8Array.from({ length: 2300 * 3 }, (_, i) => (i * 7) % 256);
    const labels = new Uint8Array(2300);
    const resized = resizePictures({ images, labels, shape: [2300, 1, 1, 3] }, 2);
    assert.deepEqual(resized.shape, [2300, 2, 2, 3]);
    for (const i of [0, 999, 1000, 2299])
      for (let pixel = 0; pixel < 4; pixel++)
        assert.deepEqual(
          resized.images.subarray(i * 12 + pixel * 3, i * 12 + pixel * 3 + 3),
          images.subarray(i * 3, i * 3 + 3),
        );
  });

  it('rejects an invalid side', () => {
    const part = { images: new Uint8Array(4), labels: new Uint8Array(1), shape: [1, 2, 2, 1] };
    assert.throws(
      () => resizePictures(part as Parameters<typeof resizePictures>[0], 0),
      /invalid side: 0 \(expected/,
    );
  });
});
