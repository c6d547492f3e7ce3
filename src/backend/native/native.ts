import { existsSync } from 'node:fs';
import { join } from 'node:path';
import util from 'node:util';
import { root } from '../../project/root';
import { installGraphs } from '../graph/install';
import { loadAddon } from '../session/session';
import { native } from '../tfjs/runtime';
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
  withVariables(variables(threads), () => silently(() => require('@tensorflow/tfjs-node-gpu')));
  loadAddon(graphs).setThreads(threads);
  installKernels();
  installGraphs();
}

/** Where TensorFlow computes, and why not on a GPU if `folder` has its library for GPUs. */
export function findDevice(folder = join(root, '.tensorflow')): { device: 'CPU' | 'GPU'; noGpu?: string } {
  if (native().isUsingGpuDevice) return { device: 'GPU' };
  if (!existsSync(join(folder, 'nvidia'))) return { device: 'CPU' };
  return { device: 'CPU', noGpu: 'TensorFlow finds no GPU that it can use; npm run doctor says why' };
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

/** TensorFlow's number of threads; and memory of a GPU is taken as it is needed, because notebooks share one. */
const variables = (threads: number): Record<string, string> => ({
  TF_NUM_INTRAOP_THREADS: String(threads),
  TF_NUM_INTEROP_THREADS: String(threads),
  TF_FORCE_GPU_ALLOW_GROWTH: 'true',
});

/**
 * Runs `load` with environment variables, except those that the user has set. TensorFlow reads them once, when it loads.
 * They are removed afterwards, because child processes must not inherit them.
 */
function withVariables(values: Record<string, string>, load: () => void): void {
  const names = Object.keys(values).filter((name) => !process.env[name]);
  for (const name of names) process.env[name] = values[name];
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
