import { maybeHelp } from '../../src/backend/tfjs/help';
import { cleanText } from '../reports/clean';

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

/** The first line of an error, of at most 300 characters and safe to show. */
export function tidyMessage(message: string): string {
  const [first = ''] = message.slice(0, 3000).split(/[\n\u2028\u2029]/);
  return cleanText(first, 300) || 'no message';
}

/** The message for a check that did not finish. */
export const tookTooLong = (timeout: number): { rationale: string; help: string } => ({
  rationale: `no answer within ${timeout / 1000} seconds`,
  help: 'Is there an endless loop, or a long training inside autoencoder? The checks train the models themselves.',
});
