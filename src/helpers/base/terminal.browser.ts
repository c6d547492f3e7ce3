import type { TerminalBar } from './terminal';

export type { TerminalBar };

/** A page has no terminal. */
export const isTerminal = (): boolean => false;

/**
 * A page has no terminal to draw a bar in.
 *
 * @throws always
 */
export function buildTerminalBar(format: string): TerminalBar {
  throw new Error(`a page has no terminal for ${format}`);
}
