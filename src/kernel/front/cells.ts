import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { HEAR_FD, SPEAK_FD, type Ask, type Question, type Tell } from '../protocol';
import { toLastWords } from './last-words';

type Name<Q> = Q extends Question ? Omit<Q, 'id'> : never;

/** The front's handlers for messages that are not answers. */
export interface Listener {
  publish(tell: Extract<Tell, { tell: 'publish' }>): void;
  input(tell: Extract<Tell, { tell: 'input' }>): void;
  /** Text written without JavaScript: by native code, or by a program that a cell started. */
  raw(name: 'stdout' | 'stderr', text: string): void;
  /** The process ended unexpectedly; `words` tell a learner why. */
  died(words: string): void;
}

/** The process that runs the cells, as seen from the front. */
export class Cells {
  private readonly child: ChildProcess;
  private readonly waiting = new Map<string, (content: object) => void>();
  private log = '';
  private closing = false;

  constructor(listener: Listener) {
    // In a separate group, a signal meant for the kernel reaches only the front, which handles it. Without that option,
    // Node ends a process in which Stop terminated a timer's callback.
    const options = ['--no-force-async-hooks-checks'];
    this.child = spawn(process.execPath, [...options, join(__dirname, '../cells/main.js')], {
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
      detached: true,
    });
    const speech = this.child.stdio[SPEAK_FD] as Readable;
    createInterface({ input: speech }).on('line', (line) => this.hear(line, listener));
    (this.child.stdio[HEAR_FD] as Writable).on('error', () => undefined);
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => listener.raw('stdout', text));
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.log = (this.log + text).slice(-4000);
      listener.raw('stderr', text);
    });
    this.child.on('close', (code, signal) => {
      if (!this.closing) listener.died(toLastWords(this.log, code, signal));
    });
  }

  /**
   * Asks a question, and resolves with the answer's content; never rejects, and never resolves after the process died.
   */
  ask<Q extends Question>(question: Name<Q>, id: string): Promise<object> {
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.tell({ ...question, id } as unknown as Ask);
    });
  }

  /** Sends a message that has no answer. */
  tell(ask: Ask): void {
    (this.child.stdio[HEAR_FD] as Writable).write(JSON.stringify(ask) + '\n');
  }

  /** Kills the process. */
  close(): void {
    this.closing = true;
    this.child.kill('SIGKILL');
  }

  private hear(line: string, listener: Listener): void {
    const tell = maybeTell(line);
    if (!tell) return;
    if (tell.tell === 'publish') listener.publish(tell);
    else if (tell.tell === 'input') listener.input(tell);
    else {
      this.waiting.get(tell.id)?.(tell.content);
      this.waiting.delete(tell.id);
    }
  }
}

/** Reads a line; a line that Stop cut off, or an empty one, contains no message. */
function maybeTell(line: string): Tell | undefined {
  try {
    return JSON.parse(line) as Tell;
  } catch {
    return undefined;
  }
}
