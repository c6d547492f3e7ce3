import type { CheckResult } from '../reports/results';

/** What a verifier checks: a submission that is ready to be asked. */
export interface Job {
  slug: string;
  /** The submission's JavaScript, and the name of its file. */
  code: string;
  name: string;
  /** The checks run once with each. */
  seeds: number[];
  /** Ids of checks: run these and those they need. */
  only?: string[];
  /** Stop after the first check that does not pass. */
  bail?: boolean;
}

/** What the supervisor tells a verifier: what to check, and what the submission answered, or that it cannot any more. */
export type ToVerifier = { job: Job } | { answer: string } | { ended: true };

/** One of the things that a verifier says. */
export type FromVerifier =
  | { started: string }
  | { result: CheckResult }
  /** All checks ran with one of the seeds. */
  | { seedDone: number }
  | Last;

/** With one of these ends each answer of a verifier, which is a list: what it says, and what it waits for. */
export type Last =
  /** A question to the submission. */
  | { ask: string }
  /** The verifier has finished with the job. */
  | { done: true }
  | { internal: string };

/** What is known about the check before a submission runs. */
export const loads = { id: 'loads', title: 'the file can be run', points: 0, needs: [] as string[] };
