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
 * Runs the checks of one submission in this process, after a backend was chosen. Its models are freed at the end.
 *
 * @param job.source run as a module, under the path's name
 * @param options.remote talks to the submission through plain data only, as if it were in another process
 * @throws GraderError when a check fails by a fault of its own
 */
export async function gradeHere(
  job: Job,
  options: RunOptions<Trial> & { remote?: boolean } = {},
): Promise<CheckResult[]> {
  const task = taskFor(job.slug);
  const exported: Record<string, unknown> = {};
  const own = subjectOf(exported);
  const subject = freeing(options.remote ? remoteSubject(own) : own);
  // What a file is called with depends on the seed alone; it learns of it when it has been loaded.
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

/** The file can be run at all; `exported` takes in what it hands out. */
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

/** `subject` with a memory of what it built. */
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
