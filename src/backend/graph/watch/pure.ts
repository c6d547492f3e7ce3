import * as tf from '@tensorflow/tfjs';
import { AdamWOptimizer } from '../../training/adamw';
import type { TrainedModel } from '../../training/step';

type Class = abstract new (...args: never[]) => object;
type Factories = Record<string, (args: object) => object>;

/** Arguments that suffice for every tfjs layer. The name avoids using up one of tfjs' automatic names. */
const everyArgument = () => ({
  name: 'known',
  ...{ units: 1, filters: 1, kernelSize: 1, rate: 0.1, stddev: 0.1, size: [1, 1], poolSize: 1, strides: 1 },
  ...{
    inputDim: 1,
    outputDim: 1,
    n: 1,
    dims: [1],
    axes: 1,
    targetShape: [1],
    height: 1,
    width: 1,
    numTokens: 1,
  },
  ...{ factor: 0.1, scale: 1, activation: 'linear', inputShape: [1], cropping: [[0, 0], [0, 0]] }, // prettier-ignore
});

const activations =
  'elu gelu gelu_new hardSigmoid linear logSoftmax mish relu relu6 selu sigmoid softmax softplus softsign swish tanh';
const losses =
  'meanSquaredError meanAbsoluteError meanAbsolutePercentageError meanSquaredLogarithmicError squaredHinge hinge ' +
  'categoricalHinge logcosh categoricalCrossentropy sparseCategoricalCrossentropy binaryCrossentropy ' +
  'kullbackLeiblerDivergence poisson cosineProximity';
const metrics =
  'binaryAccuracy categoricalAccuracy precision categoricalCrossentropy sparseCategoricalCrossentropy mse MSE mae MAE ' +
  'mape MAPE cosine accuracy crossentropy';

let prototypes = new Set<object>();
let functions = new Set<unknown>();

/** Collects the pure classes and functions of TensorFlow.js once; builds a layer of every class, so it must not run within a step. */
export function collectPure(): void {
  if (prototypes.size) return;
  prototypes = findPrototypes();
  functions = findFunctions();
}

/**
 * Whether the behaviour of `object` depends only on its properties and weights: it is an instance of a TensorFlow.js
 * class, or of one that declares `static pure = true`. Subclasses have to declare it themselves.
 */
export function isPure(object: object): boolean {
  const prototype = Object.getPrototypeOf(object) as { constructor?: unknown };
  return prototypes.has(prototype) || isMarked(prototype.constructor);
}

/** Whether the result of `fn` depends only on its arguments: it is tfjs' own, or declares `fn.pure = true`. */
export function isPureFunction(fn: unknown): boolean {
  return functions.has(fn) || isMarked(fn);
}

const isMarked = (x: unknown): boolean =>
  typeof x === 'function' && Object.hasOwn(x, 'pure') && (x as { pure?: unknown }).pure === true;

function findPrototypes(): Set<object> {
  const { layers, regularizers, constraints } = tf as unknown as Record<string, Factories>;
  const dense = (options: object) => tf.layers.dense({ name: 'known', units: 1, ...options });
  const made: object[] = [
    ...activations.split(' ').map((activation) => {
      const { activation: found } = dense({ activation }) as unknown as { activation: object };
      return found;
    }),
    ...[regularizers!, constraints!].flatMap((factories) =>
      Object.values(factories).map((factory) => factory({})),
    ),
  ];
  const cell = tf.layers.lstmCell({ name: 'known', units: 1 });
  for (const [name, factory] of Object.entries(layers!)) {
    if (/^[A-Z]|^input$/.test(name)) continue; // classes, and functions that do not create layers
    const layer = name === 'bidirectional' ? tf.layers.lstm({ name: 'known', units: 1 }) : dense({});
    made.push(factory({ ...everyArgument(), layer, mergeMode: 'concat', cell, cells: [cell] }));
  }
  const classes: Class[] = [
    ...[tf.LayersModel, tf.Sequential, tf.LayerVariable, tf.InputSpec, AdamWOptimizer],
    ...[tf.AdadeltaOptimizer, tf.AdagradOptimizer, tf.AdamOptimizer, tf.AdamaxOptimizer],
    ...[tf.MomentumOptimizer, tf.RMSPropOptimizer, tf.SGDOptimizer],
  ];
  return new Set([
    ...made.map((object) => Object.getPrototypeOf(object) as object),
    ...classes.map(({ prototype }) => prototype as object),
  ]);
}

function findFunctions(): Set<unknown> {
  const found = new Set<unknown>([...Object.values(tf.losses), ...Object.values(tf.metrics)]);
  const input = tf.input({ shape: [1], name: 'input' });
  const layer = tf.layers.dense({ name: 'layer', units: 1, kernelInitializer: 'zeros' });
  const model = tf.model({ inputs: input, outputs: layer.apply(input) as tf.SymbolicTensor, name: 'model' });
  const optimizer = tf.train.sgd(0);
  for (const loss of losses.split(' ')) {
    model.compile({ optimizer, loss, metrics: metrics.split(' ') });
    const { lossFunctions, metricsTensors } = model as unknown as TrainedModel;
    for (const fn of [...lossFunctions, ...metricsTensors.map(([metric]) => metric)]) found.add(fn);
  }
  model.dispose();
  optimizer.dispose();
  return found;
}
