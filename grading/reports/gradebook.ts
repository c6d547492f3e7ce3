import { learnerOf } from './learner';
import type { Learner, Results, SubmissionResult } from './results';

/** One learner and their submissions, by task. */
export interface Entry {
  learner: Learner;
  name: string;
  of: Map<string, SubmissionResult>;
}

/**
 * The learners in `results`, for a file that overwrites a gradebook. A learner for whom the grader failed is left out: an
 * empty cell would delete the grade they have.
 */
export function toGradebook({ submissions }: Results): { slugs: string[]; entries: Entry[] } {
  const entries = new Map<string, Entry>();
  for (const submission of submissions) {
    const learner = learnerOf(submission);
    const entry = entries.get(learner.id) ?? { learner, name: nameOf(learner), of: new Map() };
    entry.of.set(submission.slug ?? '', submission);
    entries.set(learner.id, entry);
  }
  const slugs = [...new Set(submissions.map(({ slug }) => slug ?? ''))].sort();
  const isGraded = ({ of }: Entry): boolean => [...of.values()].every(({ score }) => score !== null);
  return { slugs, entries: [...entries.values()].filter(isGraded) };
}

/** `Lovelace, Ada`, or the id if there is no name. */
const nameOf = ({ id, firstName, lastName }: Learner): string =>
  [lastName, firstName].filter(Boolean).join(', ') || id;
