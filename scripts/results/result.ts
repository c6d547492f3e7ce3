import { readFile } from 'node:fs/promises';
import { fileOf, type By, type Planned } from './plan';

/** The result of a run, as stored in docs/results. */
export interface Result extends Planned {
  epochs: number;
  /** One number per epoch. */
  history: { loss: number[]; val_loss: number[] };
  /** For the training steps only. */
  msPerStep: number;
  /** For all epochs, including validation. */
  seconds: number;
  versions: Record<string, string>;
  /** Processor and number of cores. */
  machine: string;
}

/** The existing results, in the order of the plan. */
export async function readResults(planned: Planned[]): Promise<Result[]> {
  const found = await Promise.all(planned.map(maybeResult));
  return found.flatMap((result) => result ?? []);
}

/** The result of a run, or undefined if there is none yet. */
export async function maybeResult(run: Planned): Promise<Result | undefined> {
  const text = await readFile(fileOf(run), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Result);
}

/** The results of one task by one system, for all seeds. */
export const pick = (results: Result[], task: string, by: By): Result[] =>
  results.filter((result) => result.task === task && result.by === by);
