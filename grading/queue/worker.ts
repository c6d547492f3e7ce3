import { Worker, type Job } from 'bullmq';
import { hostname } from 'node:os';
import type { Isolation } from '../isolation';
import type { SubmissionResult } from '../reports/results';
import { gradeOne } from '../run/grade';
import { Lane } from '../run/lane';
import { connect } from './connection';
import { queueName, unpack, type QueuedJob, type QueuedResult } from './job';

export interface WorkerOptions {
  url: string;
  /** The version of the grader: only its jobs are taken. */
  version: string;
  isolation: Isolation;
  /** How many submissions to grade at once. */
  jobs: number;
  say(line: string): void;
  onResult(result: SubmissionResult): void;
}

/** Milliseconds after which the job of a worker that died is given to another. */
const lock = 15_000;
/** How often a job may lose its worker until it fails: it may be the job's fault. */
const mostLosses = 5;

/**
 * Grades submissions from a queue until it is closed.
 *
 * @returns `close` waits for what is being graded
 */
export function startWorker({ url, version, isolation, jobs, say, onResult }: WorkerOptions): {
  close(): Promise<void>;
} {
  const connection = connect(url, say);
  const lanes = Array.from({ length: jobs }, (_, at) => new Lane(isolation, at));
  const free = [...lanes];
  const grade = async ({ data, attemptsMade }: Job<QueuedJob, QueuedResult>): Promise<QueuedResult> => {
    const lane = free.pop()!; // BullMQ runs at most as many jobs as there are lanes
    try {
      const { submission, ...settings } = unpack(data);
      const { result, wasLate } = await gradeOne(lane, submission, settings, true);
      if (wasLate && attemptsMade === 0) throw new Error('this machine was too busy'); // graded once more, later
      onResult(result);
      return { result, isolation: isolation.by };
    } finally {
      free.push(lane);
    }
  };
  const worker = new Worker<QueuedJob, QueuedResult>(queueName(version), grade, {
    connection,
    name: hostname(),
    concurrency: jobs,
    lockDuration: lock,
    stalledInterval: lock / 3,
    maxStalledCount: mostLosses,
  });
  worker.on('error', () => undefined); // `connect` says so
  return {
    async close() {
      await worker.close();
      await Promise.all(lanes.map((lane) => lane.close()));
      connection.disconnect();
    },
  };
}
