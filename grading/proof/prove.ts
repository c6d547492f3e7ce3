import { gradeBatch } from '../run/batch';
import type { CheckResult } from '../reports/results';
import type { Fixture } from './fixtures';
import { mutate, type Mutant } from './mutations';
import { rewrite } from './rewrites';

/** How the checks judge a broken answer key. */
export interface Judged {
  mutant: Mutant;
  /** `missed`: it passed. `unclear`: it failed, but the first message is not about what was broken. */
  verdict: 'caught' | 'unclear' | 'missed';
  /** The first check that failed, and its message. */
  said: string;
}

/** A correct solution that did not pass. */
export interface FalseAlarm {
  title: string;
  seed: number;
  said: string;
}

export interface ProofOptions {
  seed?: number;
  /** Use only every nth, for a quick test; all by default. */
  every?: number;
  onDone?(): void;
}

/** Grades a task's answer key broken in every way that the mutations know. */
export async function proveMutants(
  slug: string,
  { seed = 1, every = 1, onDone }: ProofOptions = {},
): Promise<Judged[]> {
  const mutants = mutate(slug).filter((_, i) => i % every === 0);
  const graded = await gradeSources(
    mutants.map(({ source }) => ({ slug, source, seed })),
    onDone,
  );
  return mutants.map((mutant, i): Judged => {
    const said = firstWords(graded[i]!);
    const verdict = said === undefined ? 'missed' : mutant.about.test(said) ? 'caught' : 'unclear';
    return { mutant, verdict, said: said ?? '' };
  });
}

/** Grades a task's answer key rewritten in other ways; returns those that do not pass. */
export async function proveRewrites(
  slug: string,
  { seed = 1, onDone }: ProofOptions = {},
): Promise<{ count: number; alarms: FalseAlarm[] }> {
  const rewrites = rewrite(slug);
  const graded = await gradeSources(
    rewrites.map(({ source }) => ({ slug, source, seed })),
    onDone,
  );
  const alarms = rewrites.flatMap(({ title }, i) => toAlarm(title, seed, graded[i]!));
  return { count: rewrites.length, alarms };
}

/** Grades correct fixtures with many seeds; returns those that do not pass. */
export async function proveSeeds(
  fixtures: Fixture[],
  seeds: number[],
  onDone?: () => void,
): Promise<FalseAlarm[]> {
  const jobs = seeds.flatMap((seed) => fixtures.map((fixture) => ({ fixture, seed })));
  const graded = await gradeSources(
    jobs.map(({ fixture, seed }) => ({ slug: fixture.slug, source: fixture.source, seed })),
    onDone,
  );
  return jobs.flatMap(({ fixture, seed }, i) => toAlarm(fixture.name, seed, graded[i]!));
}

const gradeSources = (
  sources: { slug: string; source: string; seed: number }[],
  onDone?: () => void,
): Promise<CheckResult[][]> =>
  gradeBatch(
    sources.map((source) => ({ ...source, path: `${source.slug}.ts`, bail: true })), // only the first message is needed
    { onDone },
  );

const toAlarm = (title: string, seed: number, checks: CheckResult[]): FalseAlarm[] => {
  const said = firstWords(checks);
  return said === undefined ? [] : [{ title, seed, said }];
};

/** The first check that failed: `id: rationale help`. */
function firstWords(checks: CheckResult[]): string | undefined {
  const first = checks.find(({ verdict }) => verdict !== 'pass');
  return first && [`${first.id}: ${first.rationale}`, first.help].filter(Boolean).join(' ');
}
