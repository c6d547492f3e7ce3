import type { SystemName } from './peer';
import type { Task } from './tasks';

/** What one system did with one task. */
export interface Row {
  task: Task;
  system: SystemName;
  /** The setting of the system that was the fastest. */
  setting: string;
  version: string;
  /** Median over the rounds; null where the system cannot do the task, which `why` explains. */
  msPerStep: number | null;
  firstStepMs: number | null;
  peakMemoryMiB: number | null;
  /** Mean loss of steps 5 to 7: all systems start from the same weights and take the same batches. */
  lossAfter: number | null;
  /** What the step's matrix products take at the machine's speed at them. */
  limitMs: number;
  why?: string;
}

export interface Report {
  rows: Row[];
  gflops: number;
  batchSize: number;
  growth?: Growth;
}

/** ms a step, or an epoch, of 0-vanilla as one size grows and the others stay as they are. */
export interface Growth {
  batch: Point[];
  width: Point[];
  images: Point[];
}

export interface Point {
  /** Images a step; times the units of the hidden layers; images an epoch. */
  size: number;
  ms: Partial<Record<SystemName, number>>;
  /** The same work's matrix products, in GFLOP. */
  gflop: number;
}
