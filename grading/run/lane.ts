import { distrustSnapshot, Ended, Program, type Ending, type Isolation } from '../isolation';
import type { CheckResult } from '../reports/results';
import type { FromVerifier, Job } from '../verifying/job';
import { Fault } from './fault';
import { Reader } from './reader';
import { Verifying } from './verifying';

/** Milliseconds that a submission may take. */
export interface Limits {
  /** Until its process can be asked; it runs no code of the learner before. */
  start: number;
  /** For one answer. */
  silence: number;
  /** For all answers to the checks with one seed. */
  total: number;
}

export const defaultLimits: Limits = { start: 60_000, silence: 10_000, total: 60_000 };

/** A reader, a verifier, the submission, and the one that starts while it is checked. */
const programsOfLane = 4;

/** Milliseconds in which a process starts on a machine that does nothing else. */
const usualStart = 1500;
/** The most by which the limits grow on a machine that is busy. */
const mostSlack = 8;

/** The results of a job; `ending` if the submission's process ended before the checks were done. */
export interface Checked {
  /** For each seed. */
  results: CheckResult[][];
  /** The check that was running, and why it did not finish. */
  ending?: { at: string; ending: Ending; limits: Limits };
}

/**
 * What grades one submission after the other: a verifier, a reader, and, for each submission, an isolated process of its
 * own, which is started while the one before is checked.
 */
export class Lane {
  readonly reader: Reader;
  private readonly limits: Limits;
  private readonly given: Partial<Limits>;
  private readonly slack: number;
  private isClosed = false;
  private verifying: Verifying;
  private turn = 0;
  private next: { program: Program; started: Promise<number> } | undefined;

  /**
   * @param at the place of this lane among those that run at the same time
   * @param options.limits limits that do not depend on how busy the machine is
   * @param options.slack the least factor by which the others grow
   */
  constructor(
    private readonly isolation: Isolation,
    private readonly at: number,
    { limits = {}, slack = 1 }: { limits?: Partial<Limits>; slack?: number } = {},
  ) {
    this.given = limits;
    this.slack = slack;
    this.limits = { ...defaultLimits, ...limits };
    this.reader = new Reader(isolation, this.slot(0));
    this.verifying = new Verifying(isolation, this.slot(1));
    this.prepare();
  }

  /** Starts the process of the next submission. */
  prepare(): void {
    if (this.next || this.isClosed) return;
    const begun = Date.now();
    const slot = this.slot(2 + (this.turn++ % 2));
    const program = new Program(this.isolation, 'submission', slot, this.limits.start);
    const started = program.ready.then(() => Date.now() - begun);
    started.catch(() => undefined);
    this.next = { program, started };
  }

  /**
   * Runs the checks of a submission.
   *
   * @param options.more whether another submission follows
   * @throws Fault if the grader fails
   */
  async check(
    job: Job,
    { more = false, onSeed = () => {} }: { more?: boolean; onSeed?(): void } = {},
  ): Promise<Checked> {
    const { program, took } = await this.takeNext();
    try {
      if (more) this.prepare();
      if (!this.verifying.works && !this.isClosed)
        this.verifying = new Verifying(this.isolation, this.slot(1));
      return await this.relay(job, program, this.limitsFor(took), onSeed);
    } finally {
      await program.kill();
    }
  }

  /** The process of the next submission, and the milliseconds in which it started. */
  private async takeNext(): Promise<{ program: Program; took: number }> {
    this.prepare();
    if (!this.next) throw new Fault('grading was stopped');
    const { program, started } = this.next;
    this.next = undefined;
    try {
      return { program, took: await started };
    } catch (error) {
      await program.kill();
      if (distrustSnapshot('submission')) return this.takeNext();
      throw new Fault(`the process of the submission does not start: ${(error as Error).message}`);
    }
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await Promise.all([this.verifying.kill(), this.reader.close(), this.next?.program.kill()]);
  }

  /** The slot of one of this lane's programs, from 0. */
  private slot(of: number): number {
    return this.at * programsOfLane + of;
  }

  /** The limits that were given, or longer ones while the machine is busy, so that nobody loses points to its load. */
  private limitsFor(took: number): Limits {
    const slack = Math.min(mostSlack, Math.max(this.slack, took / usualStart));
    const { start, silence, total } = this.limits;
    return { start, silence: Math.round(silence * slack), total: Math.round(total * slack), ...this.given };
  }

  private async relay(job: Job, program: Program, limits: Limits, onSeed: () => void): Promise<Checked> {
    const checked: Checked = { results: [[]] };
    let at = 'loads';
    let deadline = Date.now() + limits.total;
    const onMessage = (message: FromVerifier): void => {
      if (checked.ending) return;
      if ('started' in message) at = message.started;
      if ('result' in message) checked.results.at(-1)!.push(message.result);
      if (!('seedDone' in message)) return;
      deadline = Date.now() + limits.total;
      if (checked.results.length < job.seeds.length) checked.results.push([]);
      onSeed();
    };
    const ask = async (question: string): Promise<string | undefined> => {
      try {
        return await program.ask(question, Math.max(1, Math.min(limits.silence, deadline - Date.now())));
      } catch (error) {
        if (!(error instanceof Ended)) throw error;
        checked.ending ??= { at, ending: error.ending, limits };
        return undefined;
      }
    };
    await this.verifying.run(job, { ask, onMessage });
    return checked;
  }
}
