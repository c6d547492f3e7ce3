import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { root } from '../../support/run';

const { findBarrier } = require(join(root, 'scripts/setup/base/reachable.cjs')) as {
  findBarrier(path: string): string | undefined;
};

/** The course that learners share: this project, or the edition in the folder that HUB_COURSE names. */
const course = process.env.HUB_COURSE ?? root;
/** The Python of learners' servers, which also has the hub. */
export const python = join(course, '.venv-hub/bin/python');
export const proxy = join(root, '.setup/hub-proxy/node_modules/configurable-http-proxy');
export const password = 'a password for tests';
const token = 'a-token-for-the-tests-of-the-hub';

/** Whether learners can be users of their own: as root, in a folder that others may enter. */
export const areSeparate =
  process.getuid?.() === 0 &&
  existsSync(python) &&
  [course, process.execPath, python].every((path) => !findBarrier(path));

/** A JupyterHub on this machine, with the configuration of deploy/hub and configurable-http-proxy in front. */
export class Hub {
  private said = '';
  private constructor(
    /** The folder of everything that it writes: homes, exchange, lessons. */
    readonly base: string,
    readonly url: string,
    private readonly child: ChildProcess,
  ) {
    for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (data) => (this.said += data));
  }

  /**
   * @param publish writes the lessons for it into a folder, and returns their repository
   * @param args more options of learners' servers
   */
  static async start(
    names: string[],
    publish: (folder: string) => string,
    args: string[] = [],
  ): Promise<Hub> {
    const base = mkdtempSync(join(tmpdir(), 'hub é '));
    chmodSync(base, 0o711);
    mkdirSync(join(base, 'homes'));
    const ports = await freePorts(3);
    const users = Object.fromEntries(names.map((name, i) => [name, areSeparate ? 61_001 + i : null]));
    const gitconfig = join(base, 'gitconfig');
    const environment = { AUTOENCODERS_LESSONS: publish(base), GIT_CONFIG_SYSTEM: gitconfig };
    const test = { root, base, ports, users, token, password, environment, args };
    const config = join(root, 'test/deploy/hub/jupyterhub_config.py');
    const child = spawn(python, ['-m', 'jupyterhub', '--config', config], {
      cwd: base,
      env: {
        ...process.env,
        PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
        HUB_TEST: JSON.stringify(test),
        AUTOENCODERS_COURSE: course,
        AUTOENCODERS_EXCHANGE: join(base, 'exchange'),
      },
    });
    process.once('exit', () => child.kill('SIGTERM'));
    const hub = new Hub(base, `http://127.0.0.1:${ports[0]}`, child);
    while (
      !(await fetch(`${hub.url}/hub/api`).then(
        ({ ok }) => ok,
        () => false,
      ))
    ) {
      if (child.exitCode !== null) throw new Error(hub.said);
      await wait(50);
    }
    return hub;
  }

  get exchange(): string {
    return join(this.base, 'exchange');
  }

  home(name: string): string {
    return join(this.base, 'homes', name);
  }

  /** Asks the hub as its administrator. */
  async ask(method: string, path: string, body?: unknown): Promise<Response> {
    const response = await fetch(`${this.url}/hub/api/${path}`, {
      method,
      headers: { authorization: `token ${token}` },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok)
      throw new Error(`${method} ${path}: ${response.status} ${await response.text()}\n${this.said}`);
    return response;
  }

  /** Starts a learner's server; resolves with a token of the learner's when it answers. */
  async startServer(name: string): Promise<string> {
    await this.ask('POST', `users/${name}/server`);
    const events = await (await this.ask('GET', `users/${name}/server/progress`)).text(); // ends when it is ready
    if (!/"ready": true/.test(events)) throw new Error(`${events}\n${this.said}`);
    const made = await this.ask('POST', `users/${name}/tokens`, { scopes: [`access:servers!user=${name}`] });
    return ((await made.json()) as { token: string }).token;
  }

  async stopServer(name: string): Promise<void> {
    await this.ask('DELETE', `users/${name}/server`);
    const isThere = async () =>
      (
        (await (await this.ask('GET', `users/${name}`)).json()) as {
          server: string | null;
          pending: string | null;
        }
      ).pending !== null;
    while (await isThere()) await wait(50);
  }

  /** Ends it with all servers, and removes what they wrote. */
  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    if (this.child.exitCode === null && this.child.kill('SIGTERM')) await ended;
    rmSync(this.base, { recursive: true, force: true });
  }
}

/** Ports that are free, and different. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
