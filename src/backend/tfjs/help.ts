import { fileHelps, insideFiles } from './help-files';

/**
 * A message of TensorFlow.js, and one line of advice for people who are new to it; `$1` is the first group. With
 * `within`, it applies only if the stack matches that.
 */
export type Help = [message: RegExp, help: string, within?: RegExp];

const helps: Help[] = [
  ...fileHelps,
  // shapes; NaN first, because it tells more than the mismatch that it causes
  [/shape.*\bNaN\b/, 'NaN in a shape: give the size of the layer as a list, upSampling2d({ size: [2, 2] })'],
  [
    /(?:input|target).* each example has shape (\[.*?\]) .* each with shape (\[.*?\])/,
    'one example should have shape $1, but has $2: reshape the data, or change the first or last layer',
  ],
  [
    /to have (\d+) dimension\(s\)\. but got array with shape ([\d,]+)/,
    'the model expects $1 dimensions, including the batch, but got [$2]: reshape the data',
  ],
  [
    /to have shape (\[.*?\]) but got array with shape (\[.*?\])/,
    'null stands for any number of examples: reshape $2 to fit $1',
  ],
  [
    /same number of samples as target Tensors\. Found (\d+) .* and (\d+)/,
    'x has $1 examples, but y has $2: take both from the same rows; to reconstruct x, fit on (x, x)',
  ],
  [
    /In\[0\]: \[.*?(\d+)\], In\[1\]: \[(?:.*,)?(\d+),\d+\]/,
    'the number of columns of the first ($1) must equal the number of rows of the second ($2): transpose one, or swap them',
  ],
  [
    /inner shapes \((\d+)\) and \((\d+)\)/,
    'the number of columns of the first ($1) must equal the number of rows of the second ($2): transpose one, or swap them',
  ],
  [
    /(?:broadcast together with shapes |Incompatible shapes: \[)(.*?)(?: and |\] vs\. \[)(.*?)[\].]/,
    'sizes must be equal or 1, counted from the right: [$1] and [$2] are not',
  ],
  [
    /tensor with (\d+) values, but the requested shape has/,
    'a reshape keeps all $1 values: choose sizes whose product is $1, or -1 for one of them',
  ],
  [
    /depth of input \((\d+)\) must match input depth for filter (\d+)/,
    'the images have $1 channels, but the filter takes $2: a filter has shape [height, width, channels in, channels out]',
  ],
  [/index value (\d+) is not in \[0, (\d+)\]/, 'indices go from 0 to $2, but $1 was requested'],
  [
    /Expected begin\[(\d+)\] in \[0, (\d+)\], but got (\d+)/,
    'axis $1 has $2 values, but the slice begins at $3',
  ],
  [
    /Shapes of all inputs must match/,
    'tf.stack takes tensors of the same shape; tf.concat joins others along an axis',
  ],
  [
    /Size\((\d+)\) must match the product of shape (.*)/,
    'a reshape keeps all $1 values: choose sizes whose product is $1, or -1 for one of them',
  ],
  [
    /Total size of new array must be unchanged/,
    'targetShape must hold as many values as one example: [28, 28, 1] holds 784',
  ],
  [/tensor1d\(\) requires values to be/, 'for a nested list use tf.tensor2d(), tf.tensor3d(), ...'],
  [/must evenly divide the axis/, 'tf.split(x, [2, 3]) makes parts of different sizes'],
  [
    /^Aborted\(.*\)\. Build with -sASSERTIONS/,
    'TensorFlow.js has no memory left: restart the kernel, then use a smaller batchSize or fewer images, or dispose tensors with tf.tidy()',
  ],
  [
    /Invalid typed array length: (\d{9,})|Array buffer allocation failed/,
    'more values than fit into memory: check the shape, or work in batches',
  ],
  [
    /Layer weight shape (\S+) not compatible with provided weight shape (\S+)/,
    'the weights must have shape [$1], but have [$2]: pass them in the order of model.getWeights()',
  ],
  [/should have (\d+) values but has (\d+)/, 'the shape needs $1 values, but the list has $2'],
  [
    /requires shape to be provided/,
    'give the shape as second argument, tf.tensor2d(values, [rows, columns]), or nest the list',
  ],
  [
    /expected ndim=4, found ndim=2/,
    'a convolution takes images [height, width, channels]: put tf.layers.reshape({ targetShape: [28, 28, 1] }) before it',
  ],
  [
    /expected ndim=2, found ndim=4/,
    'a dense layer after a convolution needs tf.layers.flatten() between them',
  ],
  [
    /without issue|Graph disconnected/,
    'the outputs must be computed from these inputs with apply(): check which tf.input each layer was applied to',
  ],
  [
    /is incompatible with layer|expected (?:min_|max_)?ndim/,
    'the output of one layer does not fit the next: print summary() of the model and compare the shapes',
  ],
  [
    /must be InputLayer objects/,
    'a model starts with tf.input(): give it an input of its own, and apply its layers to that',
  ],
  [
    /`inputShape` or `batchInputShape`/,
    'give the first layer inputShape, without the batch: tf.layers.dense({ units: 32, inputShape: [784] })',
  ],
  [/non-concatenated axis|ConcatOp : Dimension/, 'all sizes except that of the joined axis must be equal'],
  // names
  [/Unknown loss (?:bce|binary_?cross_?entropy)/i, "TensorFlow.js spells it 'binaryCrossentropy'"],
  [/Unknown loss (?:mse|mean_squared_error)/i, "TensorFlow.js spells it 'meanSquaredError'"],
  [
    /Unknown loss /,
    "losses are spelled 'binaryCrossentropy', 'meanSquaredError', 'categoricalCrossentropy'; a function works too",
  ],
  [
    /Unknown Optimizer /i,
    "optimizers are spelled 'adam', 'sgd', 'rmsprop'; tf.train.adam(0.001) sets a learning rate",
  ],
  [/Unknown data type /, "dtypes are 'float32', 'int32', 'bool', 'string' and 'complex64'"],
  [/No such layer: /, 'model.layers.map(({ name }) => name) lists the names'],
  [/Unknown metric /, "metrics are spelled 'accuracy', 'mse'; a function works too"],
  [/Unknown activation: /, "activations are spelled 'relu', 'sigmoid', 'tanh', 'linear', 'softmax', 'elu'"],
  [/Unknown regularizer: /, 'make one: tf.regularizers.l1({ l1: 0.001 })'],
  [/L1L2 regularizer/, 'tf.regularizers.l1 takes an object: tf.regularizers.l1({ l1: 0.001 })'],
  [/required key '(\w+)' not in config/, 'give the layer $1'],
  // symbolic tensors
  [
    /got 'SymbolicTensor'/,
    'tf.* works on numbers, but this is a placeholder of a model: use a layer and apply(), or write a custom layer whose call() uses tf.*',
  ],
  // disposed tensors
  [
    /Tensor is disposed|is already disposed/,
    'created inside tf.tidy() or disposed before: return it from tf.tidy(), or keep it with tf.keep()',
  ],
  [
    /reading 'backend'/,
    'the tensor was disposed: keep one that is created in call() for addLoss() with tf.keep()',
  ],
  // training
  [
    /needs to be compiled/,
    "call model.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' }) before fit()",
  ],
  [
    /another fit\(\) call is ongoing/,
    'put await before model.fit(), so that one ends before the next begins',
  ],
  [
    /Cannot find a connection between any variable and the result/,
    'the loss must be computed from the predictions with tf.*, without dataSync() or plain numbers',
  ],
  [
    /must have only 1 element/,
    'a loss is one number: sum over the units of an example, then average over the batch',
  ],
  [/variables is trainable/, 'every layer is frozen: leave trainable: false out'],
  [
    /weight list of length (\d+), but the layer was expecting (\d+)/,
    'expected $2 tensors, a kernel and a bias per layer, but got $1',
  ],
  [
    /Cannot find module '(?:@tensorflow\/tfjs-node(?:-gpu)?)'/,
    "TensorFlow.js already runs at native speed here: import * as tf from '@tensorflow/tfjs'",
  ],
  [
    /Backend name '.*' not found in registry/,
    'the fastest backend of this machine is already in use: omit tf.setBackend()',
  ],
  // plain types
  [
    /must be numeric tensor, but got string tensor/,
    'a model computes with numbers: encode the strings first',
  ],
  [/must be (\w+) tensor, but got \w+ tensor/, "convert it: tf.cast(x, '$1')"],
];

/** Messages that the user's own code may throw too: they get help only if TensorFlow.js threw them. */
const inside: Help[] = [
  ...insideFiles,
  [
    /reading 'replace'/,
    "a custom layer needs static className = 'MyLayer' and tf.serialization.registerClass(MyLayer)",
  ],
  [
    /reading 'minimize'/,
    "compile() takes an optimizer and a loss: model.compile({ optimizer: 'adam', loss: 'meanSquaredError' })",
  ],
  [/^invalid array length$/, 'more values than fit into memory: check the shape, or work in batches'],
  [/reading 'length'/, 'expected tensors: convert a list with tf.tensor() or tf.tensor2d([[1, 2, 3]])'],
];

/** What V8 words as `Cannot read properties of undefined (reading 'length')`. */
const FIREFOX = /can't access property "(\w+)", .* is (?:undefined|null)/;

/**
 * Returns one line of help for an error of TensorFlow.js, if there is one.
 *
 * @param stack the error's stack, which tells who threw it; without one, only messages that no other code throws get help
 * @example maybeHelp('Unknown loss bce'); // "TensorFlow.js spells it 'binaryCrossentropy'"
 */
export function maybeHelp(message: string, stack = ''): string | undefined {
  const said = message.replace(FIREFOX, "(reading '$1')");
  // in a browser, TensorFlow.js is part of the course's bundle
  const thrownInside = /@tensorflow|\btfjs-|https?:\S+\/course\.js:/.test(
    stack.split('\n').find((line) => /^\s+at /.test(line)) ?? '',
  );
  for (const [pattern, help, within] of thrownInside ? [...helps, ...inside] : helps) {
    const found = pattern.exec(said);
    if (found && (!within || within.test(stack)))
      return help.replace(/\$(\d)/g, (_, group: string) => found[Number(group)] ?? '');
  }
  return undefined;
}
