import { rmSync, statfsSync } from 'node:fs';
import { SetupError } from './error.mjs';
import { root } from './paths.mjs';
import { fullKey, isDone, isStamped, stamp, stampFailure, unstamp } from './stamp.mjs';

/**
 * One thing to set up.
 *
 * @typedef {object} Step
 * @property {string} name the stamp's file name
 * @property {string} title what it sets up, for people
 * @property {string[]} after the steps whose results it uses
 * @property {() => string} key all that decides its result, as text: when it changes, the step runs again
 * @property {string[]} outputs paths that must exist when it is done
 * @property {boolean} [testsOnly] whether only `npm test` needs it
 * @property {boolean} [optional] whether the course runs without it, if less well
 * @property {() => boolean} [later] whether it takes so long here that the course is opened while it is at work
 * @property {() => number} [space] the disk space it takes while it runs, in GB
 * @property {number} [keeps] the disk space it keeps, in GB
 * @property {() => void} [need] throws a SetupError when the machine lacks what the step cannot do without
 * @property {(wasDone: boolean) => string[]} [leftovers] what a run of it that was stopped or failed may have left
 * @property {() => void} [verify] throws when what it made is no longer whole; reads all of it
 * @property {(say: (line: string) => void) => Promise<string | object | void>} run does it and makes sure that the
 *   result is whole; may return a line about it, or `{ note, ... }` to be kept in the stamp
 */

/**
 * Runs the steps that are not done, each as soon as those before it are, side by side where it can.
 *
 * @param {Step[]} steps
 * @param {(line: string) => void} say
 * @returns {{ usable: Promise<void>, finished: Promise<void> }} when what the course cannot do without is there and
 *   when no step is at work any more; both reject with the first failure
 */
export function runSteps(steps, say) {
  const todo = new Set(steps.filter((step) => !isDone(step, steps)));
  prepare(todo, say);
  const running = new Map();
  const failures = [];
  const start = async (step) => {
    const begun = Date.now();
    const key = fullKey(step, steps);
    say(`  … ${step.title}`);
    unstamp(step);
    try {
      const made = (await step.run((line) => say(`    ${line}`))) ?? {};
      const kept = typeof made === 'string' ? { note: made } : made;
      stamp(step, { key, ...kept });
      say(`  ✓ ${step.title} (${seconds(begun)} s)${kept.note ? `: ${kept.note}` : ''}`);
      todo.delete(step);
    } catch (error) {
      clear(step, false);
      if (!step.optional || !(error instanceof SetupError)) failures.push(error);
      else {
        stampFailure(step, key, error);
        say(`  ! ${step.title}: ${error.message}`);
        todo.delete(step);
      }
    }
    running.delete(step);
  };
  const waits = (step) => step.after.some((name) => [...todo].some((other) => other.name === name));
  const isLater = new Map(steps.map((step) => [step, Boolean(todo.has(step) && step.later?.())]));
  const isUsable = () => !failures.length && [...todo].every((step) => isLater.get(step));
  let markUsable;
  const usable = new Promise((resolve) => (markUsable = resolve));
  const work = async () => {
    for (;;) {
      for (const step of todo)
        if (!failures.length && !running.has(step) && !waits(step)) running.set(step, start(step));
      if (isUsable()) markUsable();
      if (!running.size) break;
      await Promise.race(running.values()); // what runs beside a failure ends in its own time and is kept
    }
    if (failures.length) throw failures[0];
  };
  const finished = work();
  return { usable: Promise.race([usable, finished]), finished };
}

/** Whatever can be known to fail is said before anything is fetched, and what stopped runs left is removed. */
function prepare(todo, say) {
  for (const step of todo) step.need?.();
  for (const step of todo) clear(step, isStamped(step));
  const needed = [...todo].reduce((sum, step) => sum + (step.space?.() ?? 0), 0);
  const kept = [...todo].reduce((sum, step) => sum + (step.keeps ?? 0), 0);
  const free = freeSpace();
  const [up, stays, left] = [needed, kept, free].map((size) => `${size.toFixed(1)} GB`);
  if (kept > 0.1) say(`It takes ${stays} of disk, ${up} while it is at work; ${left} are free.`);
  if (free >= needed) return;
  const what = `Too little disk space in ${root}: ${free.toFixed(1)} GB are free, what is missing needs ${needed.toFixed(1)}.`;
  throw new SetupError(what, 'Free some, or copy the course to a larger disk.', true);
}

function clear(step, wasDone) {
  for (const path of step.leftovers?.(wasDone) ?? []) rmSync(path, { recursive: true, force: true });
}

/** GB that are free where the project lies. */
export function freeSpace() {
  const { bavail, bsize } = statfsSync(root);
  return (bavail * bsize) / 2 ** 30;
}

const seconds = (since) => ((Date.now() - since) / 1000).toFixed(1);
