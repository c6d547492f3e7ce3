import { cleanText } from '../reports/clean';
import type { Learner, Skipped } from '../reports/results';
import { slugs } from '../tasks';
import { readArgument } from './argument';
import { compareAttempts, whyNotCounted, type Attempts } from './attempts';
import { findCandidates, type Candidate } from './candidate';
import { decodeText } from './decode-text';
import { Unavailable, Unreadable } from './found';
import { isCandidate, isNotebook, largestOf } from './kinds';
import type { Roster } from './roster';
import { SkippedList } from './skipped-list';
import type { Submission } from './submission';
import { UsageError } from './usage-error';

export { countBest, type Attempts } from './attempts';
export { Roster } from './roster';
export type { Submission } from './submission';
export { UsageError };

export interface IntakeOptions {
  /** The task of files whose names tell none. */
  task?: string;
  /** Without one, a learner is called what the folder or platform calls them. */
  roster?: Roster;
  /** Which submission of a learner for a task counts. By default the last of those that were found in folders and zips. */
  attempts?: Attempts;
  /** Submissions after it are late. */
  due?: Date;
  /** Whether late submissions count; by default they do, marked as late. */
  late?: 'include' | 'exclude';
  /** Reads, in isolation, which task a notebook is for. Without it, such a notebook is skipped. */
  findTask?(notebook: string): Promise<string | null>;
}

/** What is in the paths that were given. */
export interface Intake {
  submissions: Submission[];
  skipped: Skipped[];
  /** Who is in the roster and handed in nothing. */
  missing?: Learner[];
  /** Who handed in something and is not in the roster. */
  unknown?: Learner[];
}

/** The most notebooks of one learner, and of nobody in particular, that are read to find out for which task they are. */
const mostAsked = 20;
const mostAskedOfNobody = 1000;

/**
 * Finds the submissions in files, folders and zips: whose they are, and for which task. What is not graded is in `skipped`,
 * with why; one bad file stops no other.
 *
 * @throws UsageError if a path does not exist, or nothing can be graded
 * @example
 * const { submissions, skipped } = await takeIn(['submissions/'], { attempts: 'last' });
 */
export async function takeIn(paths: string[], options: IntakeOptions = {}): Promise<Intake> {
  const skipped = new SkippedList();
  const candidates: Candidate[] = [];
  for (const path of paths) {
    const argument = await readArgument(path, skipped);
    if (argument.kind === 'file' && !isCandidate(argument.name)) {
      const what = argument.isLink
        ? 'it is a link: give what it points to'
        : 'expected a .ts file, a notebook, a folder or a zip';
      if (paths.length === 1) throw new UsageError(`invalid file: ${cleanText(path)} (${what})`);
      skipped.add(path, what);
      continue;
    }
    candidates.push(...(await findCandidates(argument, skipped, options)));
  }
  const named = await findTasks(candidates, skipped, options);
  const unknown = new Map<string, Learner>();
  const placed = leaveOutLate(
    named.map((one) => place(one, options, unknown)),
    skipped,
    options,
  );
  const counted = options.attempts === 'best' ? order(placed) : countLast(placed, skipped, options.attempts);
  const submissions: Submission[] = [];
  for (const one of counted) submissions.push(...(await toSubmission(one, skipped)));
  if (!submissions.length) throw nothingFound(paths, skipped);
  const { roster } = options;
  return {
    submissions,
    skipped: skipped.toArray(),
    ...(roster && { missing: roster.missing(), unknown: [...unknown.values()] }),
  };
}

/** A candidate of which the task is known, and the learner if anything tells. */
type Placed = Candidate & { slug: string; learner?: Learner; isLate?: boolean };

/** The candidates whose task is known, or can be read from the notebook. */
async function findTasks(
  candidates: Candidate[],
  skipped: SkippedList,
  { task, findTask, roster }: IntakeOptions,
): Promise<(Candidate & { slug: string })[]> {
  const asked = new Map<string, number>();
  const named: (Candidate & { slug: string })[] = [];
  for (const one of candidates) {
    let slug = one.slug ?? task;
    const key = one.who?.id ?? '';
    const count = asked.get(key) ?? 0;
    const most = one.who ? mostAsked : mostAskedOfNobody;
    if (!slug && isNotebook(one.name) && findTask && (one.isGiven || count < most)) {
      asked.set(key, count + 1);
      slug = await readTask(one, findTask);
    }
    if (slug) named.push({ ...one, slug });
    else if (one.isGiven && candidates.length === 1)
      throw new UsageError(
        `invalid name: ${cleanText(one.found.path)} (expected one that names its task; or add --task with one of ${slugs.join(', ')})`,
      );
    else skipped.add(one.found.path, whyNoTask(one.name));
    if (one.who) roster?.find(one.who); // who handed in something is not missing
  }
  return named;
}

function whyNoTask(name: string): string {
  const tells = isNotebook(name) ? 'neither its name nor its content tells' : 'its name does not tell';
  return `${tells} its task: name it after the task, such as ${slugs[0]}.ts, or add --task`;
}

async function readTask(
  { found, name }: Candidate,
  findTask: NonNullable<IntakeOptions['findTask']>,
): Promise<string | undefined> {
  try {
    return (await findTask(decodeText(await found.read(largestOf(name))))) ?? undefined;
  } catch (error) {
    if (error instanceof Unreadable || error instanceof Unavailable) return undefined;
    throw error;
  }
}

function place(
  one: Candidate & { slug: string },
  { roster, due }: IntakeOptions,
  unknown: Map<string, Learner>,
): Placed {
  const late = one.late ?? (due && one.submittedAt ? Date.parse(one.submittedAt) > +due : undefined);
  const timed = { ...one, ...(late !== undefined && { isLate: late }) };
  if (!one.who) return timed;
  const { id, firstName, lastName, email } = one.who;
  const given: Learner = {
    id,
    ...(firstName && { firstName }),
    ...(lastName && { lastName }),
    ...(email && { email }),
  };
  const learner = roster?.find(one.who);
  if (roster && !learner) unknown.set(id, given);
  return { ...timed, learner: learner ?? given };
}

/** What is left if late submissions do not count. */
function leaveOutLate(placed: Placed[], skipped: SkippedList, { late }: IntakeOptions): Placed[] {
  if (late !== 'exclude') return placed;
  return placed.filter(({ isLate, submittedAt, found }) => {
    if (isLate)
      skipped.add(
        found.path,
        submittedAt ? `late: handed in at ${submittedAt}` : 'late, as the platform says',
      );
    return !isLate;
  });
}

/** The submissions of each learner for each task, in the order in which they were handed in. */
function group(placed: Placed[]): Map<string, Placed[]> {
  const groups = new Map<string, Placed[]>();
  placed.forEach((one, at) => {
    const key = one.learner ? JSON.stringify([one.learner.id, one.slug]) : String(at);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  });
  for (const several of groups.values()) several.sort(compareAttempts);
  return groups;
}

const order = (placed: Placed[]): Placed[] => [...group(placed).values()].flat();

/** The last submission of each learner for each task; files that were given one by one all count, unless it was asked for. */
function countLast(placed: Placed[], skipped: SkippedList, asked?: Attempts): Placed[] {
  const last = new Set<Placed>();
  const isFree = (one: Placed): boolean => one.isGiven && asked === undefined;
  for (const several of group(placed.filter((one) => !isFree(one))).values()) {
    const counts = several.at(-1)!;
    last.add(counts);
    for (const other of several.slice(0, -1))
      skipped.add(other.found.path, whyNotCounted(counts.path, 'last'));
  }
  return placed.filter((one) => isFree(one) || last.has(one));
}

async function toSubmission(one: Placed, skipped: SkippedList): Promise<Submission[]> {
  const { slug, path, learner, submittedAt, isLate, name, found } = one;
  const about = {
    slug,
    path,
    ...(learner && { learner }),
    ...(submittedAt && { submittedAt }),
    ...(isLate !== undefined && { late: isLate }),
    isNotebook: isNotebook(name),
  };
  try {
    return [{ ...about, text: decodeText(await found.read(largestOf(name))) }];
  } catch (error) {
    if (error instanceof Unreadable) return [{ ...about, text: '', unreadable: error.message }];
    if (!(error instanceof Unavailable)) throw error;
    skipped.add(path, error.message);
    return [];
  }
}

function nothingFound(paths: string[], skipped: SkippedList): UsageError {
  const reasons = skipped.toArray().slice(0, 5);
  const lines = reasons.map(({ path, why }) => `\n  ${cleanText(path)}: ${cleanText(why)}`);
  return new UsageError(
    `invalid path: ${paths.map((path) => cleanText(path)).join(', ')} has no submissions (expected files named ${slugs.join('.ts, ')}.ts)${lines.join('')}`,
  );
}
