import { readFile } from 'node:fs/promises';
import { fileOf, type By, type Planned } from './plan';

/** A run that was made, as docs/results keeps it. */
export interface Result extends Planned {
  epochs: number;
  /** One number an epoch. */
  history: { loss: number[]; val_loss: number[] };
  /** Of the training steps alone. */
  msPerStep: number;
  /** Of all epochs, validation included. */
  seconds: number;
  versions: Record<string, string>;
  /** Processor and number of cores. */
  machine: string;
}

/** The results that are there, in the order of the plan. */
export async function readResults(planned: Planned[]): Promise<Result[]> {
  const found = await Promise.all(planned.map(maybeResult));
  return found.flatMap((result) => result ?? []);
}

/** The result of a run, or nothing when it was not made. */
export async function maybeResult(run: Planned): Promise<Result | undefined> {
  const text = await readFile(fileOf(run), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Result);
}

/** The results of one run by one hand, all seeds. */
export const pick = (results: Result[], task: string, by: By): Result[] =>
  results.filter((result) => result.task === task && result.by === by);
