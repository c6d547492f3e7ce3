import { existsSync } from 'node:fs';
import { join } from 'node:path';
import util from 'node:util';
import { root } from '../../project/root';
import { installGraphs } from '../graph/install';
import { loadAddon } from '../session/session';
import { installKernels } from '../kernels/install';
import { threadCount } from './threads';

/**
 * Loads TensorFlow's C library for tfjs and makes it tfjs' backend, `tensorflow`.
 *
 * @throws if set-up has not built the addons, or they cannot be loaded
 */
export function loadNative(): void {
  const graphs = addons().findAddons();
  // @tensorflow/tfjs-node-gpu 4.22 calls functions that Node 22 deprecates and Node 23 removed.
  Object.assign(util, { isArray: Array.isArray, isNullOrUndefined: (x: unknown) => x == null });
  const threads = threadCount();
  withThreads(threads, () => silently(() => require('@tensorflow/tfjs-node-gpu')));
  loadAddon(graphs).setThreads(threads);
  installKernels();
  installGraphs();
}

/**
 * Checks `AUTOENCODERS_CPU`, the width of the instructions that the native operations use.
 *
 * @throws if it is not a width, or the processor lacks it
 */
export const checkWidth = (): void =>
  (require(join(root, 'src/backend/native/width.cjs')) as { checkWidth(): void }).checkWidth();

/** Plain JavaScript outside of dist, because set-up uses it too. */
const addons = () => require(join(root, 'src/backend/native/addons.cjs')) as { findAddons(): string };

/**
 * Runs `load` with the environment variables that set TensorFlow's number of threads, unless the user has set them.
 * TensorFlow reads them once, when it loads. They are removed afterwards, because child processes must not inherit them.
 */
function withThreads(threads: number, load: () => void): void {
  const names = ['TF_NUM_INTRAOP_THREADS', 'TF_NUM_INTEROP_THREADS'].filter((name) => !process.env[name]);
  for (const name of names) process.env[name] = String(threads);
  try {
    load();
  } finally {
    for (const name of names) delete process.env[name];
  }
}

/** Runs `load` while hiding TensorFlow's log lines on stderr, which none of its settings turns off. */
function silently(load: () => void): void {
  const path = join(root, '.tensorflow/stderr.node');
  const stderr = existsSync(path) ? (require(path) as { mute(): void; restore(): void }) : undefined;
  stderr?.mute();
  try {
    load();
  } finally {
    stderr?.restore();
  }
}
