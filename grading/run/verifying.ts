import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../src/project/root';
import type { FromVerifier, Job, ToVerifier } from './job';

/** The grader failed, not the submission. */
export class Fault extends Error {
  override readonly name = 'Fault';
}

/** Flags for our own programs, which tests run as TypeScript. */
const flags = __filename.endsWith('.ts') ? ['-r', join(root, 'scripts/test/typescript.cjs')] : [];
/** Milliseconds in which a verifier has to send its next message: its checks of small models take a fraction of a second. */
const silence = 60_000;

/** What the supervisor does for a verifier. */
export interface Relay {
  /** Sends a question to the submission; resolves to `undefined` if that cannot answer any more. */
  ask(question: string): Promise<string | undefined>;
  onMessage(message: FromVerifier): void;
}

/** A process that runs checks, one job at a time. */
export class Verifying {
  private readonly child: ChildProcess;
  private fail: ((fault: Fault) => void) | undefined;
  private hear: ((message: FromVerifier) => void) | undefined;
  private fault: Fault | undefined;

  constructor() {
    this.child = fork(join(__dirname, 'verifier'), {
      execArgv: [...flags, '--max-old-space-size=1024'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: { PATH: process.env.PATH },
      serialization: 'json',
    });
    this.child.on('message', (message) => this.hear?.(message as FromVerifier));
    this.child.on('error', (error) => this.break(error.message));
    this.child.on('exit', (code, signal) => this.break(`it exited (${signal ?? `exit code ${code}`})`));
  }

  /** Whether it can take another job. */
  get works(): boolean {
    return this.fault === undefined;
  }

  /**
   * Runs the checks of one job.
   *
   * @throws Fault if the verifier fails
   */
  async run(job: Job, { ask, onMessage }: Relay): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const watch = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => this.break(`it was silent for ${silence / 1000} seconds`), silence);
    };
    try {
      await new Promise<void>((resolve, reject) => {
        this.fail = reject;
        if (this.fault) return reject(this.fault);
        this.hear = (message) => {
          watch();
          onMessage(message);
          if ('done' in message) resolve();
          if ('internal' in message) reject(new Fault(message.internal));
          if (!('ask' in message)) return;
          clearTimeout(timer); // the submission has a limit of its own
          ask(message.ask).then((answer) => {
            watch();
            this.send(answer === undefined ? { ended: true } : { answer });
          }, reject);
        };
        watch();
        this.send({ job });
      });
    } finally {
      clearTimeout(timer);
      this.hear = this.fail = undefined;
    }
  }

  kill(): void {
    this.break('it was ended');
  }

  private send(message: ToVerifier): void {
    if (this.works) this.child.send(message, (error) => error && this.break(error.message));
  }

  private break(why: string): void {
    this.fault ??= new Fault(`the process of the checks failed: ${why}`);
    this.child.kill('SIGKILL');
    this.fail?.(this.fault);
  }
}
