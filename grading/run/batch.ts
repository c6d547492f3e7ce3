import { availableParallelism } from 'node:os';
import { chooseIsolation } from '../isolation';
import type { CheckResult } from '../reports/results';
import { Lane } from './lane';
import { invalid, toResults, toUnloaded } from './outcome';

/** How many solutions take as long as starting another lane. */
const worthALane = 4;

/** With how many seeds one process checks a source: what a submission may say in all suffices for more than 40. */
const mostSeeds = 20;

/** A solution of our own to grade: a fixture, a mutant, or an answer key. */
export interface Solution {
  slug: string;
  /** For messages. */
  path: string;
  source: string;
  seed: number;
  /** Stop after the first check that does not pass. */
  bail?: boolean;
}

/**
 * Grades many solutions as `grade` does, but for their types. A source is loaded once for up to 20 seeds.
 *
 * @param onDone called after each one
 * @returns the checks of each solution, in order
 * @throws Fault if the grader fails
 */
export async function gradeBatch(
  solutions: Solution[],
  { processes = availableParallelism(), onDone = () => {} }: { processes?: number; onDone?(): void } = {},
): Promise<CheckResult[][]> {
  const { isolation } = await chooseIsolation();
  const graded: CheckResult[][] = [];
  const queue = group(solutions);
  const work = async (at: number): Promise<void> => {
    const lane = new Lane(isolation, at);
    try {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const results = await gradeSeeds(lane, next, queue.length > 0, onDone);
        next.forEach(({ at }, i) => (graded[at] = results[i]!));
      }
    } finally {
      await lane.close();
    }
  };
  const lanes = Math.min(processes, Math.ceil(queue.length / worthALane));
  await Promise.all(Array.from({ length: lanes }, (_, at) => work(at)));
  return graded;
}

type Placed = Solution & { at: number };

/** The solutions of the same source, so many as one process checks, and their places in the list. */
export function group(solutions: Solution[]): Placed[][] {
  const groups = new Map<string, Placed[]>();
  solutions.forEach((solution, at) => {
    const key = JSON.stringify([solution.slug, solution.source, solution.bail]);
    groups.set(key, [...(groups.get(key) ?? []), { ...solution, at }]);
  });
  return [...groups.values()].flatMap((same) =>
    Array.from({ length: Math.ceil(same.length / mostSeeds) }, (_, i) =>
      same.slice(i * mostSeeds, (i + 1) * mostSeeds),
    ),
  );
}

async function gradeSeeds(
  lane: Lane,
  group: Placed[],
  more: boolean,
  onDone: () => void,
): Promise<CheckResult[][]> {
  const { slug, source, bail } = group[0]!;
  const seeds = group.map(({ seed }) => seed);
  const read = await lane.reader.read({ text: source, isNotebook: false });
  if ('unreadable' in read) throw new Error(`it is not a notebook: ${read.unreadable}`);
  if ('invalid' in read)
    return group.map(() => toUnloaded(slug, invalid(read.invalid)).filter(({ id }) => id !== 'types'));
  const checked = await lane.check(
    { slug, code: read.code, name: `${slug}.ts`, seeds, bail },
    { more, onSeed: onDone },
  );
  const last = toResults(slug, checked);
  return group.map((_, i) => (i < checked.results.length - 1 ? checked.results[i]! : last));
}
