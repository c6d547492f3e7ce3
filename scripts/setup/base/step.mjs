import { rmSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { partsIn } from '../../../src/project/write-atomic.cjs';
import { SetupError } from './error.mjs';
import { root } from './paths.mjs';
import { fullKey, isDone, isStamped, stamp, stampFailure, removeStamp } from './stamp.mjs';

/**
 * A step of set-up.
 *
 * @typedef {object} Step
 * @property {string} name the name of its stamp file
 * @property {string} title what it sets up, as shown to users
 * @property {string[]} after the steps whose results it uses
 * @property {() => string} key everything that determines its result, as text: if it changes, the step runs again
 * @property {string[]} outputs paths that exist when it is done
 * @property {boolean} [onDemand] whether only `npm test` and the commands that name it need it, not learners
 * @property {boolean} [optional] whether the course runs without it, with fewer features or more slowly
 * @property {() => boolean} [later] whether it takes so long on this machine that the course opens before it is done
 * @property {() => number} [space] the disk space it needs while it runs, in GB
 * @property {number} [keeps] the disk space that its result takes, in GB
 * @property {() => void} [need] throws a SetupError if the machine lacks something that the step requires
 * @property {(wasDone: boolean) => string[]} [leftovers] paths that an interrupted or failed run may have left behind
 * @property {() => void} [verify] reads its complete result; throws if that is damaged or incomplete
 * @property {(say: (line: string) => void) => Promise<string | object | void>} run does it and checks that
 *   the result is complete; may return a note about it, or `{ note, ... }` to store in the stamp
 */

/**
 * Runs the steps that are not done, in parallel, each as soon as the steps that it depends on are done.
 *
 * @param {Step[]} steps
 * @param {(line: string) => void} say
 * @returns {{ usable: Promise<void>, finished: Promise<void> }} `usable` resolves when the course can be
 *   opened, `finished` when no step is running any more; both reject with the first failure
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
    removeStamp(step);
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
      await Promise.race(running.values()); // after a failure, running steps still finish and are kept
    }
    if (failures.length) throw failures[0];
  };
  const finished = work();
  return { usable: Promise.race([usable, finished]), finished };
}

/** Reports what can be known to fail before anything is fetched, and removes what interrupted runs left behind. */
function prepare(todo, say) {
  for (const step of todo) step.need?.();
  for (const step of todo) clear(step, isStamped(step));
  const needed = [...todo].reduce((sum, step) => sum + (step.space?.() ?? 0), 0);
  const kept = [...todo].reduce((sum, step) => sum + (step.keeps ?? 0), 0);
  const free = freeSpace();
  const [up, stays, left] = [needed, kept, free].map((size) => `${size.toFixed(1)} GB`);
  if (kept > 0.1) say(`This takes ${stays} of disk space, ${up} during set-up; ${left} are free.`);
  if (free >= needed) return;
  const what = `Too little disk space in ${root}: ${free.toFixed(1)} GB free, set-up needs ${needed.toFixed(1)} GB.`;
  throw new SetupError(what, 'Free some space, or copy the course to a larger disk.', true);
}

function clear(step, wasDone) {
  const parts = step.outputs.flatMap((path) =>
    partsIn(dirname(path)).filter((part) => part.startsWith(`${path}.`)),
  );
  for (const path of [...parts, ...(step.leftovers?.(wasDone) ?? [])])
    rmSync(path, { recursive: true, force: true });
}

/** The free space on the project's disk, in GB. */
export function freeSpace() {
  const { bavail, bsize } = statfsSync(root);
  return (bavail * bsize) / 2 ** 30;
}

const seconds = (since) => ((Date.now() - since) / 1000).toFixed(1);
