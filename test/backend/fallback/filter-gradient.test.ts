import assert from 'node:assert/strict';
import { root, run, typescript } from '../../support/run';

/**
 * Prints a hash of the filter gradients of random convolutions, NaN, infinities and signed zeros among their numbers, and
 * of every combination of strides, padding and data format.
 *
 * @param backend `plain`: tfjs as it comes
 */
const script = (backend: 'plain' | 'cpu'): string => `process.env.AUTOENCODERS_BACKEND = 'cpu';
    const tf = require('@tensorflow/tfjs');
    const { Random } = require('./grading/measure/random');
    void (async () => {
      if ('${backend}' === 'plain') await tf.setBackend('cpu');
      else await require('./src/backend').chooseBackend();
      const random = new Random(7, 'convolutions');
      const hash = require('node:crypto').createHash('sha256');
      const special = [NaN, Infinity, -Infinity, -0];
      const draw = (shape) => tf.tensor(Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () =>
        random.uniform() < 0.01 ? special[random.integer(0, 3)] : random.normal()), shape);
      let count = 0;
      for (const format of ['NHWC', 'NCHW'])
        for (const pad of ['same', 'valid', 1])
          for (const strides of [1, 2, [2, 3]])
            for (let i = 0; i < 4; i++) {
              const at = (min, max) => random.integer(min, max);
              const [batch, rows, columns, inputs, outputs] = [at(0, 3), at(4, 9), at(4, 9), at(1, 3), at(1, 4)];
              const image = format === 'NHWC' ? [batch, rows, columns, inputs] : [batch, inputs, rows, columns];
              const filter = [at(1, 4), at(1, 4), inputs, outputs];
              const dim = typeof pad === 'number' ? 'floor' : undefined;
              const [x, w] = [draw(image), draw(filter)];
              const y = tf.conv2d(x, w, strides, pad, format, 1, dim);
              const gradient = tf.engine().runKernel('Conv2DBackpropFilter', { x, dy: draw(y.shape) },
                { strides, pad, dataFormat: format, dimRoundingMode: dim, filterShape: filter });
              hash.update(gradient.shape.join() + gradient.dtype).update(Buffer.from(new Uint8Array(gradient.dataSync().buffer)));
              count++;
            }
      console.log(count, hash.digest('hex'));
    })();`;

describe('the filter gradient where TensorFlow itself does not run', function () {
  this.timeout(120_000);

  it('is that of plain tfjs in another process, bit for bit', async () => {
    const [plain, ours] = await Promise.all(
      (['plain', 'cpu'] as const).map((backend) =>
        run(process.execPath, [...typescript, '-e', script(backend)], { cwd: root }),
      ),
    );
    assert.equal(ours!.stderr, '');
    assert.match(ours!.stdout, /^72 [0-9a-f]{64}$/m);
    assert.equal(ours!.stdout.trim().split('\n').at(-1), plain!.stdout.trim().split('\n').at(-1));
  });
});
