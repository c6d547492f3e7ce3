/** A message of TensorFlow.js' that learners meet, and what to do about it. */
const helps: [message: RegExp, help: string][] = [
  [
    /Unknown loss (\S+)/i,
    "losses are spelled 'binaryCrossentropy', 'meanSquaredError', 'categoricalCrossentropy'",
  ],
];

/** Returns one line of help for an error's message, where there is one. */
export function maybeHelp(message: string): string | undefined {
  return helps.find(([pattern]) => pattern.test(message))?.[1];
}
