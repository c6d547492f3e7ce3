import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { SetupError } from './error.mjs';
import { at, root } from './paths.mjs';

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
 * @property {() => number} [space] the disk space it takes while it runs, in GB
 * @property {() => void} [need] throws a SetupError when the machine lacks what the step cannot do without
 * @property {(say: (line: string) => void) => Promise<string | void>} run does it; may return a line about the result
 */

const stampFile = (step) => at('.setup', `${step.name}.json`);

/** The step's key with those of the steps before it, so that what is built on new ground is built anew. */
function fullKey(step, steps) {
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

/** Whether a step was done with this key and its results are still there. */
export function isDone(step, steps) {
  try {
    const { key, missing } = JSON.parse(readFileSync(stampFile(step), 'utf8'));
    return key === fullKey(step, steps) && (missing || step.outputs.every((path) => existsSync(path)));
  } catch {
    return false;
  }
}

/** Notes that a step is done; `note` is what it said of its result, `missing` why it has none. */
function stamp(step, stamped) {
  writeFileSync(`${stampFile(step)}.new`, JSON.stringify(stamped));
  renameSync(`${stampFile(step)}.new`, stampFile(step));
}

/** What a step said when it was done: `note` of its result, `missing` why an optional one has none. */
export function readStamp(step) {
  try {
    return JSON.parse(readFileSync(stampFile(step), 'utf8'));
  } catch {
    return {};
  }
}

/**
 * Runs the steps that are not done, each as soon as those before it are, side by side where it can.
 *
 * @param {Step[]} steps
 * @param {(line: string) => void} say
 */
export async function runSteps(steps, say) {
  mkdirSync(at('.setup'), { recursive: true });
  const todo = new Set(steps.filter((step) => !isDone(step, steps)));
  for (const step of todo) step.need?.(); // before anything is fetched
  assertSpace(todo);
  const running = new Map();
  const failures = [];
  const start = async (step) => {
    const begun = Date.now();
    const key = fullKey(step, steps);
    say(`  … ${step.title}`);
    rmSync(stampFile(step), { force: true });
    try {
      const note = (await step.run((line) => say(`    ${line}`))) ?? undefined;
      stamp(step, { key, note });
      todo.delete(step);
      say(`  ✓ ${step.title} (${((Date.now() - begun) / 1000).toFixed(1)} s)${note ? `: ${note}` : ''}`);
    } catch (error) {
      if (step.optional && error instanceof SetupError && !error.passing) {
        stamp(step, { key, missing: error.what });
        todo.delete(step);
        say(`  ! ${step.title}: ${error.message}`);
      } else failures.push(error);
    }
    running.delete(step);
  };
  const waits = (step) => step.after.some((name) => [...todo].some((other) => other.name === name));
  for (;;) {
    for (const step of todo)
      if (!failures.length && !running.has(step) && !waits(step)) running.set(step, start(step));
    if (!running.size) break;
    await Promise.race(running.values()); // what runs beside a failure ends in its own time and is kept
  }
  if (failures.length) throw failures[0];
}

/** GB that are free where the project lies. */
export function freeSpace() {
  const { bavail, bsize } = statfsSync(root);
  return (bavail * bsize) / 2 ** 30;
}

/** Better a word before the first download than a full disk in the middle of it. */
function assertSpace(todo) {
  const free = freeSpace();
  const needed = [...todo].reduce((sum, step) => sum + (step.space?.() ?? 0), 0);
  if (free >= needed) return;
  const what = `Too little disk space in ${root}: ${free.toFixed(1)} GB are free, what is missing needs ${needed.toFixed(1)}.`;
  throw new SetupError(what, 'Free some, or copy the course to a larger disk.', true);
}
