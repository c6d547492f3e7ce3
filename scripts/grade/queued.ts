import { gradeOnQueue } from '../../grading/queue/dispatch';
import type { Results, SubmissionResult } from '../../grading/reports/results';
import type { GradeOptions } from '../../grading/run/grade';
import type { Submission } from '../../grading/intake';
import { graderVersion } from '../../grading/run/version';

/**
 * Has submissions graded by the workers of a queue, as `grade` does here. Ctrl-C takes them out of the queue.
 *
 * @throws QueueError if the queue cannot be used
 */
export async function gradeQueued(
  submissions: Submission[],
  { url, seed, only }: { url: string } & Pick<GradeOptions, 'seed' | 'only'>,
): Promise<Results> {
  const results: SubmissionResult[] = [];
  const at = new Map(submissions.map((submission, at) => [submission, at]));
  let isolation: Results['isolation'] = 'bubblewrap';
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  await gradeOnQueue(
    submissions.map((submission) => ({ submission, seed, only })),
    {
      url,
      version: graderVersion(),
      say: (line) => console.error(line),
      signal: stop.signal,
      onResult: (queued, { submission }) => {
        results[at.get(submission)!] = queued.result;
        if (queued.isolation === 'permissions') isolation = queued.isolation;
      },
    },
  );
  if (stop.signal.aborted) process.exit(130);
  return { version: 1, isolation, submissions: results };
}
