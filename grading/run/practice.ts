import * as tf from '@tensorflow/tfjs';
import { chooseBackend } from '../../src/backend';
import { completeTask } from '../../src/course/show-progress';
import { Shown } from '../../src/course/shown';
import { slugs, type Slug } from '../../src/course/slugs';
import { escapeHtml } from '../../src/helpers/base/html';
import { maybeNotebook } from '../../src/helpers/base/notebook';
import { Random, taskFor, Trial } from '../tasks';
import { runChecks } from '../harness/run';
import { subjectOf } from '../submission/in-process';
import { cleanChecks } from '../reports/clean';
import { renderHtml } from '../reports/html';
import { renderChecks } from '../reports/text';
import type { CheckResult } from '../reports/results';

/** The result of `check`: displayed as text in a terminal and as a list in a notebook. */
export class Practice extends Shown {
  /**
   * @param note for a passed task: that it was recorded and what comes next, or why it could not be recorded
   * @param warning what to know before reading the results
   */
  constructor(
    readonly slug: string,
    readonly results: CheckResult[],
    note?: string,
    warning?: string,
  ) {
    const heading = `${slug}, practice`;
    super(
      [warning, renderChecks(heading, results), note].filter(Boolean).join('\n'),
      toParagraph(warning, 'role="alert"') + renderHtml(heading, results) + toParagraph(note),
    );
  }

  /** The share of the points that these checks give, from 0 to 100, rounded down to a tenth. */
  get points(): number {
    const sum = (key: 'points' | 'maxPoints'): number =>
      this.results.reduce((total, result) => total + result[key], 0);
    return Math.floor((1000 * sum('points')) / sum('maxPoints')) / 10;
  }

  /** Whether all checks passed. */
  get passed(): boolean {
    return this.results.every(({ verdict }) => verdict === 'pass');
  }
}

const toParagraph = (words = '', attributes = ''): string =>
  words && `<p ${attributes}>${escapeHtml(words)}</p>`;

/** Tells a learner who has passed a task that this is saved, and what comes next. */
function noted(slug: string): string {
  const next = slugs[slugs.indexOf(slug as Slug) + 1];
  const where = next
    ? `lesson ${next[0]}, in notebooks/${next}/lesson.ipynb`
    : 'the quiz, at the end of lesson 3';
  return `All checks passed, and your progress is saved. Train your model below; next comes ${where}.`;
}

/** A warning if the cell with the newest version of `autoencoder` failed, so that an older one is checked. */
function maybeOlder(autoencoder: unknown): string | undefined {
  const cell = maybeNotebook()?.failedSince?.(autoencoder);
  return (
    cell &&
    `This is an older function: ${cell}, which redefines it, failed. Fix and run that cell, then check again.`
  );
}

/**
 * Checks a task's function for practice, in the notebook in which it was written. `npm run grade` uses the same checks to
 * give a grade. A task that passes is recorded in the progress file.
 *
 * @param slug '0-vanilla', '1-sparse', '2-convolutional' or '3-variational'
 * @param autoencoder your function
 * @param seed determines the arguments of the calls; random by default
 * @throws if there is no such task
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
  await tf.setBackend('cpu'); // the fastest for models of a few units
  const subject = subjectOf({ autoencoder });
  const trial = new Trial(subject, seed, task.draw(new Random(seed, 'arguments')));
  try {
    const results = cleanChecks(await runChecks(task.checks, trial));
    const passed = results.every(({ verdict }) => verdict === 'pass');
    return new Practice(
      slug,
      results,
      passed ? (completeTask(slug) ?? noted(slug)) : undefined,
      maybeOlder(autoencoder),
    );
  } finally {
    if (trial.main) await subject.dispose(trial.main.claim.build);
    await tf.setBackend(backend);
  }
}
