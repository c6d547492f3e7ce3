import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client, type Answer } from './client';

/** The last value that a cell shows, or its error. */
export const shown = ({ reply, published }: Answer): string =>
  published.find(({ type }) => type === 'execute_result')?.content.data['text/plain'] ??
  `${reply.status} ${reply.evalue ?? ''}`.trim();

/** A folder with a kernel, for the tests of one `describe`: the files next to the notebook may change while it runs. */
export class Workspace {
  readonly folder = mkdtempSync(join(tmpdir(), 'notebook-'));
  client!: Client;

  constructor() {
    before(async () => (this.client = await Client.start({}, this.folder)));
    after(() => this.client.close());
  }

  write(name: string, text: string | object): void {
    mkdirSync(dirname(join(this.folder, name)), { recursive: true });
    writeFileSync(join(this.folder, name), typeof text === 'string' ? text : JSON.stringify(text));
  }

  /** Installs a package in `node_modules`, replacing any other version of it. */
  writePackage(name: string, manifest: object, files: Record<string, string>): void {
    this.remove(`node_modules/${name}`);
    this.write(`node_modules/${name}/package.json`, { name, ...manifest });
    for (const [file, text] of Object.entries(files)) this.write(`node_modules/${name}/${file}`, text);
  }

  remove(name: string): void {
    rmSync(join(this.folder, name), { recursive: true, force: true });
  }

  async run(code: string): Promise<string> {
    return shown(await this.client.run(code));
  }

  /** Runs a cell until it has printed `text`, stops it, and returns the name of its error. */
  async stop(code: string, text: string): Promise<string> {
    const id = await this.client.send('execute_request', { code, silent: false });
    await this.client.printed(text);
    await this.client.askControl('interrupt_request', {});
    return (await this.client.answer(id)).reply.ename;
  }
}
