import type { Learner, Results, SubmissionResult } from '../reports/results';
import { toFileNames } from './file-names';

/** All results of one learner, by task. */
export interface LearnerMarks {
  learner: Learner;
  of: Map<string, SubmissionResult>;
  /** The sum over all tasks; `null` if the grader failed at one. */
  total: number | null;
  /** The file with the feedback, relative to the folder of the marks; `null` if nothing was handed in. */
  feedback: string | null;
}

/** Sorts the results by learner, with those of the roster who handed in nothing. */
export function toMarks({ submissions, missing = [] }: Results): LearnerMarks[] {
  const learners = new Map<string, { learner: Learner; of: Map<string, SubmissionResult> }>();
  for (const submission of submissions) {
    const learner = submission.learner!;
    const one = learners.get(learner.id) ?? { learner, of: new Map<string, SubmissionResult>() };
    one.of.set(submission.slug!, submission);
    learners.set(learner.id, one);
  }
  const names = toFileNames([...learners.keys()]);
  for (const learner of missing)
    if (!learners.has(learner.id)) learners.set(learner.id, { learner, of: new Map() });
  return [...learners.values()]
    .sort((a, b) => a.learner.id.localeCompare(b.learner.id, 'en', { numeric: true }))
    .map(({ learner, of }) => {
      const scores = [...of.values()].map(({ score }) => score);
      const total = scores.includes(null) ? null : scores.reduce<number>((sum, score) => sum + score!, 0);
      return { learner, of, total, feedback: of.size ? `feedback/${names.get(learner.id)}.html` : null };
    });
}

/** `Ada Lovelace (ada)`, or the id if there is no name. */
export function nameOf({ id, firstName, lastName }: Learner): string {
  const name = [firstName, lastName].filter(Boolean).join(' ');
  return name ? `${name} (${id})` : id;
}
