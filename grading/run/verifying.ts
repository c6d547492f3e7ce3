import { distrustSnapshot, Ended, Program, type Ending, type Isolation } from '../isolation';
import type { FromVerifier, Job, Last, ToVerifier } from '../verifying/job';
import { Fault } from './fault';

/** Milliseconds in which a verifier has to send its next message: its checks of small models take a fraction of a second. */
const silence = 60_000;

/** What the supervisor does for a verifier. */
export interface Relay {
  /** Sends a question to the submission; resolves to `undefined` if that cannot answer any more. */
  ask(question: string): Promise<string | undefined>;
  onMessage(message: FromVerifier): void;
}

/** An isolated process that runs checks, one job at a time. */
export class Verifying {
  private program: Program;
  private failed = false;

  /** @param slot a number that no other running program has */
  constructor(
    private readonly isolation: Isolation,
    private readonly slot: number,
  ) {
    this.program = this.start();
  }

  /** Whether it can take another job. */
  get works(): boolean {
    return !this.failed;
  }

  /**
   * Runs the checks of one job.
   *
   * @throws Fault if the verifier fails
   */
  async run(job: Job, { ask, onMessage }: Relay): Promise<void> {
    let next: ToVerifier = { job };
    for (;;) {
      const messages = await this.tell(next);
      messages.forEach(onMessage);
      const last = messages.at(-1) as Last;
      if ('done' in last) return;
      if ('internal' in last) throw new Fault(last.internal);
      const answer = await ask(last.ask);
      next = answer === undefined ? { ended: true } : { answer };
    }
  }

  async kill(): Promise<void> {
    this.failed = true;
    await this.program.kill();
  }

  private start(): Program {
    return new Program(this.isolation, 'verifying', this.slot);
  }

  /** What the verifier says next; the last message says what it waits for. */
  private async tell(message: ToVerifier): Promise<FromVerifier[]> {
    try {
      await this.whenReady();
      return toMessages(await this.program.ask(JSON.stringify(message), silence));
    } catch (error) {
      await this.kill();
      if (error instanceof Ended) throw toFault(wordsFor(error.ending));
      throw error;
    }
  }

  private async whenReady(): Promise<void> {
    try {
      await this.program.ready;
    } catch (error) {
      if (this.failed || !distrustSnapshot('verifying')) throw error;
      await this.program.kill();
      this.program = this.start();
      await this.program.ready;
    }
  }
}

/** @throws Fault if they are not what a verifier says */
function toMessages(text: string): FromVerifier[] {
  const last = ['ask', 'done', 'internal'];
  try {
    const messages = JSON.parse(text) as FromVerifier[];
    if (messages.length && messages.every((message, at) => isLast(message) === (at === messages.length - 1)))
      return messages;
  } catch {
    // below
  }
  throw toFault('its answer is not valid');

  function isLast(message: FromVerifier): boolean {
    return last.some((key) => Object.hasOwn(message, key));
  }
}

const toFault = (why: string): Fault => new Fault(`the process of the checks failed: ${why}`);

function wordsFor(ending: Ending): string {
  if (ending.by === 'silence') return `it was silent for ${ending.milliseconds / 1000} seconds`;
  if (ending.by === 'protocol') return ending.what;
  return `it exited (${ending.signal ?? `exit code ${ending.code}`})`;
}
