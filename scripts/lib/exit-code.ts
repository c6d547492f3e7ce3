import { CommanderError } from 'commander';

/** The exit code for what a command threw: 0 after --help, 2 when it was called wrongly, else 1, with its message on stderr. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  console.error((error as Error).message);
  return 1;
}
