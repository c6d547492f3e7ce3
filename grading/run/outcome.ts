import { helpFor, tidyMessage, tookTooLong } from '../harness/words';
import type { Ending } from '../isolation';
import { cleanChecks } from '../reports/clean';
import type { CheckResult } from '../reports/results';
import { taskFor } from '../tasks';
import { loads } from '../verifying/job';
import type { Checked } from './lane';
import { toTypesResult, types } from './types-result';

type Listed = Pick<CheckResult, 'id' | 'title' | 'maxPoints' | 'needs'>;
type Why = Pick<CheckResult, 'verdict' | 'rationale' | 'help'>;

/** The checks of a task in the order of its results: what is known about them before a submission runs. */
export function listChecks(slug: string): Listed[] {
  const all = [loads, types, ...taskFor(slug).checks];
  return all.map(({ id, title, points, needs }) => ({ id, title, maxPoints: points, needs }));
}

/** The results for a submission that cannot be run; of its `types` nothing is known. */
export const toUnloaded = (slug: string, why: Why): CheckResult[] =>
  withTypes(complete(slug, [], 'loads', why), {
    ...toTypesResult({ errors: [], count: 0 }, false),
    rationale: 'waits for loads',
  });

/** `checks` with that of types in its place. */
export const withTypes = ([first, ...rest]: CheckResult[], types: CheckResult): CheckResult[] => [
  first!,
  types,
  ...rest,
];

/** Why a file cannot be run: it is not valid TypeScript. */
export const invalid = (message: string): Why => ({
  verdict: 'error',
  rationale: `running the file throws: ${tidyMessage(message)}`,
  help: helpFor(message),
});

/**
 * The results of all checks but that of types. If the submission's process ended before they were done, the check that
 * was running fails; if it interfered with the grading, none of what it said counts.
 */
export function toResults(slug: string, { results, ending }: Checked): CheckResult[] {
  const done = cleanChecks(results.at(-1)!);
  if (!ending) return done;
  const why: Why = { verdict: 'error', ...wordsFor(ending.ending) };
  return ending.ending.by === 'protocol'
    ? complete(slug, [], 'loads', why)
    : complete(slug, done, ending.at, why);
}

function wordsFor(ending: Ending): { rationale: string; help: string } {
  if (ending.by === 'silence') return tookTooLong(ending.milliseconds);
  if (ending.by === 'protocol')
    return {
      rationale: `the program interferes with its grading: ${ending.what}`,
      help: 'It only has to build models: leave its files, processes and descriptors as they are.',
    };
  return {
    rationale: `the program exited (${ending.signal ?? `exit code ${ending.code}`})`,
    help: 'Does the code call process.exit, or use too much memory? It only has to build models.',
  };
}

/** `results`, plus the check that was running when the process ended, and those that did not start. */
function complete(slug: string, results: CheckResult[], at: string, why: Why): CheckResult[] {
  const done = new Set(results.map(({ id }) => id));
  const rest = listChecks(slug).filter(({ id }) => id !== 'types' && !done.has(id));
  return [
    ...results,
    ...rest.map((check): CheckResult => {
      const base = { ...check, points: 0, expected: null, actual: null };
      if (check.id === at) return { ...base, ...why };
      return { ...base, verdict: 'skipped', rationale: `waits for ${at}`, help: null };
    }),
  ];
}
