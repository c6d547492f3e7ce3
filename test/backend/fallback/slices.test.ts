import assert from 'node:assert/strict';
import { root, run, typescript } from '../../support/run';

/** Slices random tensors on wasm, and prints how many differ from what indexing a list gives, and what `predict` copies. */
const script = `process.env.AUTOENCODERS_BACKEND = 'wasm';
    const tf = require('@tensorflow/tfjs');
    const { Random } = require('./grading/measure/random');
    void (async () => {
      await require('./src/backend').chooseBackend();
      const random = new Random(3, 'slices');
      const cut = (list, [begin, ...begins], [size, ...sizes]) =>
        list.slice(begin, begin + size).map((part) => begins.length ? cut(part, begins, sizes) : part);
      let wrong = 0;
      let rows = 0;
      for (let i = 0; i < 400; i++) {
        const shape = Array.from({ length: random.integer(1, 4) }, () => random.integer(1, 5));
        const dtype = ['float32', 'int32', 'bool'][i % 3];
        const x = tf.randomUniform(shape, -9, 9).cast(dtype);
        const begin = shape.map((size, axis) => (axis && i % 2 ? 0 : random.integer(0, size)));
        const size = shape.map((all, axis) => (axis && i % 2 ? all : random.integer(0, all - begin[axis])));
        if (i % 2) rows++;
        const expected = cut(x.arraySync(), begin, size);
        const got = tf.slice(x, begin, size);
        if (got.size && JSON.stringify(got.arraySync()) !== JSON.stringify(expected)) wrong++;
        if (String(got.shape) !== String(size) || got.dtype !== dtype) wrong++;
      }
      const images = tf.ones([100, 6]);
      const backend = tf.backend();
      const { readSync } = backend;
      let copies = 0;
      backend.readSync = function (id, ...more) {
        if (id === images.dataId) copies++;
        return readSync.call(this, id, ...more);
      };
      const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [6] })] });
      model.predict(images);
      console.log(JSON.stringify({ backend: tf.getBackend(), wrong, rows, copies }));
    })();`;

describe('slices on wasm', () => {
  it('are those of a list, and predict does not copy all images for each batch', async () => {
    const { stdout, stderr } = await run(process.execPath, [...typescript, '-e', script], { cwd: root });
    const found = JSON.parse(stdout.trim().split('\n').at(-1) || `"${stderr}"`) as unknown;
    assert.deepEqual(found, { backend: 'wasm', wrong: 0, rows: 200, copies: 0 });
  }).timeout(60_000);
});
