import { Random, taskFor, Trial } from '../tasks';
import type { Check } from '../harness/check';
import { subjectOf } from '../harness/in-process';
import { remoteSubject } from '../harness/remote';
import { loadSource } from '../harness/load';
import { runChecks, type RunOptions } from '../harness/run';
import { SubmissionError, type Subject } from '../harness/subject';
import { loads, type Job } from './job';
import type { CheckResult } from '../reports/results';

/**
 * Runs the checks of one submission in this process, after a backend was chosen. Disposes its models at the end.
 *
 * @param job.source run as a module with the name of the path
 * @param options.remote communicates with the submission through plain data only, as if it were in another process
 * @throws GraderError if a check itself is faulty
 */
export async function runJob(
  job: Job,
  options: RunOptions<Trial> & { remote?: boolean } = {},
): Promise<CheckResult[]> {
  const task = taskFor(job.slug);
  const exported: Record<string, unknown> = {};
  const own = subjectOf(exported);
  const subject = freeing(options.remote ? remoteSubject(own) : own);
  // The arguments depend only on the seed, and the file gets them only after it is loaded.
  const trial = new Trial(subject, job.seed, task.draw(new Random(job.seed, 'arguments')));
  try {
    return await runChecks([loadsCheck(job, exported), ...task.checks], trial, {
      only: job.only,
      bail: job.bail,
      ...options,
    });
  } finally {
    await subject.disposeAll();
  }
}

/** Checks that the file can be run; stores its exports in `exported`. */
function loadsCheck(job: Job, exported: Record<string, unknown>): Check<Trial> {
  return {
    ...loads,
    async run() {
      try {
        Object.assign(exported, loadSource(job.source, job.path));
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        throw new SubmissionError('running the file', message);
      }
    },
  };
}

/** `subject`, recording what it builds. */
function freeing(subject: Subject): Subject & { disposeAll(): Promise<void> } {
  const builds = new Set<number>();
  return {
    ...subject,
    async build(args) {
      const claim = await subject.build(args);
      builds.add(claim.build);
      return claim;
    },
    async dispose(build) {
      builds.delete(build);
      await subject.dispose(build);
    },
    async disposeAll() {
      for (const build of [...builds]) await this.dispose(build);
    },
  };
}
