import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { at } from './paths.mjs';

// What set-up remembers of each step, in .setup/<name>.json: the key with which it was done and a note; `missing`
// when an optional step cannot be done on this machine, `failed` when it may be done another time.

const file = (step) => at('.setup', `${step.name}.json`);

/** The step's key with those of the steps before it, so that what is built on new ground is built anew. */
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

/** Whether a step was done with this key and its results are still there, or cannot be done here. */
export function isDone(step, steps) {
  const { key, missing, failed } = readStamp(step);
  return !failed && key === fullKey(step, steps) && Boolean(missing || areThere(step));
}

/** Whether the course runs with what there is of a step: nothing, when it is optional, or the results of an earlier day. */
export const isUsable = (step) => step.optional || (isStamped(step) && areThere(step));

const areThere = (step) => step.outputs.every((path) => existsSync(path));

export const isStamped = (step) => existsSync(file(step));

/** Notes that a step is done; `note` is what it said of its result. */
export function stamp(step, stamped) {
  mkdirSync(at('.setup'), { recursive: true });
  writeFileSync(`${file(step)}.new`, JSON.stringify(stamped));
  renameSync(`${file(step)}.new`, file(step));
}

/** Notes why an optional step has no result; what the network or the disk caused is tried again. */
export function stampFailure(step, key, { what, passing }) {
  try {
    stamp(step, passing ? { key, failed: what } : { key, missing: what });
  } catch {
    // On a full disk the reason is told once, when it happens.
  }
}

/** Forgets that a step was done. */
export const unstamp = (step) => rmSync(file(step), { force: true });

/** What is remembered of a step; nothing when it was never done. */
export function readStamp(step) {
  try {
    return JSON.parse(readFileSync(file(step), 'utf8'));
  } catch {
    return {};
  }
}
