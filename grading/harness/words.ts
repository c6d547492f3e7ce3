import { maybeHelp } from '../../src/backend/tfjs/help';

/** Messages that mean something else in a submission than elsewhere, and those that TensorFlow.js does not throw. */
const known: [RegExp, string][] = [
  [
    /(LayersVariable .* disposed|model of an earlier call)/,
    'Two calls share something: create every layer and every model inside autoencoder, anew at each call.',
  ],
  [
    /reading 'replace'/,
    "A custom layer class needs `static className = 'ItsName';`: TensorFlow.js derives the layer's name from it.",
  ],
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
  const found = known.find(([pattern]) => pattern.test(message))?.[1] ?? toSentence(maybeHelp(message));
  return found ?? 'Call the function in a separate cell with these arguments to see the same error there.';
}

/** A line of help as a sentence; a name at its beginning stays as it is written. */
const toSentence = (line: string | undefined): string | undefined =>
  line && `${line.replace(/^(?!null)[a-z]{2,}(?=[ ,])/, (word) => word[0]!.toUpperCase() + word.slice(1))}.`;

/** The first line of an error, at most 300 characters, without terminal control sequences. */
export function tidyMessage(message: string): string {
  const line = message
    .split('\n')[0]!
    .replace(/[\u0000-\u001f\u007f-\u009f]/g, '')
    .trim();
  return line.length > 300 ? `${line.slice(0, 299)}…` : line || 'no message';
}
