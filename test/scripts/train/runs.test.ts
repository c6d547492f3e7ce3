import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { runs, smallRuns } from '../../../scripts/train/runs';
import { chooseBackend, loadCatsAndDogs, loadCifar10, type LabelledImages } from '../../../src';

/** Three grey images of a shape. */
function fake(height: number, width: number, channels: number): LabelledImages {
  const images = new Uint8Array(3 * height * width * channels).fill(51);
  return { images, labels: Uint8Array.from([0, 1, 2]), shape: [3, height, width, channels] };
}

describe('runs', () => {
  before(chooseBackend);

  it('contain the four tasks and every model of the lessons', () => {
    assert.deepEqual(Object.keys(runs).slice(0, 4), [
      '0-vanilla',
      '1-sparse',
      '2-convolutional',
      '3-variational',
    ]);
    assert.equal(Object.keys(runs).length, 20);
  });

  for (const [name, run] of Object.entries({ ...runs, ...smallRuns }))
    it(`data, model and pictures of ${name} have matching shapes`, () => {
      const load: unknown = run.load;
      const part =
        load === loadCifar10 ? fake(32, 32, 3) : load === loadCatsAndDogs ? fake(64, 64, 3) : fake(28, 28, 1);
      const { auto, decoder } = run.build();
      const x = run.toInput(part);
      assert.deepEqual(run.toInput(part, 2).shape, [2, ...x.shape.slice(1)]);
      const y = auto.predict(x) as tf.Tensor;
      assert.deepEqual(y.shape, x.shape);
      assert.deepEqual(decoder.outputShape, [null, ...x.shape.slice(1)]);
      const pictures = run.toPictures(x);
      assert.deepEqual(pictures.shape, part.shape);
      assert.ok(pictures.sub(0.2).abs().max().dataSync()[0]! < 1e-6);
      assert.ok(Number.isFinite((auto.evaluate(x, x) as tf.Scalar).dataSync()[0]));
    });
});
