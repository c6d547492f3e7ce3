import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gradeClass, type ClassOptions, type ClassOutcome } from '../../../grading/class/run';
import { slugs } from '../../../grading/tasks';
import type { GradeEach } from '../../../grading/run/grade';
import type { Submission } from '../../../grading/intake';
import type { SubmissionResult } from '../../../grading/reports/results';

export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'class-'));

/** A submission of a learner that `scoring` gives `score` points. */
export const handIn = (learner: string, slug: string, score: number | string): Submission => ({
  slug,
  learner: { id: learner },
  path: `submissions/${learner}/${slug}.ts`,
  text: String(score),
  isNotebook: false,
});

/** A check worth all points, so that the score is its points. */
export function toResult({ slug, path }: Submission, seed: number, points: number): SubmissionResult {
  const check = {
    id: 'loss',
    title: 'the loss is right',
    verdict: points === 100 ? 'pass' : 'fail',
    points,
    maxPoints: 100,
    needs: [],
    rationale: points === 100 ? null : 'it is not',
    help: null,
    expected: null,
    actual: null,
  } as const;
  return { slug, path, seed, verdict: check.verdict, score: points, maxScore: 100, checks: [check as never] };
}

/** A grader that gives each submission the points that are its text; `graded` lists what it was asked to grade. */
export function scoring(graded: string[] = []): GradeEach {
  return async (submissions, onResult) => {
    for (const one of submissions) {
      graded.push(one.path);
      await Promise.resolve();
      onResult(
        one.text === 'fault'
          ? { slug: one.slug, path: one.path, seed: one.seed, verdict: 'internal', score: null, maxScore: null, message: 'it broke', checks: [] } // prettier-ignore
          : toResult(one, one.seed, Number(one.text)),
        one,
      );
    }
  };
}

/** Grades a class with a grader that is not ours. */
export const runClass = (
  folder: string,
  submissions: Submission[],
  options: Partial<ClassOptions> = {},
): Promise<ClassOutcome> =>
  gradeClass(submissions, { folder, slugs, isolation: 'bubblewrap', gradeEach: scoring(), ...options });
