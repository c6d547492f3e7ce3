import type { CheckResult } from '../reports/results';
import { Finding, type Check } from './check';
import { SubmissionError } from '../protocol/subject';
import { runTests, timeoutCode, type Test } from './runner';
import { helpFor, tidyMessage, tookTooLong } from './words';

/** The grader is at fault, not the submission. */
export class GraderError extends Error {
  override readonly name = 'GraderError';
}

export interface RunOptions<Trial> {
  /** Run only these checks and those they need. */
  only?: string[];
  /** Stop after the first check that does not pass. */
  bail?: boolean;
  /** Milliseconds that a check may take; an endless synchronous loop is ended by the parent process. */
  timeout?: number;
  onStart?(check: Check<Trial>): void;
  onResult?(result: CheckResult): void;
}

/** The default time limit of a check, in milliseconds. */
export const checkTimeout = 10_000;

/**
 * Runs checks in order, each as a test; a check is skipped if one that it needs did not pass.
 *
 * @throws GraderError if a check itself is faulty
 */
export async function runChecks<Trial>(
  checks: Check<Trial>[],
  trial: Trial,
  { only, bail, timeout = checkTimeout, onStart, onResult }: RunOptions<Trial> = {},
): Promise<CheckResult[]> {
  const chosen = only ? withNeeds(checks, only) : checks;
  const results = new Map<string, CheckResult>();
  let fault: GraderError | undefined;
  const tests = chosen.map((check): Test => ({
    title: check.title,
    async run() {
      if (fault || waitsFor(check, results).length) return 'skip';
      onStart?.(check);
      try {
        await check.run(trial);
      } catch (error) {
        if (error instanceof Finding || error instanceof SubmissionError) throw error;
        throw new GraderError(`check ${check.id}: ${(error as Error).stack ?? String(error)}`, {
          cause: error,
        });
      }
    },
  }));
  await runTests(tests, { timeout, bail }, (i, error) => {
    if (error instanceof GraderError) fault ??= error;
    if (fault) return;
    const check = chosen[i]!;
    const result = toResult(check, waitsFor(check, results), error, timeout);
    results.set(check.id, result);
    onResult?.(result);
  });
  if (fault) throw fault;
  return [...results.values()];
}

/** `only` and, transitively, what it needs. */
function withNeeds<Trial>(checks: Check<Trial>[], only: string[]): Check<Trial>[] {
  const wanted = new Set(only);
  for (const check of [...checks].reverse())
    if (wanted.has(check.id)) check.needs.forEach((need) => wanted.add(need));
  return checks.filter(({ id }) => wanted.has(id));
}

/** The checks that `check` needs and that did not pass. */
function waitsFor<Trial>({ needs }: Check<Trial>, results: Map<string, CheckResult>): string[] {
  return needs.filter((need) => (results.get(need)?.verdict ?? 'pass') !== 'pass');
}

function toResult<Trial>(
  check: Check<Trial>,
  waiting: string[],
  error: unknown,
  timeout: number,
): CheckResult {
  const { id, title, points, needs, hidden } = check;
  const base = { id, title, points: 0, maxPoints: points, needs };
  const none = { rationale: null, help: null, expected: null, actual: null };
  if (waiting.length)
    return { ...base, ...none, verdict: 'skipped', rationale: `waits for ${waiting.join(' and ')}` };
  if (error === undefined) return { ...base, ...none, verdict: 'pass', points };
  if (error instanceof Finding) {
    const { rationale, help, expected = null, actual = null } = error.fault;
    return {
      ...base,
      verdict: 'fail',
      ...(hidden ? { ...none, rationale: hidden } : { rationale, help, expected, actual }),
    };
  }
  if (error instanceof SubmissionError) {
    const rationale = `${error.during} throws: ${tidyMessage(error.message)}`;
    return { ...base, ...none, verdict: 'error', rationale, help: helpFor(error.message) };
  }
  if ((error as { code?: string }).code === timeoutCode)
    return { ...base, ...none, verdict: 'error', ...tookTooLong(timeout) };
  const message = error instanceof Error ? error.message : String(error);
  return {
    ...base,
    ...none,
    verdict: 'error',
    rationale: `the code throws: ${tidyMessage(message)}`,
    help: helpFor(message),
  };
}
