import type { Cpu, SystemName } from './peer';
import type { ModelName } from './models';

/** The result of one system for one model. */
export interface Row {
  model: ModelName;
  system: SystemName;
  /** The fastest setting of the system. */
  setting: string;
  version: string;
  /** Median over the rounds; null if the system cannot train the model, which `why` explains. */
  msPerStep: number | null;
  firstStepMs: number | null;
  peakMemoryMiB: number | null;
  /** Mean loss of steps 5 to 7; all systems start with the same weights and use the same batches. */
  lossAfter: number | null;
  /** The time for the step's matrix products at the machine's speed. */
  limitMs: number;
  why?: string;
}

export interface Report {
  rows: Row[];
  gflops: number;
  /** Images per step; absent if each model has its own. */
  batchSize?: number;
  /** The width of instructions to which all systems were held; absent if they could use all. */
  cpu?: Cpu;
  growth?: Growth;
}

/** ms per step, or per epoch, of 0-vanilla as one size grows and the others stay the same. */
export interface Growth {
  batch: Point[];
  width: Point[];
  images: Point[];
}

export interface Point {
  /** Images per step; factor of the hidden layers' units; images per epoch. */
  size: number;
  ms: Partial<Record<SystemName, number>>;
  /** The matrix products of the same work, in GFLOP. */
  gflop: number;
}
