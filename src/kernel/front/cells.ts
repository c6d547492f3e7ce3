import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { HEAR_FD, SPEAK_FD, type Ask, type Question, type Tell } from '../protocol';
import { toLastWords } from './last-words';

type Name<Q> = Q extends Question ? Omit<Q, 'id'> : never;

/** What the front does with the words that nobody waits for. */
export interface Listener {
  publish(tell: Extract<Tell, { tell: 'publish' }>): void;
  input(tell: Extract<Tell, { tell: 'input' }>): void;
  /** Text written past JavaScript: by native code, or by a program that a cell started. */
  raw(name: 'stdout' | 'stderr', text: string): void;
  /** The process ended and nobody asked it to; `words` say why, for a learner. */
  died(words: string): void;
}

/** The process that runs the cells, seen from the front. */
export class Cells {
  private readonly child: ChildProcess;
  private readonly waiting = new Map<string, (content: object) => void>();
  private log = '';
  private closing = false;

  constructor(listener: Listener) {
    // A group of its own: a signal meant for the kernel reaches the front alone, which knows what to do with it.
    // Without that option Node ends a process in which Stop cut a timer's callback.
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

  /** Asks, and resolves with the answer's content; never rejects, and never resolves once the process is dead. */
  ask<Q extends Question>(question: Name<Q>, id: string): Promise<object> {
    return new Promise((resolve) => {
      this.waiting.set(id, resolve);
      this.tell({ ...question, id } as unknown as Ask);
    });
  }

  /** Says something that has no answer. */
  tell(ask: Ask): void {
    (this.child.stdio[HEAR_FD] as Writable).write(JSON.stringify(ask) + '\n');
  }

  /** Ends the process for good. */
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

/** Reads a line; one that Stop cut off, or an empty one, says nothing. */
function maybeTell(line: string): Tell | undefined {
  try {
    return JSON.parse(line) as Tell;
  } catch {
    return undefined;
  }
}
