import { CommanderError } from 'commander';

/** The exit code for an error of a command: 0 after --help, 2 for invalid arguments, otherwise 1, with the message on stderr. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  console.error((error as Error).message);
  return 1;
}
