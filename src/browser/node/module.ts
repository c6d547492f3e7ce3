/** A place in compiled code and in its original, lines and columns from 0. */
interface Entry {
  column: number;
  originalLine: number;
  originalColumn: number;
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Node's `SourceMap`, as far as the kernel uses it: of one file, without names. */
export class SourceMap {
  /** The entries of each compiled line, in order. */
  private readonly lines: Partial<Entry>[][];

  /** @param payload a source map, version 3 */
  constructor({ mappings }: { mappings: string }) {
    let [line, original] = [0, 0];
    this.lines = mappings.split(';').map((entries) => {
      let column = 0;
      return entries.split(',').flatMap((entry): Partial<Entry>[] => {
        const [shift, source, lines, columns] = toNumbers(entry);
        if (shift === undefined) return [];
        column += shift;
        if (source === undefined) return [{ column }];
        line += lines!;
        original += columns!;
        return [{ column, originalLine: line, originalColumn: original }];
      });
    });
  }

  /** The entry of the last mapped place that is not after the given one; empty if there is none. */
  findEntry(line: number, column: number): Partial<Entry> {
    for (let at = Math.min(line, this.lines.length - 1); at >= 0; at--) {
      const before = (this.lines[at] ?? []).filter((entry) => at < line || entry.column! <= column);
      if (before.length) return before.at(-1)!;
    }
    return {};
  }
}

/** The numbers of an entry: groups of 5 bits, the lowest first, of which the lowest of all is the sign. */
function toNumbers(entry: string): number[] {
  const numbers: number[] = [];
  let [value, shift] = [0, 0];
  for (const char of entry) {
    const digit = DIGITS.indexOf(char);
    value += (digit & 31) << shift;
    shift += 5;
    if (digit & 32) continue;
    numbers.push(value & 1 ? -(value >>> 1) : value >>> 1);
    [value, shift] = [0, 0];
  }
  return numbers;
}
