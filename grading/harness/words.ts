/** TensorFlow.js' less helpful error messages, and what they mean. */
const known: [RegExp, string][] = [
  [
    /(LayersVariable .* disposed|model of an earlier call)/,
    'Two calls share something: create every layer and every model inside autoencoder, anew at each call.',
  ],
  [
    /reading 'replace'/,
    "A custom layer class needs `static className = 'ItsName';`: TensorFlow.js derives the layer's name from it.",
  ],
  [
    /(unknown loss|loss)/i,
    "TensorFlow.js spells its losses 'binaryCrossentropy' and 'meanSquaredError'; a function (yTrue, yPred) => loss works too.",
  ],
  [/unknown activation/i, "TensorFlow.js writes its activations in lower case: 'relu', 'sigmoid', 'linear'."],
  [/unknown optimizer/i, "Write optimizer: 'adam'."],
  [
    /(reading 'backend'|is disposed|already disposed)/,
    'A tensor was used after it was disposed: to keep one beyond a tf.tidy, call tf.keep.',
  ],
  [
    /(expected ndim|is incompatible with layer|expected (min_|max_)?ndim|shape.*axis)/i,
    'The output of one layer does not fit the next: print encoder.summary() and decoder.summary() and compare the shapes.',
  ],
  [
    /(graph disconnected|cannot obtain value for tensor)/i,
    'A model’s output has to depend on its own input: does the decoder have its own tf.input, and is every layer applied to the output of the one before it?',
  ],
  [
    /must be InputLayer objects/,
    'A model starts with tf.input(...): give the decoder its own input and apply its layers to that.',
  ],
  [
    /must have only 1 element/,
    'A layer adds one number to the loss: sum over the units, then average over the batch.',
  ],
  [/variables is trainable/, 'Every layer is frozen: leave trainable: false out.'],
  [/L1L2 regularizer/, 'tf.regularizers.l1 takes an object: tf.regularizers.l1({ l1: lambtha }).'],
  [/Cannot find module/, 'Import only @tensorflow/tfjs and autoencoders.'],
  [
    /is not a function/,
    'Look for a misspelt name: TensorFlow.js calls its layers tf.layers.dense, tf.layers.conv2d, tf.layers.maxPooling2d, tf.layers.upSampling2d.',
  ],
  [
    /^line \d+: /,
    'TypeScript cannot parse that line: correct it there; often a bracket or a quote is missing before it.',
  ],
  [/Maximum call stack/, 'A function calls itself endlessly.'],
];

/** What to try if TensorFlow.js or the learner's code throws `message`. */
export function helpFor(message: string): string {
  const found = known.find(([pattern]) => pattern.test(message));
  return found
    ? found[1]
    : 'Call the function in a separate cell with these arguments to see the same error there.';
}

/** The most characters of an error in a message. */
const longest = 300;

/**
 * The first line of an error, without what changes a terminal or the direction of text (control characters, marks of
 * direction, halves of characters), and cut to `most` characters.
 */
export function tidyMessage(message: string, most = longest): string {
  const [first = ''] = message.slice(0, 10 * most).split(/[\n\u2028\u2029]/);
  const line = first.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, '').trim();
  const shown = [...line].slice(0, most + 1);
  return shown.length > most ? `${shown.slice(0, most - 1).join('')}…` : line || 'no message';
}

/** The message for a check that did not finish. */
export const tookTooLong = (timeout: number): { rationale: string; help: string } => ({
  rationale: `no answer within ${timeout / 1000} seconds`,
  help: 'Is there an endless loop, or a long training inside autoencoder? The checks train the models themselves.',
});
