import { accessSync, constants, mkdirSync, rmSync } from 'node:fs';
import { SetupError } from './error.mjs';
import { endChildren, giveLock, takeLock } from './lock.mjs';
import { at, root } from './paths.mjs';
import { isDone, runSteps } from './step.mjs';
import { addon } from './steps/addon.mjs';
import { build } from './steps/build.mjs';
import { jupyter } from './steps/jupyter.mjs';
import { kernelspec } from './steps/kernelspec.mjs';
import { link } from './steps/link.mjs';
import { mnist } from './steps/mnist.mjs';
import { packages } from './steps/packages.mjs';
import { papermill } from './steps/papermill.mjs';
import { settings } from './steps/settings.mjs';
import { tensorflow } from './steps/tensorflow.mjs';
import { testBrowser } from './steps/test-browser.mjs';
import { testTools } from './steps/test-tools.mjs';

/** All that the course needs, in the order in which it is told. */
export const steps = [
  packages,
  link,
  jupyter,
  tensorflow,
  testTools,
  addon,
  build,
  testBrowser,
  kernelspec,
  papermill,
  settings,
  mnist,
];

/**
 * Sets up what is missing, and nothing else. One set-up runs at a time; one that is stopped goes on where it was.
 *
 * @param {{ only?: string[], tests?: boolean, again?: boolean, say?: (line: string) => void }} [options] `only`
 *   these steps and those before them; `tests` what the tests need too; `again` as if nothing had been done
 * @throws {SetupError} when something is missing that it cannot get
 */
export async function setUp({ only, tests = false, again = false, say = console.log } = {}) {
  const wanted = only ? withThoseBefore(only) : steps.filter((step) => tests || !step.testsOnly);
  if (!again && wanted.every((step) => isDone(step, steps))) return;
  assertWritable();
  const begun = Date.now();
  const stop = (signal) => {
    endChildren();
    giveLock();
    say(`\nSet-up stopped. The next start goes on where it was.`);
    process.exit(signal === 'SIGINT' ? 130 : 143);
  };
  process.on('SIGINT', stop).on('SIGTERM', stop).on('SIGHUP', stop);
  await takeLock(say);
  try {
    if (again) for (const step of wanted) rmSync(at('.setup', `${step.name}.json`), { force: true });
    if (wanted.every((step) => isDone(step, steps))) return; // the other set-up, waited for, has done it
    say('Setting up what is missing:');
    await runSteps(wanted, say);
    say(`Set up in ${((Date.now() - begun) / 1000).toFixed(0)} s.`);
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop).off('SIGHUP', stop);
    giveLock();
  }
}

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

function assertWritable() {
  try {
    mkdirSync(at('.setup'), { recursive: true });
    accessSync(root, constants.W_OK);
    accessSync(at('.setup'), constants.W_OK);
  } catch {
    throw new SetupError(
      `No permission to write in ${root}, where the course sets itself up.`,
      'Copy the course to a folder of your own and start it there.',
    );
  }
}
