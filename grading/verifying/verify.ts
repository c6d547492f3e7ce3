import { askingSubject } from '../claims/asking';
import type { Check } from '../harness/check';
import { runChecks } from '../harness/run';
import type { Submission } from '../protocol/questions';
import { Random, taskFor, Trial } from '../tasks';
import { loads, type FromVerifier, type Job } from './job';

/** The submission cannot answer any more. */
export class Stopped extends Error {}

/**
 * Runs the checks of a job, until they are done or the submission is.
 *
 * @param ask takes a question to the submission and returns its answer; rejects with `Stopped` if there is none
 * @throws whatever fails in a check itself
 */
export async function verify(
  job: Job,
  ask: (question: string) => Promise<string>,
  say: (message: FromVerifier) => void,
): Promise<void> {
  const subject = askingSubject(ask);
  try {
    for (const seed of job.seeds) {
      await verifyWith(seed, job, subject, say);
      say({ seedDone: seed });
    }
  } catch (error) {
    if (!isStopped(error)) throw error;
  }
}

const isStopped = (error: unknown): boolean =>
  error instanceof Stopped || (error instanceof Error && isStopped(error.cause));

async function verifyWith(
  seed: number,
  job: Job,
  submission: Submission,
  say: (message: FromVerifier) => void,
): Promise<void> {
  const { slug, only, bail, seeds } = job;
  const task = taskFor(slug);
  const builds = new Set<number>();
  const subject: Submission = {
    ...submission,
    async build(args) {
      const claim = await submission.build(args);
      builds.add(claim.build);
      return claim;
    },
    async dispose(build) {
      builds.delete(build);
      await submission.dispose(build);
    },
  };
  // The submission gets its arguments only after it is loaded, and never the seed they are drawn with.
  const trial = new Trial(subject, seed, task.draw(new Random(seed, 'arguments')));
  const first = seed === seeds[0];
  const checks = [...(first ? [loadsCheck(job, submission)] : []), ...task.checks];
  await runChecks(checks, trial, {
    only,
    bail,
    timeout: 0, // the supervisor limits the time of each answer
    onStart: ({ id }) => say({ started: id }),
    onResult: (result) => say({ result }),
  });
  for (const build of [...builds]) await subject.dispose(build);
}

/** Checks that the file can be run. */
const loadsCheck = ({ code, name }: Job, submission: Submission): Check<Trial> => ({
  ...loads,
  run: () => submission.load(code, name),
});
