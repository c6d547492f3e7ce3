import { cleanResults } from './clean';
import type { Learner, Results } from './results';

/** How many entries of a list are shown. */
const most = 20;

/**
 * What a person should know besides the grades, in lines for a terminal: what was not graded, and who is missing from the
 * submissions or the roster.
 */
export function renderNotes(results: Results): string[] {
  const { skipped = [], missing = [], unknown = [] } = cleanResults(results);
  return [
    ...toList(
      'Not graded',
      skipped.map(({ path, why }) => `${path}: ${why}`),
    ),
    ...toList('No submission from', missing.map(nameOf)),
    ...toList('Not in the roster, but graded', unknown.map(nameOf)),
  ];
}

function toList(title: string, entries: string[]): string[] {
  if (!entries.length) return [];
  const rest = entries.length - most;
  return [
    `${title}:`,
    ...entries.slice(0, most).map((entry) => `  ${entry}`),
    ...(rest > 0 ? [`  and ${rest} more, which --format json lists`] : []),
  ];
}

const nameOf = ({ id, firstName, lastName }: Learner): string => {
  const name = [firstName, lastName].filter(Boolean).join(' ');
  return name && name !== id ? `${id} (${name})` : id;
};
