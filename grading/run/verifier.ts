import * as tf from '@tensorflow/tfjs';
import { Random, taskFor, Trial } from '../tasks';
import { askingSubject } from '../claims/asking';
import type { Check } from '../harness/check';
import { runChecks } from '../harness/run';
import type { Submission } from '../protocol/questions';
import { messageOf } from '../protocol/text';
import { loads, type FromVerifier, type Job, type ToVerifier } from './job';

// The process that decides: it runs the checks and no code of a learner. A submission answers through the supervisor.

/** The submission cannot answer any more. */
class Stopped extends Error {}

const say = (message: FromVerifier): void => void process.send!(message);
let pending: { resolve(answer: string): void; reject(error: Error): void } | undefined;

process.on('message', (message: ToVerifier) => {
  if ('job' in message) void verify(message.job);
  else if ('answer' in message) pending?.resolve(message.answer);
  else pending?.reject(new Stopped());
});
process.on('disconnect', () => process.exit(0));
say({ ready: true });

async function verify(job: Job): Promise<void> {
  await tf.setBackend('cpu');
  const ask = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      pending = { resolve, reject };
      say({ ask: text });
    });
  const subject = askingSubject(ask);
  try {
    for (const seed of job.seeds) {
      await verifyWith(seed, job, subject);
      say({ seedDone: seed });
    }
    say({ done: true });
  } catch (error) {
    if (isStopped(error)) return say({ done: true });
    say({ internal: error instanceof Error ? (error.stack ?? error.message) : messageOf(error) });
  }
}

const isStopped = (error: unknown): boolean =>
  error instanceof Stopped || (error instanceof Error && isStopped(error.cause));

async function verifyWith(seed: number, job: Job, submission: Submission): Promise<void> {
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
