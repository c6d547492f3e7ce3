import * as tf from '@tensorflow/tfjs';
import { chooseBackend } from '../src/backend';
import { Random, taskFor, Trial } from './checks';
import { subjectOf } from './harness/in-process';
import { runChecks } from './harness/run';
import { renderHtml } from './reports/html';
import { renderChecks } from './reports/text';
import type { CheckResult } from './results';

/** What `check` found: prints as text in a terminal and as a list in a notebook. */
export class Practice {
  constructor(
    readonly slug: string,
    readonly results: CheckResult[],
  ) {}

  /** Whether nothing is wrong. */
  get passed(): boolean {
    return this.results.every(({ verdict }) => verdict === 'pass');
  }

  toString(): string {
    return renderChecks(`${this.slug}, practice`, this.results);
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }

  /** What a notebook shows. */
  [Symbol.for('autoencoders.display')](): Record<string, string> {
    return { 'text/plain': this.toString(), 'text/html': renderHtml(`${this.slug}, practice`, this.results) };
  }
}

/**
 * Checks a task's function here and now: for practice, in the notebook it was written in. A grade is given by
 * `npm run grade`, with the same checks.
 *
 * @param slug '0-vanilla', '1-sparse', '2-convolutional' or '3-variational'
 * @param autoencoder the function the task asks for
 * @param seed draws the arguments it is called with; another at each call unless given
 * @throws when there is no task of that name
 * @example
 * await check('0-vanilla', autoencoder);
 */
export async function check(
  slug: string,
  autoencoder: unknown,
  { seed = Math.floor(Math.random() * 2 ** 31) }: { seed?: number } = {},
): Promise<Practice> {
  const task = taskFor(slug);
  await chooseBackend();
  const backend = tf.getBackend();
  await tf.setBackend('cpu'); // for models of a few units the quickest
  const subject = subjectOf({ autoencoder });
  const trial = new Trial(subject, seed, task.draw(new Random(seed, 'arguments')));
  try {
    return new Practice(slug, await runChecks(task.checks, trial));
  } finally {
    if (trial.main) await subject.dispose(trial.main.claim.build);
    await tf.setBackend(backend);
  }
}
