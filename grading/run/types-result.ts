import { tidyMessage } from '../harness/words';
import type { TypeErrors } from '../protocol/reading';
import type { CheckResult } from '../reports/results';

/** What is known about the check of types before a submission is read. */
export const types = { id: 'types', title: 'TypeScript finds no errors', points: 4, needs: [] as string[] };
const { points: maxPoints, ...about } = types;
const base = { ...about, maxPoints };

/** Type errors as the result of a check. No other check needs it; it gives points only if the file `returns` models. */
export function toTypesResult({ errors, count }: TypeErrors, returns: boolean): CheckResult {
  const none = { rationale: null, help: null, expected: null, actual: null };
  if (errors.length) {
    const more = count > 1 ? ` (and ${count - 1} more)` : '';
    return {
      ...base,
      ...none,
      verdict: 'fail',
      points: 0,
      rationale: `line ${tidyMessage(errors[0]!)}${more}`,
      help: 'The file runs anyway: types help to find mistakes before it does.',
    };
  }
  if (!returns) return { ...base, ...none, verdict: 'skipped', points: 0, rationale: 'waits for returns' };
  return { ...base, ...none, verdict: 'pass', points: maxPoints };
}
