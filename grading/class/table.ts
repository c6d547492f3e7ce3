import { toCsv } from '../reports/csv';
import type { LearnerMarks } from './marks';

/**
 * A table of all learners and tasks as CSV. A cell is empty if there is no submission, or if the grader failed at it: then
 * there is no total either.
 */
export function renderTable(marks: LearnerMarks[], slugs: string[]): string {
  const header = [
    'learner',
    'first_name',
    'last_name',
    'email',
    ...slugs,
    'total',
    'set_by_hand',
    'feedback',
  ];
  const rows = marks.map(({ learner, of, total, feedback }) => [
    learner.id,
    learner.firstName ?? null,
    learner.lastName ?? null,
    learner.email ?? null,
    ...slugs.map((slug) => of.get(slug)?.score ?? null),
    total,
    slugs.filter((slug) => of.get(slug)?.byHand).join(' ') || null,
    feedback,
  ]);
  return toCsv([header, ...rows]);
}
