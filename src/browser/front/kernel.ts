import { versions } from 'autoencoders:versions';
import { Kernel } from '../../kernel/front/kernel';
import { PROTOCOL_VERSION, toKernelInfo } from '../../kernel/front/kernel-info';
import type { Channel } from '../../kernel/front/sockets';
import type { Header, Message } from '../../kernel/front/message';
import { randomUUID } from '../node/crypto';
import type { KernelOptions, LiteKernel, LiteMessage, Shared, Signal } from './jupyterlite';
import { WorkerCells } from './worker-cells';

/** The kernel in a page: Node's kernel, with workers in place of its process, and the page in place of its sockets. */
export class BrowserKernel implements LiteKernel {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly ready = Promise.resolve();
  readonly disposed: Signal;
  isDisposed = false;
  /** Absent after it ended, until there is something to do. */
  private kernel?: Kernel;
  /** The session of the client that asked last: JupyterLite finds a client by the session in a header. */
  private client = '';

  /** @param base the folder of the workers' scripts */
  constructor(
    private readonly options: KernelOptions,
    private readonly base: URL,
    { Signal }: Shared['signaling'],
  ) {
    this.id = options.id;
    this.name = options.name;
    this.location = options.location;
    this.disposed = new Signal(this);
    this.kernel = this.start(false);
  }

  /** Takes a message; the answers are sent later, so that JupyterLite does not hold back the next one until then. */
  async handleMessage({ channel, header, parent_header: parent, content }: LiteMessage): Promise<void> {
    this.client = header.session;
    const message: Message = { identities: [], header, parent, content };
    this.kernel ??= this.start(true);
    this.kernel.receive(header.msg_type === 'input_reply' ? 'stdin' : (channel as Channel), message);
  }

  /** Stops the running cell. */
  interrupt(): void {
    this.kernel?.interrupt();
  }

  /** Ends the kernel, because it is shut down or restarted. */
  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    void this.kernel?.close(0);
    this.disposed.emit(undefined);
  }

  private start(isLate: boolean): Kernel {
    return new Kernel({
      clients: {
        reply: (channel, type, content, request) => this.send(channel, type, content, request.header),
        publish: (type, content, parent) => this.send('iopub', type, content, parent),
        flush: () => Promise.resolve(),
      },
      startCells: (listener) => new WorkerCells(listener, this.base, isLate),
      info: toKernelInfo(versions, 'in the browser'),
      end: () => {
        if (this.isDisposed) return;
        this.send('iopub', 'status', { execution_state: 'restarting' }, {});
        this.send('iopub', 'status', { execution_state: 'idle' }, {});
        this.kernel = undefined;
      },
    });
  }

  private send(
    channel: LiteMessage['channel'],
    type: string,
    content: object,
    parent: Header | object,
  ): void {
    if (this.isDisposed) return;
    const header: Header = {
      msg_id: randomUUID(),
      msg_type: type,
      session: (parent as Header).session ?? this.client,
      username: 'kernel',
      date: new Date().toISOString(),
      version: PROTOCOL_VERSION,
    };
    const message = { channel, header, parent_header: parent, metadata: {}, content, buffers: [] };
    this.options.sendMessage(message as LiteMessage);
  }
}
