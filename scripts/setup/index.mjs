import { rmSync } from 'node:fs';
import { canWrite, ownNpmCache } from './base/environment.mjs';
import { SetupError } from './base/error.mjs';
import { endChildren, releaseLock, acquireLock } from './base/lock.mjs';
import { at, isEdition, root } from './base/paths.mjs';
import { isDone, isUsable, readStamp, removeStamp } from './base/stamp.mjs';
import { runSteps } from './base/step.mjs';
import { addon } from './steps/addon.mjs';
import { bubblewrap } from './steps/bubblewrap.mjs';
import { build } from './steps/build.mjs';
import { hub } from './steps/hub.mjs';
import { hubData } from './steps/hub-data.mjs';
import { jupyter } from './steps/jupyter.mjs';
import { kernelSnapshot } from './steps/kernel-snapshot.mjs';
import { kernelspec } from './steps/kernelspec.mjs';
import { lite } from './steps/lite.mjs';
import { link } from './steps/link.mjs';
import { mnist } from './steps/mnist.mjs';
import { packages } from './steps/packages.mjs';
import { papermill } from './steps/papermill.mjs';
import { siteTools } from './steps/site-tools.mjs';
import { snapshots } from './steps/snapshots.mjs';
import { settings } from './steps/settings.mjs';
import { tensorflow } from './steps/tensorflow.mjs';
import { testBrowser } from './steps/test-browser.mjs';
import { testHub } from './steps/test-hub.mjs';
import { testQueue } from './steps/test-queue.mjs';
import { testTools } from './steps/test-tools.mjs';

/** What only grading and the full project's tests need. */
const instructorsOnly = [testTools, testBrowser, testQueue, testHub, snapshots, siteTools, lite];
/** What a server for a class needs: `npm run setup -- --hub`. */
const forHub = [hub, hubData];

/** Everything that the course needs, in the order in which it is reported. */
export const steps = [
  packages,
  link,
  jupyter,
  tensorflow,
  testTools,
  addon,
  build,
  testBrowser,
  testQueue,
  siteTools,
  lite,
  kernelSnapshot,
  kernelspec,
  papermill,
  settings,
  bubblewrap,
  snapshots,
  mnist,
  hub,
  hubData,
  testHub,
].filter((step) => !isEdition || !instructorsOnly.includes(step));

/**
 * Sets up only what is missing. One set-up runs at a time; after an interruption, the next one resumes there.
 *
 * @param {object} [options]
 * @param {string[]} [options.only] only these steps and those they depend on
 * @param {boolean} [options.tests] also what the tests need
 * @param {boolean} [options.server] also what a JupyterHub needs
 * @param {boolean} [options.again] whether to repeat all steps
 * @param {boolean} [options.early] whether to return when the course can be opened, while slow steps are still running
 * @param {boolean} [options.retry] whether to retry optional steps that failed (no network, a full disk)
 * @param {(line: string) => void} [options.say]
 * @returns {Promise<{ rest?: Promise<void>, stop(): void }>} `rest` if steps are still running: it resolves when they
 *   have ended; `stop` ends them, and the next set-up resumes there
 * @throws {SetupError} if something that the course requires cannot be set up
 */
export async function setUp({
  only,
  tests = false,
  server = false,
  again = false,
  early = false,
  retry = true,
  say = console.log,
} = {}) {
  const also = [
    ...(tests ? steps.filter((step) => !forHub.includes(step)) : []),
    ...(tests && !isEdition ? [hub] : []),
    ...(server ? forHub : []),
  ];
  const isWanted = (step) => !step.onDemand || also.includes(step);
  const wanted = only ? withThoseBefore(only) : steps.filter(isWanted);
  const isLeft = (step) => !isDone(step, steps) && (retry || !readStamp(step).failed);
  const nothing = { stop() {} };
  if (!again && !wanted.some(isLeft)) return nothing;
  if (!isWritable()) return useAsItIs(wanted, say) ?? nothing;
  const begun = Date.now();
  const stop = () => {
    endChildren();
    releaseLock();
  };
  const die = (signal) => {
    stop();
    say(`\nSet-up stopped. The next start resumes here.`);
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, die);
  let rest;
  try {
    await acquireLock(say);
    if (again) wanted.forEach(removeStamp);
    if (!wanted.some(isLeft)) return nothing; // done by the other set-up while this one waited
    say('Setting up what is missing:');
    const { usable, finished } = runSteps(wanted, say);
    await usable;
    const isBusy = await Promise.race([
      finished.then(() => false),
      new Promise((is) => setImmediate(is, true)),
    ]);
    const done = finished.then(removeNpmCache);
    if (!early || !isBusy) await done;
    else rest = done.finally(releaseLock);
    say(
      `Set up in ${((Date.now() - begun) / 1000).toFixed(0)} s${rest ? '; other steps are still running' : ''}.`,
    );
  } finally {
    for (const signal of signals) process.off(signal, die);
    if (!rest) releaseLock();
  }
  return { rest, stop };
}

/** Not before all steps are done: those that run at the same time share it, and those that failed are tried again. */
const removeNpmCache = () => rmSync(ownNpmCache, { recursive: true, force: true });

function withThoseBefore(names) {
  const all = new Set();
  const add = (name) => {
    const step = steps.find((one) => one.name === name);
    all.add(step);
    step.after.forEach(add);
  };
  names.forEach(add);
  return steps.filter((step) => all.has(step));
}

/** The optional steps without a result, and why. */
export function listMissing() {
  return steps
    .filter((step) => !step.onDemand)
    .map((step) => ({ step, ...readStamp(step) }))
    .filter(({ missing, failed }) => missing || failed)
    .map(({ step, missing, failed }) => ({ title: step.title, why: missing ?? failed }));
}

/** Whether the current user can write to the course's folder. */
export function isWritable() {
  return canWrite(root) && canWrite(at('.setup'));
}

/** Uses a read-only folder as it is, if the course runs with what it contains. */
function useAsItIs(wanted, say) {
  const stale = wanted.filter((step) => !isDone(step, steps));
  if (!stale.every(isUsable))
    throw new SetupError(
      `No permission to write in ${root}, where the course is set up.`,
      'Copy the course to a folder of your own and start it there.',
    );
  const titles = stale.map(({ title }) => title).join(', ');
  say(`This folder is read-only, so these parts are not updated: ${titles}.`);
}
