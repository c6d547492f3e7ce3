import type { Argument } from './argument';
import type { Ordered } from './attempts';
import { decodeText } from './decode-text';
import { Unavailable, Unreadable, type Found } from './found';
import { isBlackboardNote, readNote } from './blackboard';
import { readGradescope } from './gradescope';
import { isCandidate, isMetadata, metadataName } from './kinds';
import { readOrigins, type Origin } from './origin';
import type { PlatformRecord } from './platform-record';
import type { SkippedList } from './skipped-list';
import { readTaskName } from './task-name';
import type { Who } from './who';
import { largestMetadata } from './zip';

/** A file that may be graded: what is known of it before it is read. */
export interface Candidate extends Ordered {
  found: Found;
  /** Whether it was given by itself, not found in a folder or zip. */
  isGiven: boolean;
  name: string;
  slug?: string;
  who?: Who;
  late?: boolean;
}

/** The files of an argument that may be graded; one for each member of a group. */
export async function findCandidates(
  argument: Argument,
  skipped: SkippedList,
  { task }: { task?: string },
): Promise<Candidate[]> {
  const origins = readOrigins(argument);
  const metadata = await readMetadata(argument, origins, skipped);
  const isCourse = findCourses(argument.found);
  const files = argument.found.filter((found) => {
    if (!isCandidate(found.parts.at(-1)!)) return false;
    if (isCourse(found)) skipped.add(found.path, "one of the course's own files");
    else if (isLesson(found) && argument.kind !== 'file') skipped.add(found.path, 'a lesson, not a task');
    else if (origins.get(found)!.nested)
      skipped.add(found.path, "a platform's download in the folder of a learner: give the download itself");
    else return true;
    return false;
  });
  const named = new Set(
    files.filter((found) => ownTask(origins.get(found)!) ?? isTaskFile(origins.get(found)!)).map(folderOf),
  );
  const alone = new Map<string, number>();
  for (const found of files) alone.set(folderOf(found), (alone.get(folderOf(found)) ?? 0) + 1);
  return files.flatMap((found): Candidate[] => {
    const origin = origins.get(found)!;
    const own = ownTask(origin);
    const isGiven = argument.kind === 'file';
    // In a folder that is named after a task, a file counts that is named so as well, or that has no other beside it.
    const mayBe =
      isGiven || isTaskFile(origin) || (!named.has(folderOf(found)) && alone.get(folderOf(found)) === 1);
    const slug = (isGiven ? task : undefined) ?? own ?? (mayBe ? origin.slug : undefined);
    const { stem: _stem, copy } = readTaskName(origin.name);
    const record = metadata(origin);
    if (origin.whyUnknown && !record) {
      skipped.add(found.path, origin.whyUnknown);
      return [];
    }
    const base = {
      found,
      path: found.path,
      isGiven,
      name: origin.name,
      attempt: origin.attempt ?? copy,
      time: found.time ?? 0,
      ...(slug && { slug }),
      ...(origin.late && { late: true }),
      ...(record?.submittedAt && { submittedAt: record.submittedAt }),
    };
    const people = record?.submitters.length ? record.submitters : [origin.who];
    return people.map((who) => ({ ...base, ...(who && { who }) }));
  });
}

const folderOf = ({ parts }: Found): string => parts.slice(0, -1).join('/');
const ownTask = ({ name }: Origin): string | undefined => readTaskName(name).slug;
const isTaskFile = ({ name }: Origin): true | undefined =>
  /^task$/i.test(readTaskName(name).stem) || undefined;
const isLesson = ({ parts }: Found): boolean => /^lesson([ _(-].*)?\.ipynb$/i.test(parts.at(-1)!);

/**
 * Whether a file belongs to a copy of the course in which a learner worked: everything in it but its `notebooks`. The copy
 * has the answer keys.
 */
function findCourses(found: Found[]): (file: Found) => boolean {
  const inside = new Map<string, Set<string>>();
  for (const { parts } of found)
    for (let depth = 0; depth < parts.length - 1; depth++) {
      const folder = parts.slice(0, depth).join('/');
      inside.set(folder, (inside.get(folder) ?? new Set()).add(parts[depth]!));
    }
  const courses = new Set(
    [...inside].flatMap(([folder, names]) =>
      ['grading', 'notebooks', 'src'].every((name) => names.has(name)) ? [folder] : [],
    ),
  );
  return ({ parts }) =>
    parts.some((name, depth) => courses.has(parts.slice(0, depth).join('/')) && name !== 'notebooks');
}

/** What the platforms' own files say of a submission. */
async function readMetadata(
  argument: Argument,
  origins: Map<Found, Origin>,
  skipped: SkippedList,
): Promise<(origin: Origin) => PlatformRecord | undefined> {
  const wanted = new Set([...origins.values()].flatMap(({ metadata }) => metadata?.path ?? []));
  const records = new Map<string, Map<string, PlatformRecord>>();
  for (const found of argument.found.filter(({ parts }) => isMetadata(parts.at(-1)!))) {
    const path = found.parts.join('/');
    const isNote = isBlackboardNote(found.parts.at(-1)!);
    if (!wanted.has(path)) {
      if (isNote) skipped.add(found.path, 'an attempt without a .ts file or a notebook');
      continue;
    }
    try {
      const text = decodeText(await found.read(largestMetadata));
      records.set(path, isNote ? readAttempt(found, text) : read(found, text));
    } catch (error) {
      const isYaml =
        path.endsWith(metadataName) && !(error instanceof Unreadable || error instanceof Unavailable);
      const why = isYaml ? 'it is not valid YAML: ' : '';
      skipped.add(found.path, `${why}${(error as Error).message.split('\n')[0]}`);
    }
  }
  return ({ metadata }) => metadata && records.get(metadata.path)?.get(metadata.folder);
}

const read = (found: Found, text: string): Map<string, PlatformRecord> =>
  found.parts.at(-1) === metadataName ? readGradescope(text) : readTimestamp(found, text);

/** Blackboard's note about one attempt. */
function readAttempt({ parts }: Found, text: string): Map<string, PlatformRecord> {
  const attempt = parts.at(-1)!.slice(0, -'.txt'.length);
  return new Map([[attempt, readNote(text, attempt)]]);
}

/** nbgrader's `timestamp.txt`: `2026-06-01 14:33:11.500000 UTC`. */
function readTimestamp({ parts }: Found, text: string): Map<string, PlatformRecord> {
  const [, day, time] =
    /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d{1,3})?)\d* ?(?:UTC|Z)?\s*$/.exec(text.slice(0, 100)) ?? [];
  const submittedAt = new Date(`${day}T${time}Z`);
  return isNaN(+submittedAt)
    ? new Map()
    : new Map([[parts.slice(0, -1).join('/'), { submitters: [], submittedAt: submittedAt.toISOString() }]]);
}
