import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { maybeHelp } from '../../../src/backend/tfjs/help';

const net = (): tf.Sequential => tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] });
const compiled = (loss: unknown = 'meanSquaredError', optimizer = 'sgd'): tf.Sequential => {
  const model = net();
  model.compile({ loss: loss as string, optimizer });
  return model;
};
class Nameless extends tf.layers.Layer {}

/** A learner's mistake, and a phrase that the help must contain; the message itself comes from TensorFlow.js. */
const mistakes: [what: string, does: () => unknown, help: RegExp][] = [
  [
    'examples too wide',
    () => compiled().fit(tf.ones([4, 5]), tf.ones([4, 2])),
    /have shape \[3\], but has \[5\]/,
  ],
  [
    'targets too wide',
    () => compiled().fit(tf.ones([4, 3]), tf.ones([4, 3])),
    /have shape \[2\], but has \[3\]/,
  ],
  ['one dimension too many', () => compiled().fit(tf.ones([4, 3, 1]), tf.ones([4, 2])), /2 dimensions/],
  ['predict on a wrong width', () => net().predict(tf.ones([4, 5])), /reshape \[4,5\] to fit \[null,3\]/],
  [
    'x and y of different lengths',
    () => compiled().fit(tf.ones([4, 3]), tf.ones([5, 2])),
    /x has 4 .* y has 5/,
  ],
  ['matMul', () => tf.matMul(tf.ones([2, 3]), tf.ones([2, 3])), /\(3\) .* \(2\)/],
  ['add', () => tf.add(tf.ones([2, 3]), tf.ones([4, 3])), /\[2,3\] and \[4,3\]/],
  ['reshape', () => tf.reshape(tf.ones([2, 3]), [4, 3]), /product is 6/],
  ['a tensor with a wrong shape', () => tf.tensor([1, 2, 3], [2, 2]), /4 values, .* 3/],
  ['tensor2d without a shape', () => tf.tensor2d([1, 2, 3]), /tf\.tensor2d\(values/],
  [
    'a convolution of a flat image',
    () => tf.layers.conv2d({ filters: 1, kernelSize: 3 }).apply(tf.input({ shape: [784] })),
    /reshape/,
  ],
  [
    'outputs that belong to other inputs',
    () =>
      tf.model({
        inputs: tf.input({ shape: [3] }),
        outputs: tf.layers.dense({ units: 2 }).apply(tf.input({ shape: [3] })) as tf.SymbolicTensor,
      }),
    /computed from these inputs/,
  ],
  ['no inputShape', () => tf.sequential({ layers: [tf.layers.dense({ units: 2 })] }), /inputShape: \[784\]/],
  ['concat', () => tf.concat([tf.ones([2, 3]), tf.ones([3, 2])]), /joined axis/],
  [
    'upSampling2d with a number',
    () => {
      const input = tf.input({ shape: [4, 4, 1] });
      const up = tf.layers.upSampling2d({ size: 2 as unknown as number[] }).apply(input) as tf.SymbolicTensor;
      const model = tf.model({ inputs: input, outputs: up });
      model.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
      return model.fit(tf.ones([1, 4, 4, 1]), tf.ones([1, 8, 8, 1]));
    },
    /size: \[2, 2\]/,
  ],
  ['bce', () => compiled('bce'), /'binaryCrossentropy'/],
  ['binary_crossentropy', () => compiled('binary_crossentropy'), /'binaryCrossentropy'/],
  ['mse', () => compiled('MSE_'), /'meanSquaredError'/],
  ['an optimizer', () => compiled('meanSquaredError', 'Adamm'), /'adam'/],
  ['an activation', () => tf.layers.dense({ units: 2, activation: 'rellu' as 'relu' }), /'relu'/],
  [
    'a regularizer',
    () => tf.layers.dense({ units: 2, activityRegularizer: 'l1' as 'l1l2' }),
    /tf\.regularizers\.l1/,
  ],
  [
    'no kernelSize',
    () =>
      tf.layers
        .conv2d({ filters: 3 } as unknown as Parameters<typeof tf.layers.conv2d>[0])
        .apply(tf.input({ shape: [8, 8, 1] })),
    /give the layer kernelSize/,
  ],
  ['tf.exp of a placeholder', () => tf.exp(tf.input({ shape: [3] }) as unknown as tf.Tensor), /custom layer/],
  [
    'a disposed tensor',
    () => {
      const gone = tf.ones([2]);
      gone.dispose();
      return gone.add(1);
    },
    /tf\.keep/,
  ],
  ['fit before compile', () => net().fit(tf.ones([4, 3]), tf.ones([4, 2])), /model\.compile/],
  [
    'fit without await',
    async () => {
      const model = compiled();
      const fit = (): Promise<unknown> => model.fit(tf.ones([4, 3]), tf.ones([4, 2]), { epochs: 3 });
      await Promise.all([fit(), fit()]);
    },
    /await/,
  ],
  [
    'a loss that ignores the predictions',
    () => compiled(() => tf.scalar(5)).fit(tf.ones([4, 3]), tf.ones([4, 2])),
    /from the predictions/,
  ],
  [
    'a layer that needs another number of dimensions',
    () => tf.layers.maxPooling1d({}).apply(tf.input({ shape: [3] })),
    /does not fit the next/,
  ],
  [
    'a model that starts in the middle',
    () => {
      const [first, second] = [tf.layers.dense({ units: 2 }), tf.layers.dense({ units: 2 })];
      const middle = first.apply(tf.input({ shape: [3] })) as tf.SymbolicTensor;
      return tf.model({ inputs: middle, outputs: second.apply(middle) as tf.SymbolicTensor });
    },
    /starts with tf\.input/,
  ],
  [
    'a frozen model',
    () => {
      const model = net();
      for (const layer of model.layers) layer.trainable = false;
      model.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
      return model.fit(tf.ones([4, 3]), tf.ones([4, 2]));
    },
    /trainable: false/,
  ],
  ['l1 of a number', () => tf.regularizers.l1(0.01 as never), /takes an object/],
  ['setWeights', () => net().setWeights([tf.ones([3, 2])]), /expected 2 tensors.* got 1/],
  ['indices of type float', () => tf.oneHot(tf.tensor1d([1.5]), 3), /tf\.cast\(x, 'int32'\)/],
  ['a layer without a name', () => new Nameless({}).apply(tf.input({ shape: [3] })), /static className/],
  [
    'lists instead of tensors',
    () => compiled().fit([[1, 2, 3]] as unknown as tf.Tensor, [[1, 2]] as unknown as tf.Tensor),
    /tf\.tensor2d/,
  ],
];

describe('maybeHelp', () => {
  let backend: string;
  before(async () => {
    backend = tf.getBackend();
    await tf.setBackend('cpu');
  });
  after(async () => void (backend && (await tf.setBackend(backend))));

  for (const [what, does, help] of mistakes)
    it(`helps with ${what}`, async () => {
      const error = await Promise.resolve()
        .then(does)
        .then(
          () => assert.fail('TensorFlow.js did not throw'),
          (thrown: Error) => thrown,
        );
      assert.match(maybeHelp(error.message, error.stack ?? '') ?? `no help: ${error.message}`, help);
    });

  it('also knows the words of Firefox and of WebAssembly', () => {
    const bundled = (message: string) =>
      maybeHelp(message, `TypeError: ${message}\n    at compile (https://example.org/course.js:1:1)`);
    assert.match(
      bundled('can\'t access property "minimize", instance is undefined')!,
      /takes an optimizer and a loss/,
    );
    assert.match(bundled('can\'t access property "length", x is null')!, /^expected tensors/);
    assert.match(
      maybeHelp('Aborted(). Build with -sASSERTIONS for more info.')!,
      /no memory left: restart the kernel/,
    );
    assert.match(bundled('invalid array length')!, /^more values than fit into memory/);
  });

  it("ignores a learner's own errors", () => {
    for (const message of [
      "Cannot read properties of undefined (reading 'length')",
      'can\'t access property "length", x is undefined',
      'invalid array length',
      'no',
      'x is not defined',
    ])
      assert.equal(
        maybeHelp(message, `TypeError: ${message}\n    at f (cell[1]:1:1)\n    at /a/@tensorflow/b.js:1:1`),
        undefined,
      );
  });
});
