import { Client, textOf, type Answer } from '../client';

/** How long an answer may take, in ms; only a broken kernel needs that long. */
const LIMIT = 120_000;

/** The result of a cell, as far as it does not depend on the number of earlier cells. */
export interface Outcome {
  shown: string;
  printed: string;
  error: string;
  trace: string;
}

/** Runs a cell. */
export async function runIn(kernel: Client, code: string): Promise<Outcome> {
  forget(kernel);
  return toOutcome(await answered(kernel.run(code), code));
}

/** Runs a cell until it has printed `begun`, and stops it. */
export async function stopIn(kernel: Client, code: string): Promise<Outcome> {
  forget(kernel);
  const id = await kernel.send('execute_request', { code, silent: false });
  await answered(kernel.printed('begun'), code);
  await answered(kernel.askControl('interrupt_request', {}), 'Stop');
  return toOutcome(await answered(kernel.answer(id), code));
}

/** Requests a completion, an inspection or whether code is complete. */
export async function askIn(kernel: Client, type: string, code: string, cursor: number): Promise<Answer> {
  forget(kernel);
  return answered(kernel.ask(type, { code, cursor_pos: cursor, detail_level: 0 }), `${type} of ${code}`);
}

/** Kernels that have run nothing, started in advance. */
export class FreshKernels {
  private readonly ready: Promise<Client>[] = [];

  constructor(
    private readonly folder: string,
    count = 2,
  ) {
    for (let i = 0; i < count; i++) this.add();
  }

  /** Runs cells in a separate kernel. */
  async run(cells: string[]): Promise<Outcome[]> {
    const kernel = await answered(this.ready.shift()!, 'the start of a kernel');
    this.add();
    const outcomes: Outcome[] = [];
    try {
      for (const cell of cells) outcomes.push(await runIn(kernel, cell));
    } finally {
      kernel.close();
    }
    return outcomes;
  }

  async close(): Promise<void> {
    for (const kernel of this.ready) (await kernel.catch(() => undefined))?.close();
  }

  private add(): void {
    const kernel = Client.start({}, this.folder);
    kernel.catch(() => undefined); // the error reaches whoever takes it
    this.ready.push(kernel);
  }
}

function toOutcome(answer: Answer): Outcome {
  const { reply, published } = answer;
  const result = published.find(({ type }) => type === 'execute_result');
  const isError = reply.status !== 'ok';
  return {
    shown: result?.content.data['text/plain'] ?? '',
    printed: textOf(answer) + textOf(answer, 'stderr'),
    error: isError ? plain(`${reply.ename}: ${reply.evalue}`) : '',
    trace: isError ? plain(reply.traceback.join('\n')) : '',
  };
}

/** Removes colours, cell numbers, and which package needs a missing one: Node does not tell, but the kernel may. */
const plain = (trace: string): string =>
  trace
    .replace(/\u001b\[[\d;]*m/g, '')
    .replace(/cell \[\d+\]/g, 'cell [ ]')
    .replace(/, which node_modules\/\S+ imports/g, '');

/** A client keeps all received messages; the last one tells it that it is connected. */
function forget({ published }: Client): void {
  published.splice(0, published.length - 1);
}

async function answered<T>(answer: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${LIMIT / 1000} s to ${what}`)), LIMIT);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
