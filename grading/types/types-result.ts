import { join } from 'node:path';
import { runChild } from '../harness/process';
import type { Source } from './check-types';
import type { CheckResult } from '../reports/results';
import type { TypesReport } from './worker';

const base = { id: 'types', title: 'TypeScript finds no errors', maxPoints: 4, needs: [] as string[] };

/** The type errors of all sources, found in a separate process in parallel to the checks. */
export async function findTypeErrors(sources: Source[]): Promise<string[][]> {
  let errors: string[][] | undefined;
  const ending = await runChild<TypesReport>(join(__dirname, 'worker'), {
    input: sources,
    limits: { start: 120_000, silence: 120_000, total: 120_000 },
    onMessage: (message) => (errors = message.errors),
    isDone: () => true,
  });
  if (!errors) throw new Error(`the type check ended early: ${JSON.stringify(ending)}`);
  return errors;
}

/** Type errors as the result of a check. No other check needs it; it gives points only if the file `returns` models. */
export function toTypesResult(errors: string[], returns: boolean): CheckResult {
  const none = { rationale: null, help: null, expected: null, actual: null };
  if (errors.length) {
    const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
    return {
      ...base,
      ...none,
      verdict: 'fail',
      points: 0,
      rationale: `line ${errors[0]!.slice(0, 300)}${more}`,
      help: 'The file runs anyway: types help to find mistakes before it does.',
    };
  }
  if (!returns) return { ...base, ...none, verdict: 'skipped', points: 0, rationale: 'waits for returns' };
  return { ...base, ...none, verdict: 'pass', points: base.maxPoints };
}
