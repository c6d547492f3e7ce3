import { SingleBar } from 'cli-progress';

/** A bar that moves in a terminal. */
export interface TerminalBar {
  /** @param values by the names that the format has in braces */
  start(total: number, value: number, values?: object): void;
  update(value: number, values?: object): void;
  stop(): void;
}

/** Whether messages go to a terminal, not to a file. */
export const isTerminal = (): boolean => process.stderr.isTTY;

/**
 * A bar in the terminal, drawn from its `start` to its `stop`.
 *
 * @param format the line, with `{bar}`, `{percentage}`, and names of values in braces
 */
export const buildTerminalBar = (format: string): TerminalBar =>
  new SingleBar({ format, barsize: 20, stream: process.stderr, hideCursor: true });
