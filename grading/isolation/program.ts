import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Duplex } from 'node:stream';
import { FrameError, FrameReader, toFrame } from '../protocol/frames';
import { ControlGroup } from './control-group';
import { descriptors, launch, prepared, type Isolation } from './launch';
import { processorTime } from './processor-time';
import type { Role } from './view';

/** Why an isolated program can no longer be asked. */
export type Ending =
  /** `processor`: the milliseconds of processor time that it has used so far, if known. */
  | { by: 'silence'; milliseconds: number; processor?: number }
  | { by: 'exit'; code: number | null; signal: string | null }
  | { by: 'protocol'; what: string };

/** The program ended, or was ended, before it answered. */
export class Ended extends Error {
  override readonly name = 'Ended';
  constructor(readonly ending: Ending) {
    super(`the isolated program ended: ${JSON.stringify(ending)}`);
  }
}

/** The most bytes that a program may send at once, and in all. A verifier asks, and for a whole class. */
const bytesOf = (role: Role): { frame: number; total: number } =>
  role === 'verifying'
    ? { frame: 64 * 2 ** 20, total: Infinity }
    : { frame: 8 * 2 ** 20, total: 64 * 2 ** 20 };

/** The number of the frame with which a program says that it can be asked. */
export const readyId = 0;

/** An isolated program: it answers one question at a time, and anything else that it sends ends it. */
export class Program {
  /** Resolves when the program can be asked; rejects if it ends before. */
  readonly ready: Promise<void>;
  private readonly child: ChildProcess;
  private readonly pipe: Duplex;
  private readonly gone: Promise<void>;
  private ending: Ending | undefined;
  private lastId = readyId;
  private pending: { id: number; resolve(text: string): void; reject(error: Error): void } | undefined;

  constructor(isolation: Isolation, role: Role, slot: number, startLimit = 60_000) {
    const group = ControlGroup.make();
    const isAwaited = group !== undefined;
    const { command, args, ...user } = prepared(launch(isolation, role, slot), role, isAwaited);
    const [, ...others] = descriptors();
    const stdio = [isAwaited ? 'pipe' : 'ignore', ...others] as const;
    this.child = spawn(command, args, { ...user, cwd: '/', env: {}, stdio: [...stdio] });
    if (group && this.child.pid !== undefined) group.add(this.child.pid);
    this.child.stdin?.on('error', () => undefined).end('\n');
    this.pipe = this.child.stdio[3] as unknown as Duplex;
    this.gone = new Promise((resolve) => this.child.once('close', () => resolve(group?.remove())));
    const reader = new FrameReader(bytesOf(role), (id, text) => this.receive(id, text));
    this.pipe.on('data', (chunk: Buffer) => {
      if (this.ending) return;
      try {
        reader.push(chunk);
      } catch (error) {
        if (!(error instanceof FrameError)) throw error;
        this.end({ by: 'protocol', what: error.message });
      }
    });
    this.pipe.on('error', () => undefined); // the same as `end`
    this.pipe.on('end', () => void this.afterClosing());
    this.child.on('error', (error) => this.end({ by: 'protocol', what: error.message }));
    this.child.on('exit', (code, signal) => this.end({ by: 'exit', code, signal }));
    this.ready = this.wait(readyId, startLimit).then(() => undefined);
    this.ready.catch(() => undefined);
  }

  /**
   * Sends a question and waits for the answer.
   *
   * @param limit milliseconds until the program is ended
   * @throws Ended if there is no answer
   */
  async ask(text: string, limit: number): Promise<string> {
    if (this.ending) throw new Ended(this.ending);
    const id = ++this.lastId;
    const answer = this.wait(id, limit);
    this.pipe.write(toFrame(id, text));
    return answer;
  }

  /** Ends the program and all that it started. */
  async kill(): Promise<void> {
    this.end({ by: 'exit', code: null, signal: 'SIGKILL' });
    await this.gone;
  }

  /** A program that exits closes its pipe; one that closes it and continues cannot be asked any more. */
  private async afterClosing(): Promise<void> {
    const timer = setTimeout(() => this.end({ by: 'protocol', what: 'it closed its connection' }), 1000);
    await this.gone;
    clearTimeout(timer);
  }

  private wait(id: number, limit: number): Promise<string> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.endUnlessHeard(id, limit), limit);
      const settle =
        <T>(how: (value: T) => void) =>
        (value: T): void => {
          clearTimeout(timer);
          this.pending = undefined;
          how(value);
        };
      this.pending = { id, resolve: settle(resolve), reject: settle(reject) };
    });
  }

  /** An answer may have arrived while this process was busy: it is read before the program is ended. */
  private endUnlessHeard(id: number, limit: number): void {
    setImmediate(() =>
      setImmediate(() => {
        if (this.pending?.id !== id) return;
        this.end({ by: 'silence', milliseconds: limit, processor: processorTime(this.child.pid) });
      }),
    );
  }

  private receive(id: number, text: string): void {
    if (this.pending?.id !== id) throw new FrameError('it sends messages that nothing asked for');
    this.pending.resolve(text);
  }

  private end(ending: Ending): void {
    if (this.ending) return;
    this.ending = ending;
    killWithChildren(this.child);
    this.pipe.removeAllListeners('data').resume(); // it closes when all that the program started is gone
    setTimeout(() => this.pipe.destroy(), 2000).unref();
    this.pending?.reject(new Ended(ending));
  }
}

/**
 * Kills a process and its children. Bubblewrap's child dies with it only once it has asked for that, so a program that is
 * ended while it starts would leave it behind.
 */
function killWithChildren(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(pid, 'SIGSTOP'); // it starts no more children
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
    for (const one of children.split(' ').filter(Boolean)) process.kill(Number(one), 'SIGKILL');
  } catch {
    // it has ended, or the system does not tell
  }
  child.kill('SIGKILL');
}
