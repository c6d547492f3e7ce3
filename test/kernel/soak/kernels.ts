import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { HEAR_FD, SPEAK_FD, type Tell } from '../../../src/kernel/protocol';
import { Client, type Answer } from '../client';

/** What a kernel is asked. */
export type Question =
  { ask: 'cell'; code: string } | { ask: 'complete' | 'inspect'; code: string; cursor: number };

/** What it came to, as far as a person at the notebook sees it. */
export type Reply = Record<string, unknown>;

/** How long a kernel may take for an answer, in ms: only a broken one needs that long. */
export const WAIT = 90_000;

/** Rejects when nothing came for too long. */
export function inTime<T>(answer: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${WAIT / 1000} s: ${what}`)), WAIT);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

/** The kernel that lives through all of the soak. */
export class LastingKernel {
  private count = 0;

  private constructor(readonly client: Client) {}

  static async start(folder: string, env: NodeJS.ProcessEnv): Promise<LastingKernel> {
    return new LastingKernel(await Client.start(env, folder));
  }

  /** The number that the next cell gets. */
  get next(): number {
    return this.count + 1;
  }

  async ask(question: Question): Promise<Reply> {
    if (question.ask === 'cell') return this.toReply(await this.send(question.code));
    const { ask, code, cursor } = question;
    const content = { code, cursor_pos: cursor, detail_level: 0 };
    return (await inTime(this.client.ask(`${ask}_request`, content), code)).reply;
  }

  /** Sends a cell; resolves at once with a promise of its answer. */
  async begin(code: string): Promise<() => Promise<Reply>> {
    this.count++;
    const id = await this.client.send('execute_request', { code, silent: false });
    return async () => this.toReply(await inTime(this.client.answer(id), code));
  }

  stop(): Promise<object> {
    return inTime(this.client.askControl('interrupt_request', {}), 'Stop');
  }

  close(): void {
    this.client.close();
  }

  private send(code: string): Promise<Answer> {
    this.count++;
    return inTime(this.client.run(code), code);
  }

  private toReply({ reply, published }: Answer): Reply {
    this.client.published.length = 1; // what is kept of a thousand answers would slow the search for the next
    return toReply(reply, published);
  }
}

/** A kernel that has looked at nothing on the disk before it is asked; its libraries are loaded ahead. */
export class FreshKernel {
  private readonly child: ChildProcess;
  private readonly ready: Promise<unknown>;
  private readonly published: { type: string; content: Record<string, unknown> }[] = [];
  private readonly waiting = new Map<string, (content: Record<string, unknown>) => void>();
  private asked = 0;
  private words = '';

  constructor(folder: string, env: NodeJS.ProcessEnv) {
    this.child = spawn(
      process.execPath,
      ['--no-force-async-hooks-checks', join(__dirname, 'fresh-kernel.mjs')],
      {
        cwd: folder,
        env,
        stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe', 'ipc'],
        detached: true, // a group of its own, to be ended as one
      },
    );
    this.child.stderr?.on('data', (text) => (this.words += text));
    this.ready = new Promise((resolve, reject) => {
      this.child.once('message', resolve);
      this.child.once('exit', () => reject(new Error(`a fresh kernel died: ${this.words}`)));
    });
    this.ready.catch(() => undefined);
    const speech = this.child.stdio[SPEAK_FD] as Readable;
    createInterface({ input: speech }).on('line', (line) => line && this.hear(JSON.parse(line) as Tell));
    (this.child.stdio[HEAR_FD] as Writable).on('error', () => undefined);
  }

  /** How many questions it was asked. */
  get age(): number {
    return this.asked;
  }

  /** @param count the number that the cell carries in traces */
  async ask(question: Question, count: number): Promise<Reply> {
    await this.ready;
    const id = String(this.asked++);
    if (id === '0') this.child.send('begin');
    const { ask, code } = question;
    const cell = { code, count, userExpressions: {}, allowStdin: false };
    const content = ask === 'cell' ? { ask: 'execute', id, cell } : { ...question, id };
    const answer = new Promise<Record<string, unknown>>((resolve) => this.waiting.set(id, resolve));
    (this.child.stdio[HEAR_FD] as Writable).write(`${JSON.stringify(content)}\n`);
    this.published.length = 0;
    const reply = await inTime(answer, `fresh kernel, ${code}`);
    return ask === 'cell' ? toReply(reply, this.published) : reply;
  }

  close(): void {
    try {
      process.kill(-this.child.pid!, 'SIGKILL');
    } catch {
      // it has ended
    }
  }

  private hear(tell: Tell): void {
    if (tell.tell === 'publish')
      this.published.push(tell as { type: string; content: Record<string, unknown> });
    if (tell.tell === 'answer') this.waiting.get(tell.id)?.(tell.content as Record<string, unknown>);
  }
}

/** What a person sees of a cell's answer. */
function toReply(
  reply: Record<string, unknown>,
  published: { type: string; content: Record<string, unknown> }[],
): Reply {
  const printed = (name: string): string =>
    published
      .filter(({ type, content }) => type === 'stream' && content.name === name)
      .map(({ content }) => content.text as string)
      .join('');
  const shown = published
    .filter(({ type }) => type === 'execute_result' || type === 'display_data')
    .map(({ content }) => content.data as Record<string, string>)
    // Node's own modules print so; those of a package that was changed under its feet are plain objects
    .map((data) => ({
      ...data,
      'text/plain': data['text/plain']?.replaceAll('[Module: null prototype] ', ''),
    }));
  const { status, ename, evalue, traceback } = reply;
  return { status, shown, stdout: printed('stdout'), stderr: printed('stderr'), ename, evalue, traceback };
}
