import { InvalidArgumentError } from 'commander';
import {
  countBest,
  Roster,
  takeIn,
  UsageError,
  type Attempts,
  type Intake,
  type Submission,
} from '../../grading/intake';
import { readRegular } from '../../grading/intake/read-file';
import type { Choice } from '../../grading/isolation';
import type { Results } from '../../grading/reports/results';
import { TaskFinder } from '../../grading/run/find-task';

/** The options that say what is graded. */
export interface CollectOptions {
  task?: string;
  /** The roster's file. */
  roster?: string;
  attempts?: Attempts;
  due?: Date;
  late?: 'include' | 'exclude';
}

/** The largest roster, in bytes. */
const largestRoster = 16 * 2 ** 20;

/**
 * Finds the submissions in `paths`. Notebooks whose names do not tell their task are read in isolation.
 *
 * @throws UsageError if there are none, or the roster cannot be read
 */
export async function collect(
  paths: string[],
  { roster, ...options }: CollectOptions,
  choice: Promise<Choice>,
): Promise<Intake> {
  choice.catch(() => undefined); // whoever needs it awaits it
  const finder = new TaskFinder(choice);
  try {
    const people = roster === undefined ? undefined : Roster.read(await readRoster(roster), roster);
    return await takeIn(paths, { ...options, roster: people, findTask: finder.find });
  } finally {
    await finder.close();
  }
}

async function readRoster(path: string): Promise<Buffer> {
  try {
    return await readRegular(path, largestRoster);
  } catch (error) {
    throw new UsageError(`invalid roster: ${path}: ${(error as Error).message}`);
  }
}

/** One submission of each learner for each task: what a report is about in the end. */
export function oneOfEach(submissions: Submission[], attempts?: Attempts): Submission[] {
  if (attempts === undefined) return submissions;
  const keys = submissions.map(({ learner, slug, path }) =>
    JSON.stringify(learner ? [learner.id, slug] : path),
  );
  return submissions.filter((_, at) => keys.indexOf(keys[at]!) === at);
}

/** The results that count, with what was not graded and who is missing. */
export function account(
  results: Results,
  { skipped, missing, unknown }: Intake,
  attempts?: Attempts,
): Results {
  const best = attempts === 'best' ? countBest(results.submissions) : undefined;
  const left = [...skipped, ...(best?.skipped ?? [])];
  return {
    ...results,
    submissions: best?.counted ?? results.submissions,
    ...(left.length > 0 && { skipped: left }),
    ...(missing && { missing }),
    ...(unknown && { unknown }),
  };
}

/** The time of `--due`; a day counts until its end. */
export function toDue(text: string): Date {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text);
  const isTime = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/.test(text);
  const due = new Date(isDay ? `${text}T23:59:59.999` : text.replace(' ', 'T'));
  if ((!isDay && !isTime) || isNaN(+due))
    throw new InvalidArgumentError('Expected a day or a time, such as 2026-06-01 or 2026-06-01T18:00.');
  return due;
}
