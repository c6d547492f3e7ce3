import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import util from 'node:util';
import { root } from '../../project/root';
import { installGraphs } from '../graph/install';
import { loadAddon } from '../session/session';
import { installKernels } from '../kernels/install';
import { threadCount } from './threads';

/**
 * Loads TensorFlow's C library under tfjs and makes it tfjs' backend, `tensorflow`.
 *
 * @throws when set-up has not made the addons, or made them for another processor, or they cannot be loaded
 */
export async function loadNative(): Promise<void> {
  const { assertLoadable } = (await import(
    pathToFileURL(join(root, 'src/backend/native/addons.mjs')).href // set-up's too, so it is plain JavaScript
  )) as { assertLoadable(): void };
  assertLoadable();
  // @tensorflow/tfjs-node-gpu 4.22 calls what Node 22 warns of and Node 23 took away.
  Object.assign(util, { isArray: Array.isArray, isNullOrUndefined: (x: unknown) => x == null });
  const threads = threadCount();
  withThreads(threads, () => silently(() => require('@tensorflow/tfjs-node-gpu')));
  loadAddon()?.setThreads(threads);
  installKernels();
  installGraphs();
}

/**
 * Runs `load` with the variables set that tell TensorFlow how many threads to use, unless the user has set them.
 * TensorFlow reads them once, as it loads. Afterwards they are removed: programs that this process starts must not inherit
 * them.
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

/** Runs `load` with the process' stderr closed to TensorFlow's own log lines, which no setting of its turns off. */
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
