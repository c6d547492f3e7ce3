import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../src/root';

/** Why a child process was ended before it was done. */
export type Ending = { hung: 'at start' | 'later' } | { exitCode: number | null; signal: string | null };

/** Milliseconds a child may take. */
export interface Limits {
  /** Until its first message: our own code's to take. */
  start: number;
  /** From one message to the next. */
  silence: number;
  total: number;
}

export interface ChildOptions<Message> {
  /** Sent to the child when it starts. */
  input: unknown;
  /** Environment of the child; nothing else of ours reaches it. */
  env?: Record<string, string>;
  limits: Limits;
  onMessage(message: Message): void;
  /** Whether this message is the last. */
  isDone(message: Message): boolean;
}

/** `process.execArgv` for a program of ours, which tests run from its TypeScript. */
const runTypeScript = __filename.endsWith('.ts') ? ['-r', join(root, 'scripts/test/typescript.cjs')] : [];

/**
 * Runs a program of ours in a process of its own and ends it when it is done, silent for too long, or dead. What it
 * prints is not read: it may be a learner's.
 *
 * @param path the program, without its extension
 * @returns `undefined` when it said it was done, else how it ended
 */
export function runChild<Message>(path: string, options: ChildOptions<Message>): Promise<Ending | undefined> {
  const { input, env = {}, limits, onMessage, isDone } = options;
  const child: ChildProcess = fork(path, {
    execArgv: runTypeScript,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: { PATH: process.env.PATH, ...env },
    serialization: 'json',
  });
  return new Promise((resolve, reject) => {
    let silence: NodeJS.Timeout | undefined;
    const end = (ending?: Ending): void => {
      clearTimeout(silence);
      clearTimeout(total);
      child.removeAllListeners();
      child.on('error', () => undefined);
      child.kill('SIGKILL');
      resolve(ending);
    };
    const watch = (limit: number, hung: 'at start' | 'later'): void => {
      clearTimeout(silence);
      silence = setTimeout(() => end({ hung }), limit);
    };
    const total = setTimeout(() => end({ hung: 'later' }), limits.total);
    watch(limits.start, 'at start');
    child.on('error', reject);
    child.on('exit', (exitCode, signal) => end({ exitCode, signal }));
    child.on('message', (message) => {
      watch(limits.silence, 'later');
      try {
        onMessage(message as Message);
      } catch (error) {
        reject(error);
        return end();
      }
      if (isDone(message as Message)) end();
    });
    child.send(input as object);
  });
}
