import * as tf from '@tensorflow/tfjs';
import { build, dense, lossesOf, messageOf, numbersOf, type Case } from './case';

const gradientTwice = (x: tf.Tensor, f: (x: tf.Tensor) => tf.Tensor) =>
  tf.grad((x) =>
    tf
      .grad((z) => f(z).sum())(x)
      .square()
      .sum(),
  )(x);

/** Edge cases of kernels: NaN, Infinity, mismatched sizes, gradients of gradients, decoded images. */
export const numbers: Record<string, Case> = {
  'gradients of gradients': () => {
    const x = tf.tensor2d([[0.5, -1, 2, 0.3]]);
    const picture = tf.linspace(-1, 1.3, 25).reshape([1, 5, 5, 1]);
    const [w, filter] = [tf.fill([4, 4], 0.3), tf.fill([3, 3, 1, 8], 0.1) as tf.Tensor4D];
    const of: [tf.Tensor, (x: tf.Tensor) => tf.Tensor][] = [
      ...[tf.sigmoid, tf.tanh, tf.elu, tf.softplus, tf.selu].map((f) => [x, f] as [tf.Tensor, typeof f]),
      [x, (x) => tf.relu(x.matMul(w)).square()],
      [x, (x) => tf.metrics.binaryCrossentropy(tf.ones([1, 4]), tf.sigmoid(x))],
      [
        picture,
        (x) =>
          tf
            .conv2d(x as tf.Tensor4D, filter, 1, 'same')
            .tanh()
            .square(),
      ],
      [picture, (x) => tf.relu(tf.conv2d(x as tf.Tensor4D, filter, 1, 'same')).square()],
      [tf.ones([1, 2, 2, 8]), (x) => tf.image.resizeNearestNeighbor(x as tf.Tensor4D, [4, 4]).square()],
    ];
    return of.map(([x, f]) => messageOf(() => numbersOf(gradientTwice(x, f).sum())));
  },

  'binaryCrossentropy with both arguments trained': () => {
    const [w, v] = [tf.variable(tf.scalar(0.4)), tf.variable(tf.scalar(-0.3))];
    const of = (x: tf.Tensor) => tf.sigmoid(x.reshape([1, 1]));
    const { grads, value } = tf.variableGrads(
      () => tf.metrics.binaryCrossentropy(of(w), of(v)).mean() as tf.Scalar,
      [w, v],
    );
    return [numbersOf(value), ...Object.values(grads).map((gradient) => numbersOf(gradient))];
  },

  'dropout with a noise shape, in steps': async () => {
    class Rows extends tf.layers.Layer {
      static className = 'Rows';
      override call(inputs: tf.Tensor | tf.Tensor[], { training }: { training?: boolean }) {
        const x = [inputs].flat()[0]!;
        return training ? tf.dropout(x, 0.5, [null, 1] as unknown as number[]) : x.clone();
      }
    }
    const rows = new Rows({ inputShape: [6] } as never);
    const model = build([rows, dense(1, 6, 'ones')], tf.train.sgd(0), (_, p) => p.mean());
    const losses = await lossesOf(model, [tf.ones([256, 6]), tf.ones([256, 1])], 8);
    return losses.map((loss) => Math.abs(loss - 6) < 2); // entire rows are dropped: 0 or 12, 6 on average
  },

  'zero times Infinity and NaN, in one batch and in ten': () =>
    [Infinity, NaN].map((bad) => {
      const model = build([dense(64, 784)]);
      const [kernel, bias] = model.getWeights() as [tf.Tensor, tf.Tensor];
      const values = kernel.dataSync().slice();
      values[0] = bad;
      model.setWeights([tf.tensor(values, kernel.shape), bias]);
      const x = tf.zeros([640, 784]);
      return [640, 64].map((batchSize) => numbersOf(model.predict(x, { batchSize }) as tf.Tensor));
    }),

  'the loss of weights, and of targets, that are NaN': async () => {
    const sigmoid = { units: 16, inputShape: [16], activation: 'sigmoid' as const };
    const make = () => build([tf.layers.dense(sigmoid)], tf.train.adam(0.1), 'binaryCrossentropy');
    const [model, other, x] = [make(), make(), tf.fill([32, 16], 0.5)];
    model.setWeights(model.getWeights().map(({ shape }) => tf.fill(shape, NaN)));
    const { history } = await model.fit(x, x, { epochs: 5, verbose: 0, validationData: [x, x] });
    return [
      ...[history.loss, history.val_loss, numbersOf(model.evaluate(x, x) as tf.Scalar)],
      numbersOf(tf.metrics.binaryCrossentropy(tf.ones([1, 4]), tf.fill([1, 4], NaN))),
      await lossesOf(other, [x, tf.fill([32, 16], NaN)], 5),
    ];
  },

  'NaN through pooling, relu and a fused convolution': () => {
    const pool = (x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, [1, 2], [1, 2], 'valid');
    const pairs = [
      [NaN, 1],
      [1, NaN],
      [NaN, NaN],
      [-Infinity, -Infinity],
    ].map((pair) => {
      const x = tf.stack(Array<tf.Tensor>(8).fill(tf.tensor(pair, [1, 1, 2])), 3);
      return [pool(x), tf.grad((x) => pool(x).sum())(x)].map((tensor) => numbersOf(tensor, 16));
    });
    const x = tf.tensor1d([NaN, -1, 2]);
    const joined = tf.fused.conv2d({
      ...{ x: tf.fill([1, 1, 1, 8], NaN) as tf.Tensor4D, filter: tf.ones([1, 1, 8, 8]) as tf.Tensor4D },
      ...{ bias: tf.zeros([8]), strides: 1, pad: 'same', activation: 'relu' },
    });
    return [...pairs, ...[tf.relu(x), tf.grad((x) => tf.relu(x).sum())(x), joined].map((y) => numbersOf(y))];
  },

  'NaN through layers of convolution and pooling, in one batch and in ten': () =>
    [1, 3, 8].map((filters) => {
      const convolution = { filters, kernelSize: 3, activation: 'relu' as const, inputShape: [4, 4, 1] };
      const first = () => tf.layers.conv2d({ ...convolution, padding: 'same', kernelInitializer: 'ones' });
      return [[first()], [first(), tf.layers.maxPooling2d({ poolSize: 2 })]].map((layers) => {
        const model = build(layers);
        const x = tf.fill([40, 4, 4, 1], NaN);
        return [40, 4].map((batchSize) => numbersOf(model.predict(x, { batchSize }) as tf.Tensor, 9999));
      });
    }),

  'a fused convolution with mismatched sizes': () => {
    const of = (channels: number, bias: tf.Tensor, more: object = {}, batch = 1) =>
      messageOf(() => {
        const x = tf.ones([batch, 5, 5, 8]) as tf.Tensor4D;
        const filter = tf.ones([3, 3, channels, 8]) as tf.Tensor4D;
        const y = tf.fused.conv2d({ x, filter, bias, strides: 1, pad: 'same', ...more });
        return [y.shape, numbersOf(y.sum())];
      });
    const prelu = { activation: 'prelu', preluActivationWeights: tf.ones([8]) };
    return [
      ...[of(16, tf.zeros([8])), of(8, tf.zeros([4])), of(8, tf.ones([1])), of(8, tf.zeros([8]), prelu)],
      ...[of(8, tf.zeros([8]), { activation: 'sigmoid' }), of(8, tf.zeros([8]), {}, 0)],
    ].map((outcome) => (typeof outcome === 'string' ? 'throws' : outcome));
  },

  'images decoded by tfjs-node': async () => {
    type Node = typeof import('@tensorflow/tfjs-node-gpu').node;
    const { node } = require('@tensorflow/tfjs-node-gpu') as { node: Node };
    const pixels = [239, 100, 0, 46, 48, 47, 92, 49, 0, 194, 98, 47];
    const png = await node.encodePng(tf.tensor3d(pixels, [2, 2, 3], 'int32'));
    const uses: ((picture: tf.Tensor3D) => tf.Tensor)[] = [
      ...[(x: tf.Tensor3D) => x, (x: tf.Tensor3D) => x.div(255), (x: tf.Tensor3D) => x.toFloat().div(255)],
      ...[(x: tf.Tensor3D) => x.sum(), (x: tf.Tensor3D) => x.add(1)],
      (x) => tf.stack([x, tf.zeros([2, 2, 3], 'int32')]),
    ];
    return uses.map((use) => messageOf(() => numbersOf(use(node.decodePng(png) as tf.Tensor3D), 24)));
  },
};
