export { SingleBar } from 'cli-progress';

/** Where bars are drawn. */
export const terminal = process.stderr;

/** Whether messages go to a terminal, not to a file. */
export const isTerminal = (): boolean => terminal.isTTY;
