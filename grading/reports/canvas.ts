import { toCsv } from './csv';
import { toGradebook } from './gradebook';
import type { Results } from './results';

/**
 * A file for Canvas' gradebook import: the second row has the points possible, a column named after a task has its score.
 * Canvas finds learners by `SIS Login ID`, then by name.
 */
export function renderCanvas(results: Results): string {
  const { slugs, entries } = toGradebook(results);
  const most = slugs.map(
    (task) => results.submissions.find(({ slug, maxScore }) => slug === task && maxScore !== null)?.maxScore,
  );
  const rows = entries.map(({ learner, name, of }) => [
    name.replaceAll('Points Possible', 'Points-Possible'), // Canvas would take the row for the second one
    null,
    null,
    learner.id,
    null,
    ...slugs.map((slug) => of.get(slug)?.score ?? null),
  ]);
  return toCsv([
    ['Student', 'ID', 'SIS User ID', 'SIS Login ID', 'Section', ...slugs],
    ['    Points Possible', null, null, null, null, ...most.map((points) => points ?? null)],
    ...rows,
  ]);
}
