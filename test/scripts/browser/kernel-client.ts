import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import type { Tested } from '../../kernel/cases/tested';
import type { Answer } from '../../kernel/client';

type Content = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any

interface Message {
  channel: string;
  header: { msg_id: string; msg_type: string; session: string };
  parent_header: { msg_id?: string };
  content: Content;
}

/** Defined in the page: sends a message to the kernel. */
declare const ask: (message: object) => Promise<void>;

/** A page that loads the extension as JupyterLite does, with nothing else of JupyterLite, and starts a kernel. */
const pageCode = `
class Signal { emit() {} connect() {} }
const share = (name, module) => ({ [name]: { '0': { get: async () => () => module } } });
window.begin = async () => {
  const container = window._JUPYTERLAB['autoencoders-kernel'];
  container.init({
    ...share('@jupyterlite/services', { IKernelSpecs: {}, IKernelClient: {} }),
    ...share('@lumino/signaling', { Signal }),
    ...share('@jupyterlab/apputils', { Notification: { warning: () => '' } }),
    ...share('@jupyterlab/coreutils', { PageConfig: { setOption: () => '' } }),
  });
  const plugin = (await container.get('./extension'))().default;
  let create;
  plugin.activate({}, { register: (options) => (create = options.create) }, { interrupt: async () => {} });
  const kernel = await create({ id: '1', name: 'tslab', location: '', sendMessage: (message) => window.deliver(message) });
  window.ask = (message) => kernel.handleMessage(message);
};`;

/** A client of a kernel in a page, for the cases that are the same for every kernel. */
export class BrowserClient implements Tested {
  /** The line that is sent when a cell asks for input. */
  input = '';
  private readonly replies = new Map<string, Content>();
  private readonly published: Message[] = [];
  private readonly waiting = new Set<() => void>();
  private readonly session = randomUUID();
  /** The id of the last request to run a cell. */
  private cell = '';

  private constructor(private readonly page: Page) {}

  /** Starts a kernel; `url` is that of the folder with its scripts. */
  static async start(browser: Browser, url: string): Promise<BrowserClient> {
    const page = await browser.newPage();
    const client = new BrowserClient(page);
    await page.exposeFunction('deliver', (message: Message) => client.receive(message));
    await page.goto(`${url}types.json`); // any file, for the address
    await page.setContent('<!doctype html><title>Kernel</title>');
    await page.addScriptTag({ content: pageCode });
    await page.addScriptTag({ url: `${url}extension.js` });
    await page.evaluate('begin()');
    return client;
  }

  /** Sends a request, and returns its id. */
  async send(type: string, content: object, channel: unknown = 'shell'): Promise<string> {
    const header = { msg_id: randomUUID(), msg_type: type, session: this.session };
    if (type === 'execute_request') this.cell = header.msg_id;
    await this.page.evaluate((message) => ask(message), { channel, header, parent_header: {}, content });
    return header.msg_id;
  }

  /** Waits for the reply to a request, and for the idle state after it. */
  async answer(id: string): Promise<Answer> {
    const mine = (): Message[] => this.published.filter(({ parent_header: { msg_id } }) => msg_id === id);
    await this.until(
      () => this.replies.has(id) && mine().some(({ content }) => content.execution_state === 'idle'),
    );
    const published = mine().map(({ header, content }) => ({ type: header.msg_type, content }));
    return { reply: this.replies.get(id)!, published };
  }

  async ask(type: string, content: object): Promise<Answer> {
    return this.answer(await this.send(type, content));
  }

  run(code: string, options: object = {}): Promise<Answer> {
    return this.ask('execute_request', { code, silent: false, allow_stdin: true, ...options });
  }

  begun(): Promise<void> {
    return this.until(() => this.published.some((m) => this.isOfCell(m) && 'execution_count' in m.content));
  }

  printed(text: string): Promise<void> {
    return this.until(() =>
      this.published.some((m) => this.isOfCell(m) && String(m.content.text).includes(text)),
    );
  }

  async askControl(type: string, content: object): Promise<Content> {
    const id = await this.send(type, content, 'control');
    await this.until(() => this.replies.has(id));
    return this.replies.get(id)!;
  }

  close(): void {
    void this.page.close();
  }

  private receive(message: Message): void {
    if (message.channel === 'iopub') this.published.push(message);
    else if (message.channel === 'stdin') void this.send('input_reply', { value: this.input }, 'stdin');
    else this.replies.set(message.parent_header.msg_id!, message.content);
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }

  private isOfCell({ parent_header }: Message): boolean {
    return parent_header.msg_id === this.cell;
  }

  private async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.waiting.add(resolve));
  }
}
