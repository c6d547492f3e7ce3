import { cleanText } from '../reports/clean';
import type { CheckResult, Verdict } from '../reports/results';
import type { Graded } from './journal';

/** A score that is not what it was after the run before. */
export interface Move {
  learner: string;
  slug: string;
  from: number;
  to: number;
  /** What changed: the submission, or which one counts, the grader, the settings, or nothing that is known. */
  why: string;
  /** The checks that changed: `penalty passes now`. */
  checks: string[];
}

/**
 * How a score moved from `before` to `after`; `undefined` if it did not, or one of them has no score.
 *
 * @param isAnother whether `after` is not a new version of the submission that counted before, but another one
 */
export function findMove(before: Graded | undefined, after: Graded, isAnother: boolean): Move | undefined {
  const [from, to] = [before?.result.score ?? null, after.result.score];
  if (!before || from === null || to === null || from === to) return undefined;
  const { learner, slug } = after.result;
  const checks = findChanges(before.result.checks, after.result.checks);
  return { learner: learner!.id, slug: slug!, from, to, why: findCause(before, after, isAnother), checks };
}

function findCause(before: Graded, after: Graded, isAnother: boolean): string {
  if (isAnother) {
    const [now, earlier] = [after, before].map(({ result }) => cleanText(result.path));
    return `another submission counts now: ${now}, before ${earlier}`;
  }
  if (before.content !== after.content) return 'the submission changed';
  if (before.grader !== after.grader) return 'the grader changed';
  if (JSON.stringify(before.settings) !== JSON.stringify(after.settings)) return 'the settings changed';
  return 'neither the submission nor the grader changed';
}

function findChanges(before: CheckResult[], after: CheckResult[]): string[] {
  const verdicts = new Map(before.map(({ id, verdict, points }) => [id, { verdict, points }]));
  return after.flatMap(({ id, verdict, points }) => {
    const was = verdicts.get(id);
    if (!was) return [`${id} is new`];
    if (was.verdict !== verdict) return [describeVerdict(id, was.verdict, verdict)];
    return was.points === points ? [] : [`${id}: ${was.points} points before, ${points} now`];
  });
}

/** The move as a line of text. */
export const describeMove = ({ learner, slug, from, to, why, checks }: Move): string =>
  `${learner} ${slug}: ${from} -> ${to}, because ${why}${checks.length ? ` (${checks.join(', ')})` : ''}`;

function describeVerdict(id: string, was: Verdict, is: Verdict): string {
  if (is === 'pass') return `${id} passes now`;
  return was === 'pass' ? `${id} no longer passes` : `${id}: ${was} before, ${is} now`;
}
