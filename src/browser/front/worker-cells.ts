import type { Listener } from '../../kernel/front/cells';
import type { CellsMessage, FrontMessage } from '../../kernel/protocol';
import type { Start } from '../protocol';
import { RunningCells } from './lost-page';

/** What the workers send to the page: the messages of Node's kernel, and two of their own. */
type FromWorker = CellsMessage | { kind: 'heard' } | { kind: 'lost'; reason: string };

/** How long a cell may take to reach an `await` after Stop where nothing else can stop it, in ms. */
const PATIENCE = 2000;

const AGAIN = 'run the cells again, from the first one on';

/** A worker, and the port to it. */
interface Started {
  worker: Worker;
  port: MessagePort;
}

/** The two workers of a kernel, as seen from the page: one runs the cells, the other compiles them. */
export class WorkerCells {
  private readonly waiting = new Map<string, (content: object) => void>();
  private workers?: { cells: Started; language: Started };
  /** How often Stop was requested; shared with the workers if the page may share memory. */
  private readonly requested?: Int32Array;
  private unheard?: ReturnType<typeof setTimeout>;
  private closed = false;
  private readonly running = new RunningCells();

  /**
   * @param base the folder of the workers' scripts
   * @param isLate whether to start the workers only when there is something to do: earlier ones were lost
   */
  constructor(
    private readonly listener: Listener,
    private readonly base: URL,
    isLate: boolean,
  ) {
    if (self.crossOriginIsolated)
      this.requested = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    if (!isLate) this.workers = this.start();
  }

  private start(): { cells: Started; language: Started } {
    const { port1, port2 } = new MessageChannel();
    return {
      // only a module can import the course, and only a classic script may be in the compiler's old style
      cells: this.startOne('cells', 'module', port1),
      language: this.startOne('language', 'classic', port2),
    };
  }

  private startOne(name: string, type: WorkerType, peer: MessagePort): Started {
    const worker = new Worker(new URL(`${name}.js`, this.base), { type, name });
    const { port1: port, port2: front } = new MessageChannel();
    const message: Start = { front, peer, requested: this.requested };
    worker.postMessage(message, [front, peer]);
    worker.onerror = (event) => {
      event.preventDefault();
      this.lose(event.message || `${name}.js cannot be loaded`);
    };
    port.onmessage = ({ data }: MessageEvent<FromWorker>) => this.receive(data);
    return { worker, port };
  }

  /** Sends a request, and resolves with the content of the reply; never after a worker was lost. */
  request(request: object, id: string): Promise<object> {
    const runs = (request as FrontMessage).kind === 'execute';
    if (runs) this.running.add(1);
    return new Promise((resolve) => {
      this.waiting.set(id, (content) => {
        if (runs) this.running.add(-1);
        resolve(content);
      });
      this.send({ ...request, id } as FrontMessage);
    });
  }

  /** Sends a message that gets no reply. */
  send(message: FrontMessage): void {
    if (message.kind === 'interrupt') this.stop();
    const isAboutCode = /^(complete|inspect|isComplete)$/.test(message.kind);
    const { cells, language } = (this.workers ??= this.start());
    (isAboutCode ? language : cells).port.postMessage(message);
  }

  /** Ends both workers. */
  close(): void {
    this.closed = true;
    this.running.clear();
    clearTimeout(this.unheard);
    for (const { worker } of Object.values(this.workers ?? {})) worker.terminate();
  }

  private stop(): void {
    if (this.requested) Atomics.add(this.requested, 0, 1);
    else
      this.unheard ??= setTimeout(() => {
        const why = 'this page is not isolated from others (the server sends no COOP and COEP headers)';
        this.fail(`stopped, but the variables are lost, because ${why}; ${AGAIN}`);
      }, PATIENCE);
  }

  private receive(message: FromWorker): void {
    if (message.kind === 'publish') this.listener.publish(message);
    else if (message.kind === 'input') this.listener.input(message);
    else if (message.kind === 'lost') this.lose(message.reason);
    else if (message.kind === 'heard') {
      clearTimeout(this.unheard);
      this.unheard = undefined;
    } else {
      this.waiting.get(message.id)?.(message.content);
      this.waiting.delete(message.id);
    }
  }

  private lose(reason: string): void {
    const isMemory = /out of memory|allocation failed|Cannot enlarge memory/i.test(reason);
    const less = 'with less at once: a smaller batchSize, fewer images, disposed tensors';
    this.fail(
      isMemory
        ? `the kernel ran out of memory; ${AGAIN}, ${less}`
        : `the kernel's worker ended (${reason}); ${AGAIN}`,
    );
  }

  private fail(words: string): void {
    if (this.closed) return;
    this.close();
    this.listener.died(words);
  }
}
