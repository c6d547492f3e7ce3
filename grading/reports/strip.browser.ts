/** What Node's `util.stripVTControlCharacters` removes: the pattern of ansi-regex, by Sindre Sorhus (MIT). */
const sequences = new RegExp(
  [
    '[\\u001B\\u009B][[\\]()#;?]*',
    '(?:(?:(?:(?:;[-a-zA-Z\\d\\/\\#&.:=?%@~_]+)*',
    '|[a-zA-Z\\d]+(?:;[-a-zA-Z\\d\\/\\#&.:=?%@~_]*)*)?',
    '(?:\\u0007|\\u001B\\u005C|\\u009C))',
    '|(?:(?:\\d{1,4}(?:;\\d{0,4})*)?',
    '[\\dA-PR-TZcf-ntqry=><~]))',
  ].join(''),
  'g',
);

/** `text` without the sequences that control a terminal. */
export const stripVTControlCharacters = (text: string): string => text.replace(sequences, '');
