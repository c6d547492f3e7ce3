import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { chooseBackend } from '../../../src/backend';
import { toPixels, type LabelledImages } from '../../../src/helpers/data/labelled-images';

const count = 320;
const bytes = Uint8Array.from({ length: count * 256 }, (_, i) => (i * 7 + (i >> 8)) % 256);
const pictures: LabelledImages = {
  images: bytes,
  labels: new Uint8Array(count),
  shape: [count, 16, 16, 1],
};
const numbers = Float32Array.from(bytes, (byte) => byte / 255);
const pixels = () => toPixels(pictures, [256]);
const floats = () => tf.tensor2d(numbers, [count, 256]);

/** A model with the same weights in each call. */
function build(): tf.LayersModel {
  const kernelInitializer = tf.initializers.glorotUniform({ seed: 3 });
  const encoder = tf.layers.dense({ units: 8, activation: 'relu', inputShape: [256], kernelInitializer });
  const decoder = tf.layers.dense({ units: 256, activation: 'sigmoid', kernelInitializer });
  const model = tf.sequential({ layers: [encoder, decoder] });
  model.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });
  return model;
}

// Compares tensors of bytes with tensors of the same numbers.
describe('pixels stored as bytes', () => {
  before(() => chooseBackend());

  it('are read as byte / 255', () => {
    const x = pixels();
    assert.deepEqual(x.dataSync(), numbers);
    assert.deepEqual(tf.add(x, 1).dataSync(), tf.add(floats(), 1).dataSync());
    assert.deepEqual(x.dataSync(), numbers, 'after a kernel has used them');
    assert.deepEqual(tf.clone(x).reshape([count, 16, 16]).dataSync(), numbers);
    assert.deepEqual(tf.cast(x, 'float32').dataSync(), numbers);
    assert.deepEqual(tf.cast(x, 'bool').dataSync(), tf.cast(floats(), 'bool').dataSync());
  });

  it('give arrays that the caller may change, without changing a tensor made from them', () => {
    const read = pixels().dataSync();
    const copy = tf.tensor(read, [count, 256]);
    const before = tf.gather(copy, [0]).dataSync();
    read.fill(7);
    assert.deepEqual(tf.gather(copy, [0]).dataSync(), before);
    assert.deepEqual(copy.dataSync(), numbers);
  });

  it('stay as they were when the caller changes the array, even a Buffer, whose slices share its memory', () => {
    const images = Buffer.from(bytes);
    const x = toPixels({ ...pictures, images }, [256]);
    images.fill(7);
    assert.deepEqual(x.dataSync(), numbers);
  });

  it('have rows, and parts of rows, that are read as byte / 255', () => {
    for (const used of [false, true]) {
      const [x, y] = [pixels(), floats()];
      if (used) tf.add(x, 1);
      for (const take of [
        (t: tf.Tensor) => tf.gather(t, tf.tensor1d([5, 0, 319, 5], 'int32')),
        (t: tf.Tensor) => tf.slice(t, [3], [4]),
        (t: tf.Tensor) => tf.slice(t, [3, 0], [-1, 256]),
        (t: tf.Tensor) => tf.slice(tf.slice(t, 100, 20), [1, 9], [3, 5]),
        (t: tf.Tensor) => tf.gather(tf.slice(t, 100, 20), [19, 2]),
        (t: tf.Tensor) => tf.gather(t.reshape([-1, 16, 16, 1]), [7]),
        (t: tf.Tensor) => tf.slice(t.reshape([-1, 16, 16, 1]), [300], [20]),
      ]) {
        assert.deepEqual(take(x).shape, take(y).shape);
        assert.deepEqual(take(x).dataSync(), take(y).dataSync(), String(take));
      }
      assert.throws(() => tf.slice(x, [319], [2]), /Expected size\[0\]/);
    }
  });

  it('give exactly the same training, evaluation and prediction as numbers', async () => {
    const run = async (x: tf.Tensor) => {
      const model = build();
      const fit = { epochs: 3, batchSize: 32, shuffle: false, validationSplit: 0.25, verbose: 0 };
      const { history } = await model.fit(x, x, fit);
      const whole = (await model.trainOnBatch(x, x)) as number; // bytes fed in a single batch
      const loss = (model.evaluate(x, x, { batchSize: 64 }) as tf.Scalar).dataSync()[0];
      const predicted = (model.predict(x, { batchSize: 16 }) as tf.Tensor).dataSync();
      return { ...history, whole, loss, predicted: [...predicted] };
    };
    assert.deepEqual(await run(pixels()), await run(floats()));
  });

  it('are not converted as a whole during training', async () => {
    const many = {
      ...pictures,
      images: new Uint8Array(64 << 20).fill(9),
      shape: [1 << 18, 16, 16, 1],
    } as const;
    const before = process.memoryUsage().rss;
    const x = toPixels({ ...many, shape: [...many.shape] }, [256]);
    await build().fit(x, x, { epochs: 1, batchSize: 4096, validationSplit: 0.5, verbose: 0 });
    const grown = (process.memoryUsage().rss - before) / 2 ** 20;
    assert.ok(grown < 200, `${grown} MiB more, where the numbers alone would be 256`); // 70 to 135 were seen
  });

  it('are converted to numbers on a backend without the kernel', async () => {
    await tf.setBackend('cpu');
    try {
      assert.deepEqual(pixels().dataSync(), numbers);
    } finally {
      await tf.setBackend('tensorflow');
    }
  });

  it('reject an invalid count', () =>
    assert.throws(() => toPixels(pictures, [256], -1), /invalid count: -1/));
});
