import type { CheckResult } from '../reports/results';

/** What a worker is asked to do: one submission. */
export interface Job {
  slug: string;
  path: string;
  source: string;
  seed: number;
  only?: string[];
  /** End after the first check that does not pass. */
  bail?: boolean;
}

/** What a worker says while it does it. */
export type Report =
  { ready: true } | { started: string } | { result: CheckResult } | { done: true } | { internal: string };

/** What is known of the check before a submission is. */
export const loads = { id: 'loads', title: 'the file can be run', points: 0, needs: [] as string[] };
