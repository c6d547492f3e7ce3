import type { CheckResult, Learner, Results, SubmissionResult } from './results';
import { stripVTControlCharacters } from './strip';

/** How many characters the texts of one check may have together: `rationale`, `help`, `expected` and `actual`. */
export const checkLimit = 500;

/** How many of them are kept for `help`, which is ours and short, when `rationale` is long. */
const helpLimit = 200;

/**
 * `text` as one line that is safe to show anywhere once it is escaped: without control characters, terminal sequences,
 * invisible characters, marks of writing direction, lone surrogates, and commands to a CI system's log.
 *
 * @param limit the length of the result in UTF-16 code units, at least 1
 */
export function cleanText(text: string, limit = checkLimit): string {
  const line = stripVTControlCharacters(text.slice(0, 20_000))
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/(?![\u200c\u200d\ufe0f])[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '') // not those that emoji need
    .replace(/\p{Noncharacter_Code_Point}/gu, '')
    .replace(/[\p{Z}\t\n\v\f\r\u0085]+/gu, ' ')
    .replace(/\p{Cc}/gu, '')
    .replace(/(\p{M}{4})\p{M}+/gu, '$1') // accents stacked across the lines above and below
    .trim();
  return cut(withoutLogCommands(line), limit);
}

/** GitHub runs lines that begin with `::name`, GitHub, Azure and TeamCity whatever contains `##name[`. */
const withoutLogCommands = (line: string): string =>
  line.replace(/^:(?=:)/, ': ').replace(/##(?=\w*\[)/g, '# #');

/** The first `limit` code units of `text`, without half a surrogate pair at the end. */
function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** The last 600 code units of a path: enough for a file and its folder. */
function cleanPath(path: string): string {
  const line = cleanText(path, 20_000);
  const end = line.length <= 600 ? line : `…${line.slice(-599).replace(/^[\udc00-\udfff]/, '')}`;
  return end || '?';
}

function cleanCheck(check: CheckResult): CheckResult {
  let left = checkLimit;
  const take = (text: string | null, reserved = 0): string | null => {
    const taken = text && left > reserved ? cleanText(text, left - reserved) : null;
    left -= taken?.length ?? 0;
    return taken;
  };
  const rationale = take(check.rationale, check.help ? Math.min(helpLimit, check.help.length) : 0);
  const [help, expected, actual] = [take(check.help), take(check.expected), take(check.actual)];
  return { ...check, title: cleanText(check.title, 200) || '?', rationale, help, expected, actual };
}

/** Checks with texts that are safe to show once they are escaped: see `cleanText`. */
export const cleanChecks = (checks: CheckResult[]): CheckResult[] => checks.map(cleanCheck);

function cleanLearner(learner: Learner): Learner {
  const cleaned = Object.entries(learner).map(([name, value]) => [name, cleanText(value as string, 200)]);
  return Object.fromEntries(cleaned) as Learner;
}

/** `one` with a path and a learner that are safe to show. */
export const cleanOrigin = <T extends { path: string; learner?: Learner }>(one: T): T => ({
  ...one,
  path: cleanPath(one.path),
  ...(one.learner && { learner: cleanLearner(one.learner) }),
});

const cleanSubmission = (submission: SubmissionResult): SubmissionResult => ({
  ...cleanOrigin(submission),
  ...(submission.message !== undefined && { message: cleanText(submission.message) }),
  checks: cleanChecks(submission.checks),
});

/**
 * `results` with texts that are safe to show once they are escaped. This is the only place that cleans: every report is
 * written from its result.
 */
export const cleanResults = (results: Results): Results => ({
  ...results,
  submissions: results.submissions.map(cleanSubmission),
  ...(results.skipped && {
    skipped: results.skipped.map(({ path, why }) => ({ path: cleanPath(path), why: cleanText(why) })),
  }),
  ...(results.missing && { missing: results.missing.map(cleanLearner) }),
  ...(results.unknown && { unknown: results.unknown.map(cleanLearner) }),
});
