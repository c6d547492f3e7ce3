import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as zmq from 'zeromq';
import { formatMessage, parseMessage, type Message } from '../../src/kernel/front/message';

export const root = join(__dirname, '../..');

/** How long to wait for the kernel's last messages after it has ended, in ms. */
const GRACE = 20_000;

const TRIES = 3;

/** The result of a request: the reply's content, and what was published for it until idle. */
export interface Answer {
  reply: Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any
  published: { type: string; content: Record<string, any> }[]; // eslint-disable-line @typescript-eslint/no-explicit-any
}

/**
 * A Jupyter client of one kernel, for tests: starts the kernel like Jupyter, sends requests, and collects the answers.
 */
export class Client {
  private readonly key = randomUUID();
  private readonly shell = new zmq.Dealer();
  private readonly control = new zmq.Dealer();
  private readonly stdin = new zmq.Dealer();
  private readonly iopub = new zmq.Subscriber();
  private readonly replies = new Map<string, Message>();
  readonly published: Message[] = [];
  private readonly waiting = new Set<() => void>();
  kernel!: ChildProcess;
  private ended = false;
  /** The id of the last request to run a cell. */
  private cell = '';
  /** The kernel's log. */
  log = '';
  /** The line that is sent when a cell asks for input. */
  input = '';

  static async start(env: NodeJS.ProcessEnv = {}, cwd = root): Promise<Client> {
    for (let tries = 1; ; tries++) {
      const client = new Client();
      try {
        await client.open(env, cwd);
        return client;
      } catch (error) {
        client.close();
        // a port that was free may have been taken before the kernel bound it
        if (tries === TRIES || !client.log.includes('EADDRINUSE')) throw error;
      }
    }
  }

  private async open(env: NodeJS.ProcessEnv, cwd: string): Promise<void> {
    const [shell, control, stdin, iopub, hb] = await Promise.all(Array.from({ length: 5 }, freePort));
    const connection = {
      transport: 'tcp',
      ip: '127.0.0.1',
      key: this.key,
      signature_scheme: 'hmac-sha256',
      shell_port: shell,
      control_port: control,
      stdin_port: stdin,
      iopub_port: iopub,
      hb_port: hb,
    };
    const file = join(mkdtempSync(join(tmpdir(), 'kernel-')), 'connection.json');
    writeFileSync(file, JSON.stringify(connection));
    const main = JSON.stringify(join(root, 'dist/src/kernel/front/main.js'));
    const code = `require(${main}).startKernel(${JSON.stringify(file)})`;
    this.kernel = spawn(process.execPath, ['-e', code], { cwd, env: { ...process.env, ...env } });
    this.kernel.stderr?.on('data', (text) => (this.log += text));
    // messages that it sent before it ended may still be in transit
    this.kernel.stdout?.resume();
    this.kernel.on('close', (code, signal) => {
      this.log += `\n(it ended with ${signal ?? `code ${code}`})`;
      setTimeout(() => this.end(), this.published.length ? GRACE : 0);
    });
    const identity = randomUUID();
    this.shell.routingId = this.control.routingId = this.stdin.routingId = identity;
    for (const [socket, port] of [
      [this.shell, shell],
      [this.control, control],
      [this.stdin, stdin],
      [this.iopub, iopub],
    ] as const)
      socket.connect(`tcp://127.0.0.1:${port}`);
    this.iopub.subscribe();
    for (const socket of [this.shell, this.control])
      void this.listen(socket, (m) => this.replies.set(parentId(m), m));
    void this.listen(this.iopub, (message) => this.published.push(message));
    void this.listen(this.stdin, () => void this.send('input_reply', { value: this.input }, this.stdin));
    // a subscriber misses messages that are published before it is welcomed
    await this.until(() => this.published.some(({ header }) => header.msg_type === 'iopub_welcome'));
    await this.ask('kernel_info_request', {});
  }

  /** Sends raw frames, for messages that no correct client would send. */
  async sendRaw(frames: (Buffer | string)[]): Promise<void> {
    await this.shell.send(frames);
  }

  /** Sends a request, and returns its id. */
  async send(type: string, content: object, socket = this.shell): Promise<string> {
    const frames = formatMessage(type, content, {}, this.key);
    const id = (JSON.parse(frames[2]!.toString()) as { msg_id: string }).msg_id;
    if (type === 'execute_request') this.cell = id;
    await socket.send(frames);
    return id;
  }

  /** Waits for the reply to a request, and for the idle state after it. */
  async answer(id: string): Promise<Answer> {
    const mine = (): Message[] => this.published.filter((message) => parentId(message) === id);
    const idle = (message: Message): boolean => message.content.execution_state === 'idle';
    await this.until(() => this.replies.has(id) && mine().some(idle));
    const published = mine().map(({ header, content }) => ({ type: header.msg_type, content }));
    return { reply: this.replies.get(id)!.content, published };
  }

  async ask(type: string, content: object): Promise<Answer> {
    return this.answer(await this.send(type, content));
  }

  async run(code: string, options: object = {}): Promise<Answer> {
    return this.ask('execute_request', { code, silent: false, allow_stdin: true, ...options });
  }

  /** Waits until the cell that was sent last has begun. */
  begun(): Promise<void> {
    return this.until(() => this.published.some((m) => this.isOfCell(m) && 'execution_count' in m.content));
  }

  /** Waits until the cell that was sent last has printed `text`; another may have printed the same. */
  printed(text: string): Promise<void> {
    return this.until(() =>
      this.published.some((m) => this.isOfCell(m) && String(m.content.text).includes(text)),
    );
  }

  async askControl(type: string, content: object): Promise<Message['content']> {
    const id = await this.send(type, content, this.control);
    await this.until(() => this.replies.has(id));
    return this.replies.get(id)!.content;
  }

  /** Waits until a message from the kernel makes `condition` true; fails if the kernel ends first. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      if (this.ended) throw new Error(`the kernel is dead: ${this.log}`);
      await new Promise<void>((resolve) => this.waiting.add(resolve));
    }
  }

  close(): void {
    this.kernel.kill('SIGKILL');
    for (const socket of [this.shell, this.control, this.stdin, this.iopub]) socket.close();
  }

  private async listen(socket: zmq.Dealer | zmq.Subscriber, take: (message: Message) => void): Promise<void> {
    for await (const frames of socket) {
      take(parseMessage(frames, this.key));
      this.wake();
    }
  }

  private isOfCell(message: Message): boolean {
    return parentId(message) === this.cell;
  }

  private end(): void {
    this.ended = true;
    this.wake();
  }

  private wake(): void {
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }
}

const parentId = (message: Message): string => (message.parent as { msg_id?: string }).msg_id ?? '';

/** The text that a request printed. */
export function textOf({ published }: Answer, name = 'stdout'): string {
  const streams = published.filter(({ type, content }) => type === 'stream' && content.name === name);
  return streams.map(({ content }) => content.text as string).join('');
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** The messages of `type` that were published while the cell ran. */
export const only = ({ published }: Answer, type: string) =>
  published.filter((message) => message.type === type);

/** The cell's result by MIME type, if it has one. */
export const resultOf = (answer: Answer) => only(answer, 'execute_result')[0]?.content.data;

/** Runs a cell that must succeed. */
export async function runOk(client: Client, code: string): Promise<Answer> {
  const answer = await client.run(code);
  assert.equal(answer.reply.status, 'ok', answer.reply.evalue);
  return answer;
}
