import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { REQUEST_FD, REPLY_FD, type FrontMessage, type Request, type CellsMessage } from '../protocol';
import { toExitMessage } from './exit-message';
import { findSnapshot, removeSnapshot, withSnapshot } from './snapshot';

type WithoutId<R> = R extends Request ? Omit<R, 'id'> : never;

/** The front's handlers for messages that are not replies. */
export interface Listener {
  publish(message: Extract<CellsMessage, { kind: 'publish' }>): void;
  input(message: Extract<CellsMessage, { kind: 'input' }>): void;
  /** Text written without JavaScript: by native code, or by a program that a cell started. */
  raw(name: 'stdout' | 'stderr', text: string): void;
  /** The process ended unexpectedly; `words` tell a learner why. */
  died(words: string): void;
}

/** The process that runs the cells, as seen from the front. */
export class Cells {
  private child: ChildProcess;
  /** The messages sent to a process that was started from a snapshot and has not yet reported that it runs. */
  private sent?: string[];
  private readonly waiting = new Map<string, (content: object) => void>();
  private log = '';
  private closing = false;

  /** @param snapshot what to start the process from, if there is one */
  constructor(listener: Listener, snapshot = findSnapshot()) {
    this.child = this.start(listener, snapshot);
  }

  private start(listener: Listener, snapshot?: string): ChildProcess {
    // In a separate group, a signal meant for the kernel reaches only the front, which handles it. Without that option,
    // Node ends a process in which Stop terminated a timer's callback.
    const options = ['--no-force-async-hooks-checks'];
    const child = spawn(process.execPath, [...options, join(__dirname, '../cells/main.js')], {
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
      detached: true,
      env: snapshot ? withSnapshot(snapshot) : process.env,
    });
    this.sent = snapshot ? [] : undefined;
    const replies = child.stdio[REPLY_FD] as Readable;
    createInterface({ input: replies }).on('line', (line) => {
      this.sent = undefined;
      this.receive(line, listener);
    });
    (child.stdio[REQUEST_FD] as Writable).on('error', () => undefined);
    child.stdout?.setEncoding('utf8').on('data', (text: string) => listener.raw('stdout', text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.log = (this.log + text).slice(-4000);
      if (!this.sent) listener.raw('stderr', text);
    });
    child.on('close', (code, signal) => {
      if (this.closing) return;
      if (snapshot && this.sent) this.startWithout(snapshot, listener);
      else listener.died(toExitMessage(this.log, code, signal));
    });
    return child;
  }

  /** Node refuses a snapshot that is damaged: the kernel then starts as it does without one. */
  private startWithout(snapshot: string, listener: Listener): void {
    const sent = this.sent ?? [];
    removeSnapshot(snapshot);
    this.log = '';
    this.child = this.start(listener);
    for (const line of sent) this.write(line);
  }

  /**
   * Sends a request, and resolves with the content of the reply; never rejects, and never resolves after the process died.
   */
  request<R extends Request>(request: WithoutId<R>, id: string): Promise<object> {
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.send({ ...request, id } as unknown as FrontMessage);
    });
  }

  /** Sends a message that gets no reply. */
  send(message: FrontMessage): void {
    this.write(JSON.stringify(message) + '\n');
  }

  private write(line: string): void {
    this.sent?.push(line);
    (this.child.stdio[REQUEST_FD] as Writable).write(line);
  }

  /** Kills the process. */
  close(): void {
    this.closing = true;
    this.child.kill('SIGKILL');
  }

  private receive(line: string, listener: Listener): void {
    const message = maybeMessage(line);
    if (!message) return;
    if (message.kind === 'publish') listener.publish(message);
    else if (message.kind === 'input') listener.input(message);
    else {
      this.waiting.get(message.id)?.(message.content);
      this.waiting.delete(message.id);
    }
  }
}

/** Reads a line; a line that Stop cut off, or an empty one, contains no message. */
function maybeMessage(line: string): CellsMessage | undefined {
  try {
    return JSON.parse(line) as CellsMessage;
  } catch {
    return undefined;
  }
}
