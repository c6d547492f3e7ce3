import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { writeAtomic } from '../../../src/project/write-atomic.cjs';
import { at } from './paths.mjs';

// What set-up records about each step, in .setup/<name>.json: the key that it was done with and a note; `missing` if an
// optional step is impossible on this machine, `failed` if it may succeed later.

const file = (step) => at('.setup', `${step.name}.json`);

/** The step's key combined with those of the steps before it, so that it runs again when one of them does. */
export function fullKey(step, steps) {
  const before = step.after.map((name) =>
    fullKey(
      steps.find((other) => other.name === name),
      steps,
    ),
  );
  return createHash('sha256')
    .update(JSON.stringify([step.key(), ...before]))
    .digest('hex');
}

/** Whether a step was done with this key and its outputs still exist, or is impossible on this machine. */
export function isDone(step, steps) {
  const { key, missing, failed } = readStamp(step);
  return !failed && key === fullKey(step, steps) && Boolean(missing || hasOutputs(step));
}

/** Whether the course runs with a step as it is: optional, or done earlier even if it is out of date. */
export const isUsable = (step) => step.optional || (isStamped(step) && hasOutputs(step));

const hasOutputs = (step) => step.outputs.every((path) => existsSync(path));

export const isStamped = (step) => existsSync(file(step));

/** Records that a step is done; `note` describes its result. */
export function stamp(step, stamped) {
  writeAtomic(file(step), JSON.stringify(stamped));
}

/** Records why an optional step has no result; failures caused by the network or the disk are retried. */
export function stampFailure(step, key, { what, temporary }) {
  try {
    stamp(step, temporary ? { key, failed: what } : { key, missing: what });
  } catch {
    // if the disk is full, the reason is only printed when the step fails
  }
}

/** Removes the record of a step. */
export const removeStamp = (step) => rmSync(file(step), { force: true });

/** The record of a step; empty if it was never done. */
export function readStamp(step) {
  try {
    return JSON.parse(readFileSync(file(step), 'utf8'));
  } catch {
    return {};
  }
}
