import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { SubmissionResult } from '../reports/results';
import type { Submission } from '../intake';

/** A submission with the settings that it is graded with. */
export interface Grading {
  submission: Submission;
  seed: number;
  /** Ids of checks: run these and those they need. */
  only?: string[];
}

/** What is in Redis for a worker. */
export interface QueuedJob extends Omit<Grading, 'submission'> {
  submission: Omit<Submission, 'text'>;
  /** The text, compressed, in base64: notebooks are mostly pictures and repetition. */
  packed: string;
}

/** What a worker leaves in Redis. */
export interface QueuedResult {
  result: SubmissionResult;
  isolation: 'bubblewrap' | 'permissions';
}

/** The most bytes of a text after it is unpacked. */
const longest = 40 * 2 ** 20;

/** The queue of one version of the grader: workers of another version do not see its jobs. */
export const queueName = (version: string): string => `autoencoders-grade-${version.slice(0, 16)}`;

/** The same submission with the same settings has the same id, so that it is in Redis once however often it is added. */
export const idOf = (job: QueuedJob): string =>
  createHash('sha256').update(JSON.stringify(job)).digest('hex');

export function pack({ submission: { text, ...submission }, ...settings }: Grading): QueuedJob {
  return { submission, ...settings, packed: gzipSync(text).toString('base64') };
}

/** @throws if the job was not made by `pack` */
export function unpack({ submission, packed, ...settings }: QueuedJob): Grading {
  const text = gunzipSync(Buffer.from(packed, 'base64'), { maxOutputLength: longest }).toString();
  return { submission: { ...submission, text }, ...settings };
}
