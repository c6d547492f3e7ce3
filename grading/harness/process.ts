import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../src/project/root';

/** Why a child process was ended before it finished. */
export type Ending = { hung: 'at start' | 'later' } | { exitCode: number | null; signal: string | null };

/** Milliseconds a child may take. */
export interface Limits {
  /** Until its first message, while our own code starts. */
  start: number;
  /** Between one message and the next. */
  silence: number;
  total: number;
}

export interface ChildOptions<Message> {
  /** Sent to the child when it starts. */
  input: unknown;
  /** The entire environment of the child. */
  env?: Record<string, string>;
  limits: Limits;
  onMessage(message: Message): void;
  /** Whether this message is the last one. */
  isDone(message: Message): boolean;
}

/** `process.execArgv` for our own programs, which tests run as TypeScript. */
const runTypeScript = __filename.endsWith('.ts') ? ['-r', join(root, 'scripts/test/typescript.cjs')] : [];

/**
 * Runs one of our programs in its own process until it finishes, is silent for too long, or crashes. Its output is not
 * read, because it may come from a learner's code.
 *
 * @param path the program, without its extension
 * @returns `undefined` if it reported that it is done, otherwise how it ended
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
