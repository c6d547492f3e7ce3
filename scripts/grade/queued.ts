import { gradeOnQueue } from '../../grading/queue/dispatch';
import { UsageError, type Submission } from '../../grading/intake';
import type { Results, SubmissionResult } from '../../grading/reports/results';
import type { GradeEach, GradeOptions } from '../../grading/run/grade';
import { graderVersion } from '../../grading/run/version';

export interface QueueArguments extends Pick<GradeOptions, 'only'> {
  url: string;
  /** Also count what workers graded without isolation. */
  allowUnisolated?: boolean;
  signal?: AbortSignal;
}

/**
 * Grades on the workers of a queue. What the signal stops is taken out of the queue.
 *
 * @returns a grader that throws QueueError if the queue cannot be used, and UsageError if a worker does not isolate
 */
export function gradeThere({ url, only, allowUnisolated, signal }: QueueArguments): GradeEach {
  return async (submissions, onResult) => {
    const stop = new AbortController();
    let fault: UsageError | undefined;
    await gradeOnQueue(
      submissions.map((submission) => ({ submission, seed: submission.seed, only })),
      {
        url,
        version: graderVersion(),
        say: (line) => console.error(line),
        signal: signal ? AbortSignal.any([signal, stop.signal]) : stop.signal,
        onResult(queued, { submission, seed }) {
          if (queued.isolation === 'bubblewrap' || allowUnisolated)
            return onResult(queued.result, Object.assign(submission, { seed }));
          fault ??= new UsageError(
            'a worker does not isolate submissions: stop it, or add --allow-unisolated',
          );
          stop.abort();
        },
      },
    );
    if (fault) throw fault;
    signal?.throwIfAborted();
  };
}

/**
 * Has submissions graded by the workers of a queue, as `grade` does here. Ctrl-C takes them out of the queue.
 *
 * @throws QueueError if the queue cannot be used
 */
export async function gradeQueued(
  submissions: Submission[],
  { seed, ...queue }: Omit<QueueArguments, 'signal'> & Pick<GradeOptions, 'seed'>,
): Promise<Results> {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  const results = new Map<Submission, SubmissionResult>();
  const seeded = submissions.map((submission) => ({ ...submission, seed }));
  await gradeThere({ ...queue, signal: stop.signal })(seeded, (result, submission) =>
    results.set(submission, result),
  ).catch((error: unknown) => {
    if (stop.signal.aborted) process.exit(130);
    throw error;
  });
  const isolation = queue.allowUnisolated ? 'permissions' : 'bubblewrap';
  return { version: 1, isolation, submissions: seeded.map((one) => results.get(one)!) };
}
