interface Extracted {
  stripVTControlCharacters(text: string): string;
}

/** `text` without the sequences that control a terminal: Node's own function, extracted. */
export const { stripVTControlCharacters } = require('node-inspect-extracted') as Extracted;
