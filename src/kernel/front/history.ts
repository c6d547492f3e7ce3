import { matchesGlob } from './glob';

/** One executed cell: `[session, line, input]`, with `[input, output]` in the last place if outputs are requested. */
export type Entry = [session: number, line: number, input: string | [string, string | null]];

interface Cell {
  line: number;
  input: string;
  output: string | null;
}

/** The executed and stored cells of this session, for `history_request`. */
export class History {
  private readonly cells: Cell[] = [];

  /** Adds a cell; `output` is the text of its result, if it had one. */
  add(line: number, input: string, output: string | null): void {
    this.cells.push({ line, input, output });
  }

  /**
   * Answers a `history_request`: the last `n`, the lines from `start` to before `stop`, or those matching a glob. The
   * answer to a request without a known `hist_access_type` is empty.
   */
  find(request: Record<string, unknown>): Entry[] {
    const { hist_access_type: type, output } = request;
    const n = typeof request.n === 'number' ? request.n : Infinity;
    let found: Cell[] = [];
    if (type === 'tail') found = last(this.cells, n);
    if (type === 'range') {
      const { start, stop } = request as { start?: number; stop?: number };
      found = this.cells.filter(({ line }) => line >= (start ?? 0) && line < (stop ?? Infinity));
    }
    if (type === 'search') {
      found = this.cells.filter(({ input }) => matchesGlob(input, String(request.pattern ?? '*')));
      if (request.unique)
        found = found.filter((cell, i) => !found.slice(i + 1).some((later) => later.input === cell.input));
      found = last(found, n);
    }
    return found.map((cell) => [0, cell.line, output ? [cell.input, cell.output] : cell.input]);
  }
}

function last<T>(list: T[], n: number): T[] {
  return n === Infinity ? list : list.slice(Math.max(0, list.length - n));
}
