import type { Bundle, CellRequest, Failure, CellsMessage } from '../protocol';
import type { Cells, Listener } from './cells';
import { OutputBuffer, type Held } from './output-buffer';
import { History } from './history';
import type { Message } from './message';
import { withoutTensorFlowLog } from './native-log';
import type { Channel, Sockets } from './sockets';

/** What the kernel needs of its surroundings: they are Jupyter's sockets and a process here, a page and its workers in a browser. */
export interface Surroundings {
  clients: Pick<Sockets, 'reply' | 'publish' | 'flush'>;
  /** Starts what runs the cells. */
  startCells(listener: Listener): Pick<Cells, 'request' | 'send' | 'close'>;
  /** The answer to `kernel_info_request`. */
  info: object;
  /** Ends the kernel, after everything is sent; 0 if a client asked for it. */
  end(code: number): void;
}

type Outcome = { status: 'ok'; user_expressions: object } | ({ status: 'error' } & Failure);

/**
 * Answers Jupyter's requests: those about the session itself, and the others with the help of the process that runs the
 * cells.
 */
export class Kernel {
  private readonly cells: ReturnType<Surroundings['startCells']>;
  private readonly sockets: Surroundings['clients'];
  private readonly held = new OutputBuffer(
    (type, content) => this.cell && this.publish(type, content, this.cell),
  );
  private readonly history = new History();
  private readonly queue: Message[] = [];
  /** The cell that is running or ran last: output from outside of cells is shown there. */
  private cell?: Message;
  private running = false;
  private count = 0;
  private result: string | null = null;

  constructor(private readonly surroundings: Surroundings) {
    this.sockets = surroundings.clients;
    this.cells = surroundings.startCells({
      publish: (message) => this.forward(message),
      input: ({ prompt, password }) =>
        this.cell && this.sockets.reply('stdin', 'input_request', { prompt, password }, this.cell),
      raw: (name, text) => {
        const shown = name === 'stderr' ? withoutTensorFlowLog(text) : text;
        if (shown && this.cell && !this.cell.content.silent)
          this.held.add({ type: 'stream', content: { name, text: shown } });
      },
      died: (words) => void this.die(words),
    });
  }

  /** Receives one message, and publishes the busy and idle states around its answer. */
  receive(channel: Channel, message: Message): void {
    if (channel === 'stdin') return this.cells.send({ kind: 'input', value: String(message.content.value) });
    if (message.header.msg_type === 'execute_request') {
      this.queue.push(message);
      return void (this.running || this.drain());
    }
    this.publish('status', { execution_state: 'busy' }, message);
    void this.answer(channel, message).finally(() => {
      this.publish('status', { execution_state: 'idle' }, message);
      // a client that shows the kernel's state must not assume that the cell has ended
      if (this.running && this.cell) this.publish('status', { execution_state: 'busy' }, this.cell);
    });
  }

  /** Stops the running cell; its variables are kept. */
  interrupt(): void {
    this.cells.send({ kind: 'interrupt' });
  }

  /** Ends the kernel, and what runs its cells. */
  async close(code: number): Promise<void> {
    this.cells.close();
    await this.sockets.flush();
    this.surroundings.end(code);
  }

  private async answer(channel: Channel, message: Message): Promise<void> {
    const { content, header } = message;
    const { code, cursor_pos: cursor } = content as { code: string; cursor_pos: number };
    const reply = (answer: object): void =>
      this.sockets.reply(channel, header.msg_type.replace('request', 'reply'), answer, message);
    switch (header.msg_type) {
      case 'kernel_info_request':
        return reply(this.surroundings.info);
      case 'complete_request':
      case 'inspect_request': {
        if (typeof code !== 'string' || typeof cursor !== 'number') return reply(missing('code, cursor_pos'));
        const kind = header.msg_type === 'complete_request' ? 'complete' : 'inspect';
        return reply(await this.cells.request({ kind, code, cursor }, header.msg_id));
      }
      case 'is_complete_request':
        if (typeof code !== 'string') return reply(missing('code'));
        return reply(await this.cells.request({ kind: 'isComplete', code }, header.msg_id));
      case 'history_request':
        return reply({ status: 'ok', history: this.history.find(content) });
      case 'comm_info_request':
        return reply({ status: 'ok', comms: {} });
      case 'comm_open': // there are no comm targets here: the spec requires closing
        return this.publish('comm_close', { comm_id: content.comm_id, data: {} }, message);
      case 'interrupt_request':
        this.interrupt();
        return reply({ status: 'ok' });
      case 'shutdown_request':
        reply({ status: 'ok', restart: content.restart === true });
        setTimeout(() => void this.close(0));
    }
  }

  private async drain(): Promise<void> {
    this.running = true;
    for (let message = this.queue.shift(); message; message = this.queue.shift()) {
      this.publish('status', { execution_state: 'busy' }, message);
      const failed = await this.execute(message);
      const dropped = failed && message.content.stop_on_error !== false ? this.queue.splice(0) : [];
      this.publish('status', { execution_state: 'idle' }, message);
      for (const next of dropped) this.abort(next);
    }
    this.running = false;
  }

  private async execute(message: Message): Promise<boolean> {
    const { content, header } = message;
    const { code, silent, store_history: store } = content;
    const stored = !silent && store !== false;
    this.held.flush();
    this.cell = message;
    this.result = null;
    if (stored) this.count++;
    const execution_count = this.count;
    if (typeof code !== 'string') {
      this.sockets.reply('shell', 'execute_reply', { ...missing('code'), execution_count }, message);
      return true;
    }
    if (!silent) this.publish('execute_input', { code, execution_count }, message);
    const cell: CellRequest = {
      code,
      count: execution_count,
      userExpressions: (content.user_expressions ?? {}) as Record<string, string>,
      allowStdin: content.allow_stdin === true,
    };
    const outcome = (await this.cells.request({ kind: 'execute', cell }, header.msg_id)) as Outcome;
    this.held.flush();
    if (stored) this.history.add(execution_count, code, this.result);
    this.finish(outcome, message);
    return outcome.status === 'error';
  }

  private finish(outcome: Outcome, message: Message): void {
    if (outcome.status === 'error' && !message.content.silent) {
      const { ename, evalue, traceback } = outcome;
      this.publish('error', { ename, evalue, traceback }, message);
    }
    const answer = { execution_count: this.count, payload: [], ...outcome };
    this.sockets.reply('shell', 'execute_reply', answer, message);
  }

  private abort(message: Message): void {
    this.publish('status', { execution_state: 'busy' }, message);
    this.sockets.reply('shell', 'execute_reply', { status: 'aborted' }, message);
    this.publish('status', { execution_state: 'idle' }, message);
  }

  private forward({ id, type, content }: Extract<CellsMessage, { kind: 'publish' }>): void {
    const cell = this.cell;
    if (!cell || cell.header.msg_id !== id || cell.content.silent) return;
    if (type === 'execute_result')
      this.result = String((content as { data: Bundle }).data['text/plain'] ?? '');
    const message = { type, content } as Held;
    if (message.type === 'stream' || message.type === 'update_display_data') return this.held.add(message);
    this.held.flush();
    this.publish(type, content, cell);
  }

  private publish(type: string, content: object, parent: Message): void {
    this.sockets.publish(type, content, parent.header);
  }

  private async die(words: string): Promise<void> {
    console.error(words);
    this.held.flush();
    const failure = { ename: 'KernelDied', evalue: words, traceback: [`KernelDied: ${words}`] };
    if (this.cell && this.running) {
      this.finish({ status: 'error', ...failure }, this.cell);
      this.publish('status', { execution_state: 'idle' }, this.cell);
    } else if (this.cell) this.publish('stream', { name: 'stderr', text: `${words}\n` }, this.cell);
    await this.close(1);
  }
}

function missing(fields: string): { status: 'error' } & Failure {
  const evalue = `invalid request: fields are missing (expected ${fields})`;
  return { status: 'error', ename: 'InvalidRequest', evalue, traceback: [`InvalidRequest: ${evalue}`] };
}
