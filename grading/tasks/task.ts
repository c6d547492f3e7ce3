import type { Check } from '../harness/check';
import type { Blueprint } from '../measure/blueprint';
import type { Random } from '../measure/random';
import type { Trial } from '../measure/trial';

/** The checks and arguments of one task. */
export interface Task {
  slug: string;
  /** 100 points in total, including those of `loadsCheck` and `typesCheck`. */
  checks: Check<Trial>[];
  /** Arguments for `autoencoder`, drawn after the submission is loaded. */
  draw(random: Random): { main: Blueprint; others?: Blueprint[] };
}

/** Distinct numbers of which neither the first three nor the three after the first are sorted. */
export function distinctUnsorted(random: Random, count: number, low: number, high: number): number[] {
  const isSorted = ([a, b, c]: number[]): boolean => a! < b! === b! < c!;
  let numbers: number[];
  do numbers = random.distinct(count, low, high);
  while (isSorted(numbers) || isSorted(numbers.slice(1)));
  return numbers;
}

/** The arguments for tasks with dense layers: three hidden layers, all with distinct sizes. */
export function drawDense(
  random: Random,
  toBlueprint: (args: [number, number[], number]) => Blueprint,
): ReturnType<Task['draw']> {
  const latentDims = random.integer(2, 4);
  const [inputDims, ...hidden] = distinctUnsorted(random, 5, 5, 14) as [number, ...number[]];
  const plan: ReturnType<Task['draw']> = { main: toBlueprint([inputDims, hidden.slice(0, 3), latentDims]) };
  // BEGIN HIDDEN
  plan.others = [[], hidden.slice(0, 1), hidden.slice(1, 3), hidden].map((layers) =>
    toBlueprint([inputDims + 3, layers, latentDims + 1]),
  );
  // END HIDDEN
  return plan;
}
