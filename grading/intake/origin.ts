import type { Argument } from './argument';
import { readBlackboard } from './blackboard';
import type { Found } from './found';
import { isCandidate, isZip, metadataName, timestampName } from './kinds';
import { isGradescope, readCanvas, readMoodle, readRepository, type Naming } from './platform';
import { findTaskIn, readTaskName } from './task-name';
import type { Who } from './who';

/** What the names of a file, and of the folders around it, tell. */
export interface Origin {
  who?: Who;
  /** The name of the file, without what a platform adds. */
  name: string;
  /** The task that a folder's or the download's name tells. */
  slug?: string;
  attempt?: number;
  late?: true;
  /** The learner that a name in the folder of another learner tells: a download in a folder, or a learner who imitates one. */
  nested?: string;
  /** Where the platform's own file about this submission is, if it has one, and the folder that it speaks of. */
  metadata?: { path: string; folder: string };
  /** Nothing is known without that file: why it is skipped then. */
  whyUnknown?: string;
}

const isShared = (name = ''): boolean => /^(submissions|submitted)$/i.test(name);
const withoutZip = (name: string): string => (isZip(name) ? name.slice(0, -4) : name);
const isTask = (name: string): boolean => readTaskName(name).slug !== undefined;
/** Whether a folder's name is surely not that of a learner. */
const isOrdinary = (name: string): boolean =>
  isTask(name) || /^(notebooks?|src|source|code|work|solutions?|submission)$/i.test(name);
const toWho = (id: string): Who => ({ id, aliases: [id] });

/**
 * What the names in an argument tell. Only those that a platform or the instructor gave are believed when it comes to who
 * it is: they are on one level. All below it is the learner's, who may imitate any name.
 */
export function readOrigins(argument: Argument): Map<Found, Origin> {
  const depth = findDepth(argument);
  const origins = new Map(
    argument.found.map((found) => [
      found,
      argument.kind === 'file' ? ofFile(argument) : ofMember(argument, found.parts, depth),
    ]),
  );
  return markNested(origins);
}

/** Marks what looks like submissions of several learners in the folder of one. */
function markNested(origins: Map<Found, Origin>): Map<Found, Origin> {
  const named = new Map<string, Set<string>>();
  for (const { who, nested } of origins.values())
    if (who && nested) named.set(who.id, (named.get(who.id) ?? new Set()).add(nested));
  for (const origin of origins.values())
    if (!origin.who || (named.get(origin.who.id)?.size ?? 0) < 2) delete origin.nested;
  return origins;
}

/** A file that was given by itself: who it is, the folder tells that it is in. */
function ofFile({ name, above }: Argument): Origin {
  const blackboard = ofBlackboard(name, []);
  if (blackboard) return blackboard;
  const naming = readMoodle(name) ?? readCanvas(name);
  const slug = above[0] === undefined ? undefined : taskOf(above[0]);
  if (naming) return { name, ...naming, ...(slug && { slug }) };
  const [folder, around = ''] = above.slice(above.findIndex((folder) => !isOrdinary(folder)));
  const who =
    folder === undefined || isOrdinary(folder) || isShared(folder) ? undefined : ofFolder(folder, around);
  return { name, ...(who && { who }), ...(slug && { slug }) };
}

const ofFolder = (folder: string, around: string): Who =>
  (readMoodle(folder) ?? readRepository(folder, around))?.who ?? toWho(folder);

/** A file in a folder or zip. */
function ofMember(argument: Argument, parts: string[], depth: number): Origin {
  const container = parts.slice(0, depth);
  const holder = withoutZip(container.at(-1) ?? argument.name);
  const [first = '', ...rest] = parts.slice(depth);
  const isFile = !rest.length;
  const whole =
    readMoodle(argument.name) ?? (argument.kind === 'zip' ? readCanvas(`${argument.name}.zip`) : undefined);
  const blackboard =
    (argument.kind === 'zip' ? ofBlackboard(`${argument.name}.zip`, container) : undefined) ??
    ofBlackboard(first, container);
  const naming = whole ? { ...whole, name: undefined } : readPlatform(first, isFile, holder);
  const given = blackboard?.name ?? naming?.name ?? first;
  const folders = isFile ? [] : [given, ...rest.slice(0, -1)];
  const slug = [...folders.reverse(), holder].map(taskOf).find(Boolean);
  const base = { name: isFile ? given : rest.at(-1)!, ...(slug && { slug }) };
  if (blackboard) return { ...blackboard, ...base, slug: slug ?? blackboard.slug };
  if (naming) return { ...naming, ...base };
  const inside = rest.map((part, i) => readDownload(part, i === rest.length - 1)).find(Boolean);
  if (!isFile && isGradescope(first))
    return {
      ...base,
      who: toWho(first),
      metadata: { path: [...container, metadataName].join('/'), folder: first },
    };
  return {
    ...base,
    ...(rest.length === 1 && inside?.name !== undefined && { name: inside.name }),
    ...ofPlain(argument, parts),
    ...(inside && { nested: inside.who.id }),
  };
}

/** A file that no platform named: the learner is the first folder that is not named after a task. */
function ofPlain({ name, above }: Argument, parts: string[]): Pick<Origin, 'who' | 'metadata'> {
  if (isShared(above[0]) && name) return { who: ofFolder(name, above[1] ?? '') };
  const start = isShared(parts[0]) && parts.length > 1 ? 1 : 0;
  const at = parts.slice(0, -1).findIndex((folder, i) => i >= start && !isOrdinary(folder));
  const isNbgrader = /^submitted$/i.test(start ? parts[0]! : name) && at === start && parts.length > at + 2;
  const folder = parts.slice(0, at + 2).join('/');
  if (at >= 0)
    return {
      who: toWho(withoutZip(parts[at]!)),
      ...(isNbgrader && { metadata: { path: `${folder}/${timestampName}`, folder } }),
    };
  const own = isTask(name) ? above[0] : name;
  return own === undefined || own === '' || isShared(own) || start
    ? {}
    : { who: ofFolder(own, above[0] ?? '') };
}

/** A file, or a learner's zip, in a download of Blackboard: the text file beside it says who it is. */
function ofBlackboard(given: string, container: string[]): Origin | undefined {
  const read = readBlackboard(given);
  if (read?.name === undefined) return undefined;
  const note = `${read.attempt}.txt`;
  const slug = taskOf(read.attempt);
  return {
    name: read.name,
    attempt: read.number,
    ...(slug && { slug }),
    metadata: { path: [...container, note].join('/'), folder: read.attempt },
    whyUnknown: `only Blackboard's ${note} says whose it is, and that is not beside it or cannot be used: give the whole download`,
  };
}

const taskOf = (name: string): string | undefined => readTaskName(name).slug ?? findTaskIn(name);

const readPlatform = (first: string, isFile: boolean, holder: string): Naming | undefined =>
  readMoodle(withoutZip(first)) ??
  (isFile || isZip(first) ? readCanvas(first) : undefined) ??
  (isFile ? undefined : readRepository(withoutZip(first), holder));

/** Who it is, by the name that a platform gave to a file or folder of a download. */
const readDownload = (name: string, isFile: boolean): Naming | undefined =>
  readMoodle(withoutZip(name)) ??
  (isFile || isZip(name) ? readCanvas(name) : undefined) ??
  ofAttempt(name) ??
  (!isFile && isGradescope(name) ? { who: toWho(name) } : undefined);

function ofAttempt(given: string): Naming | undefined {
  const { attempt, name } = readBlackboard(given) ?? {};
  return attempt && name ? { who: toWho(attempt), name } : undefined;
}

/**
 * How many folders are around those that a platform named: 1 if all folders of the argument are downloads of a platform,
 * otherwise 0. A learner's folder among others cannot make the grader look for names in it.
 */
function findDepth({ kind, found }: Argument): 0 | 1 {
  if (kind === 'file') return 0;
  const downloads = new Map<string, boolean>();
  for (const { parts } of found.filter(({ parts }) => isCandidate(parts.at(-1)!))) {
    const [first, second] = parts;
    if (second === undefined || readDownload(first!, false)) return 0;
    downloads.set(
      first!,
      downloads.get(first!) === true || readDownload(second, parts.length === 2) !== undefined,
    );
  }
  return downloads.size > 0 && [...downloads.values()].every(Boolean) ? 1 : 0;
}
