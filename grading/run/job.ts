import type { CheckResult } from '../reports/results';

/** A request to a worker: one submission. */
export interface Job {
  slug: string;
  path: string;
  source: string;
  seed: number;
  only?: string[];
  /** Stop after the first check that does not pass. */
  bail?: boolean;
}

/** The messages of a worker. */
export type Report =
  { ready: true } | { started: string } | { result: CheckResult } | { done: true } | { internal: string };

/** What is known about the check before a submission runs. */
export const loads = { id: 'loads', title: 'the file can be run', points: 0, needs: [] as string[] };
