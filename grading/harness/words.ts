/** Errors of TensorFlow.js that say little, and what they mean. */
const known: [RegExp, string][] = [
  [
    /(LayersVariable .* disposed|model of an earlier call)/,
    'Two calls share something: make every layer and every model inside autoencoder, anew at each call.',
  ],
  [
    /reading 'replace'/,
    "A layer class of your own needs `static className = 'ItsName';`: TensorFlow.js makes the layer's name from it.",
  ],
  [
    /(unknown loss|loss)/i,
    "TensorFlow.js spells its losses 'binaryCrossentropy' and 'meanSquaredError'; a function (yTrue, yPred) => loss does as well.",
  ],
  [/unknown activation/i, "TensorFlow.js spells its activations small: 'relu', 'sigmoid', 'linear'."],
  [/unknown optimizer/i, "Write optimizer: 'adam'."],
  [
    /(reading 'backend'|is disposed|already disposed)/,
    'A tensor was used after it had been freed: keep what outlives a tf.tidy with tf.keep.',
  ],
  [
    /(expected ndim|is incompatible with layer|expected (min_|max_)?ndim|shape.*axis)/i,
    'What one layer puts out does not fit the next: print encoder.summary() and decoder.summary() and compare the shapes.',
  ],
  [
    /(graph disconnected|cannot obtain value for tensor)/i,
    'A model’s output has to come from its own input: is the decoder made from its own tf.input, and does every layer apply to the one before it?',
  ],
  [
    /must be InputLayer objects/,
    'A model starts from tf.input(...): give the decoder an input of its own and apply its layers to that.',
  ],
  [
    /must have only 1 element/,
    'What a layer adds to the loss is one number: sum over the units, then average over the batch.',
  ],
  [/variables is trainable/, 'Every layer is frozen: leave trainable: false out.'],
  [/L1L2 regularizer/, 'tf.regularizers.l1 takes an object: tf.regularizers.l1({ l1: lambtha }).'],
  [/Cannot find module/, 'Import only @tensorflow/tfjs and autoencoders.'],
  [
    /is not a function/,
    'Look for a wrong name: TensorFlow.js spells its layers tf.layers.dense, tf.layers.conv2d, tf.layers.maxPooling2d, tf.layers.upSampling2d.',
  ],
  [
    /^line \d+: /,
    'TypeScript cannot read that line: correct it there; often a bracket or a quote is missing before it.',
  ],
  [/Maximum call stack/, 'A function calls itself without end.'],
];

/** What to try when TensorFlow.js, or the learner's own code, throws `message`. */
export function helpFor(message: string): string {
  const found = known.find(([pattern]) => pattern.test(message));
  return found
    ? found[1]
    : 'Call the function in a cell of its own with these arguments: the error shows there as well.';
}

/** The first line of an error, at most 300 characters, without what a terminal would take for a command. */
export function tidyMessage(message: string): string {
  const line = message
    .split('\n')[0]!
    .replace(/[\u0000-\u001f\u007f-\u009f]/g, '')
    .trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line || 'nothing was said';
}
