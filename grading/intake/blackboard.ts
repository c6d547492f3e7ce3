import { splitName } from './who';
import type { PlatformRecord } from './platform-record';

/** A file of Blackboard's "Download Assignment Files". */
export interface BlackboardName {
  /** What the names of the attempt's files begin with: `0-vanilla_ada_l_attempt_2026-05-31-17-45-12`. */
  attempt: string;
  /** When it was handed in, by the clock of the platform, as a number that grows: 20260531174512. */
  number: number;
  /** The name that the learner gave to the file; nothing for the text file that says who it is. */
  name?: string;
}

/**
 * Blackboard's `<assignment>_<user>_attempt_<time>_<file>` and, beside it, `<assignment>_<user>_attempt_<time>.txt`. Names
 * of users and of assignments may have `_` in them, so only the text file tells who it is. Whatever comes after the first
 * time is the learner's, who may imitate all of it.
 */
export function readBlackboard(given: string): BlackboardName | undefined {
  const [, attempt, time, rest = ''] = /^(.+?_attempt_(\d{4}(?:-\d\d){5}))(_.+|\.txt)$/s.exec(given) ?? [];
  if (attempt === undefined || time === undefined) return undefined;
  return {
    attempt,
    number: Number(time.replaceAll('-', '')),
    ...(rest.startsWith('_') && { name: rest.slice(1) }),
  };
}

/** Whether a file is the one in which Blackboard says who handed in an attempt. */
export const isBlackboardNote = (given: string): boolean => {
  const read = readBlackboard(given);
  return read !== undefined && read.name === undefined;
};

/**
 * Reads the first lines of the text file of an attempt. What follows them is the learner's: a text and comments, which may
 * look like anything.
 *
 * @throws if it does not say whose attempt it is
 */
export function readNote(text: string, attempt: string): PlatformRecord {
  const [head = ''] = text.replace(/^\ufeff/, '').split(/^\s*Submission Field:/m, 1);
  const lines = head.split(/\r?\n/).slice(0, 10);
  const valueOf = (key: string): string =>
    lines
      .find((line) => line.startsWith(`${key}:`))
      ?.slice(key.length + 1)
      .trim() ?? '';
  const [, name = '', user] = /^(.*)\(([^()\s]+)\)$/s.exec(valueOf('Name')) ?? [];
  if (user === undefined)
    throw new Error(
      'it does not say whose attempt it is (expected a first line such as Name: Ada Lovelace (ada))',
    );
  if (!attempt.includes(`_${user}_attempt_`))
    throw new Error(`it says that the attempt was made by ${user}, but its own name names somebody else`);
  const submittedAt = readDate(valueOf('Date Submitted'));
  const who = {
    id: user,
    ...(name.trim() && splitName(name.trim())),
    aliases: [user, name.trim()].filter(Boolean),
  };
  return { submitters: [who], ...(submittedAt && { submittedAt }) };
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** By how many hours a zone is ahead of UTC; letters that stand for several zones, such as IST, are not here. */
const zones: Record<string, number> = {
  UTC: 0, GMT: 0, Z: 0, WET: 0, WEST: 1, BST: 1, CET: 1, CEST: 2, EET: 2, EEST: 3,
  EDT: -4, EST: -5, CDT: -5, CST: -6, MDT: -6, MST: -7, PDT: -7, PST: -8,
  AEST: 10, AEDT: 11, NZST: 12, NZDT: 13,
}; // prettier-ignore

/**
 * The time in `Sunday, May 31, 2026 5:45:12 PM EDT` or `Sunday, 31 May 2026 17:45:12 o'clock BST` (ISO 8601, in UTC);
 * nothing if it is another one, or its zone is not known.
 */
function readDate(text: string): string | undefined {
  const plain = text.replace(/\s+/g, ' ').replace(/^\p{L}+, /u, '');
  const [, month, day, year, hour, minute, second, half, zone] =
    /^(\p{L}+) (\d\d?), (\d{4}),?(?: at)? (\d\d?):(\d\d):(\d\d)(?: ([AP]M))? ([A-Z]+)$/u.exec(
      plain.replace(/^(\d\d?) (\p{L}+) (\d{4})/u, '$2 $1, $3').replace(/ o.?clock /, ' '),
    ) ?? [];
  const at = months.indexOf((month ?? '').slice(0, 3).toLowerCase());
  const offset = zones[zone ?? ''];
  if (at < 0 || offset === undefined) return undefined;
  const hours = half ? (Number(hour) % 12) + (half === 'PM' ? 12 : 0) : Number(hour);
  const parts = [Number(year), at, Number(day), hours, Number(minute), Number(second)] as const;
  const date = new Date(Date.UTC(...parts));
  if (date.getUTCDate() !== parts[2] || date.getUTCHours() !== hours || parts[4] > 59 || parts[5] > 60)
    return undefined;
  return new Date(+date - offset * 3_600_000).toISOString();
}
