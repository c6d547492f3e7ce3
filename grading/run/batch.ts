import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { runChild } from '../harness/process';
import type { Job } from './job';
import type { CheckResult } from '../reports/results';

/** The results of one job of a batch, or why there are none. */
export type BatchReport = { at: number } & ({ checks: CheckResult[] } | { internal: string });

/**
 * Grades many trusted solutions (fixtures, mutants, the answer key with many seeds) in a few shared processes. This is
 * fast, but a solution that hangs or crashes prevents the following ones from being graded. Not for submissions.
 *
 * @param onDone called after each one
 * @returns the checks of each job, in order
 * @throws if a check itself is faulty, or a process exits early
 */
export async function gradeBatch(
  jobs: Job[],
  {
    processes = availableParallelism(),
    onDone = () => {},
  }: { processes?: number; onDone?(at: number): void } = {},
): Promise<CheckResult[][]> {
  const results: CheckResult[][] = [];
  const share = async (first: number): Promise<void> => {
    const mine = jobs.flatMap((job, at) => (at % processes === first ? [{ job, at }] : []));
    if (!mine.length) return;
    let left = mine.length;
    let last = 'the first';
    const ending = await runChild<BatchReport>(join(__dirname, 'batch-worker'), {
      input: mine,
      env: { AUTOENCODERS_BACKEND: 'cpu' },
      limits: { start: 60_000, silence: 60_000, total: 3 * 60 * 60_000 },
      onMessage(report) {
        if ('internal' in report) throw new Error(`${jobs[report.at]!.path}: ${report.internal}`);
        results[report.at] = report.checks;
        last = jobs[report.at]!.path;
        left--;
        onDone(report.at);
      },
      isDone: () => left === 0,
    });
    if (ending) throw new Error(`a batch process exited after ${last}: ${JSON.stringify(ending)}`);
  };
  await Promise.all(Array.from({ length: processes }, (_, i) => share(i)));
  return results;
}
