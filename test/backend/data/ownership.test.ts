import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { chooseBackend } from '../../../src/backend';
import { toPixels } from '../../../src/helpers/data/labelled-images';

// Arrays that JavaScript keeps instead of TensorFlow, and changes to them.
describe('an array that a kernel has used', () => {
  before(() => chooseBackend());

  const uses: Record<string, (x: tf.Tensor2D) => tf.Tensor> = {
    gathered: (x) => tf.gather(x, [1, 0]),
    'gathered twice': (x) => tf.add(tf.gather(x, [1, 0]), tf.mul(tf.gather(x, [1, 0]), 0)),
    cast: (x) => tf.gather(tf.cast(x, 'float32'), [1, 0]),
  };
  for (const [name, use] of Object.entries(uses))
    it(`${name}: can be changed without changing its tensor`, () => {
      const buffer = Float32Array.of(1, 2, 3, 4);
      const x = tf.tensor2d(buffer, [2, 2]);
      const result = use(x);
      buffer.fill(0);
      assert.deepEqual([...result.dataSync()], [3, 4, 1, 2]);
      assert.deepEqual([...x.dataSync()], [1, 2, 3, 4]);
      assert.deepEqual([...tf.gather(x, [1]).dataSync()], [3, 4]);
    });

  it('a sliced vector and an added scalar can be changed too', () => {
    const [vector, scalar] = [Float32Array.of(1, 2, 3), Float32Array.of(5)];
    const [x, y] = [tf.tensor1d(vector), tf.tensor(scalar, [])];
    const results = [tf.slice(x, 1, 1), tf.add(y, 1)];
    vector.fill(0);
    scalar.fill(0);
    assert.deepEqual(
      results.map((result) => result.dataSync()[0]),
      [2, 6],
    );
    assert.deepEqual([...x.dataSync(), ...y.dataSync()], [1, 2, 3, 5]);
  });

  it('bytes of images can be changed too', () => {
    const images = Uint8Array.of(0, 255, 255, 0);
    const x = toPixels({ images, labels: new Uint8Array(2), shape: [2, 2, 1, 1] }, [2]);
    const rows = tf.gather(x, [1, 0]);
    images.fill(7);
    assert.deepEqual([...rows.dataSync(), ...x.dataSync()], [1, 0, 0, 1, 0, 1, 1, 0]);
  });

  it('changing the result of dataSync changes no tensor', () => {
    const x = tf.tensor2d([1, 2, 3, 4], [2, 2]);
    const dense = tf.layers.dense({ units: 1, inputShape: [2], kernelInitializer: 'ones' });
    const predicted = tf.sequential({ layers: [dense] }).predict(tf.ones([64, 2]), { batchSize: 4 });
    const tensors = [
      predicted as tf.Tensor,
      tf.gather(x, [1]),
      x,
      tf.add(tf.scalar(1), 2),
      tf.slice(tf.tensor1d([8, 9]), 1, 1),
    ];
    const expected = tensors.map((tensor) => [...tensor.dataSync()]);
    for (const tensor of tensors) tensor.dataSync().fill(0);
    assert.deepEqual(
      tensors.map((tensor) => [...tensor.dataSync()]),
      expected,
    );
  });

  it('does not change for TensorFlow either, whatever its alignment', () => {
    const memory = new ArrayBuffer(4096); // TensorFlow uses an array that is aligned to 64 bytes without a copy
    const changed: number[] = [];
    for (let offset = 0; offset < 256; offset += 4) {
      const buffer = new Float32Array(memory, offset, 64).fill(1);
      const x = tf.tensor1d(buffer);
      tf.cumsum(x).dispose();
      buffer.fill(0);
      if (tf.cumsum(x).dataSync()[63] !== 64) changed.push(offset);
    }
    assert.deepEqual(changed, []);
  });

  it('can be changed between steps on one tensor, which all use its first values', async () => {
    const run = async (write: boolean) => {
      const dense = tf.layers.dense({ units: 2, inputShape: [4], kernelInitializer: 'zeros' });
      const model = tf.sequential({ layers: [dense] });
      model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });
      for (let i = 0; i < 5; i++) await model.trainOnBatch(tf.ones([16, 4]), tf.ones([16, 2]));
      const buffer = new Float32Array(16 * 4);
      const x = tf.tensor2d(buffer, [16, 4]);
      const losses: unknown[] = [];
      for (let i = 0; i < 5; i++) {
        losses.push(await model.trainOnBatch(x, tf.ones([16, 2])));
        if (write) buffer.fill(i + 1);
      }
      return losses;
    };
    assert.deepEqual(await run(true), await run(false));
  });

  it('a fit of several epochs uses the initial values of the array', async () => {
    const run = async (write: boolean) => {
      const buffer = Float32Array.from({ length: 64 * 4 }, (_, i) => ((i * 37) % 11) / 11);
      const [x, y] = [tf.tensor2d(buffer, [64, 4]), tf.ones([64, 1])];
      const dense = tf.layers.dense({ units: 1, inputShape: [4], kernelInitializer: 'zeros' });
      const model = tf.sequential({ layers: [dense] });
      model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });
      const onEpochEnd = () => void (write && buffer.fill(0));
      const options = { epochs: 4, batchSize: 16, shuffle: false, verbose: 0, callbacks: { onEpochEnd } };
      return (await model.fit(x, y, options)).history.loss;
    };
    assert.deepEqual(await run(true), await run(false));
  });

  it('rows of a weight are current', async () => {
    const dense = tf.layers.dense({ units: 2, inputShape: [4], kernelInitializer: 'zeros' });
    const model = tf.sequential({ layers: [dense] });
    model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });
    const train = async () => {
      for (let i = 0; i < 5; i++) await model.trainOnBatch(tf.ones([16, 4]), tf.ones([16, 2]));
      const [kernel] = model.getWeights();
      return { rows: tf.gather(kernel!, [0, 1]).dataSync(), kernel: kernel!.dataSync().slice(0, 4) };
    };
    const [before, after] = [await train(), await train()];
    assert.deepEqual(before.rows, before.kernel);
    assert.deepEqual(after.rows, after.kernel);
    assert.notDeepEqual(after.rows, before.rows);
  });
});
