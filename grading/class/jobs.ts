import { availableParallelism } from 'node:os';

/**
 * Megabytes that one lane takes: a verifier, a reader, the process of a submission and the one that is prepared next.
 * Measured in the middle of a class as proportional set size: 370 to 450.
 */
export const laneMegabytes = 500;

/** The most lanes: each has slots for its processes, and their number is limited. */
const most = 59;

/**
 * How many submissions to grade at once: one for each core, fewer if memory does not suffice for so many.
 *
 * @param cores what the process may use
 * @param megabytes what is free, within the limit of the process's control group
 */
export function defaultJobs(
  cores = availableParallelism(),
  megabytes = process.availableMemory() / 2 ** 20,
): number {
  const fit = Math.floor((0.8 * megabytes) / laneMegabytes);
  return Math.max(1, Math.min(cores, fit, most));
}
