import './pace.mjs';
import * as tf from '@tensorflow/tfjs';
import * as checks from './grading/index.ts';
import { startProgress, whenSaved } from './src/course/progress-store.browser.ts';
import { startDrawing } from './src/helpers/show/still/raster.browser.ts';
import * as autoencoders from './src/index.ts';

export { autoencoders, checks, tf, whenSaved };

/** A namespace as code that was compiled to CommonJS expects it. */
const asModule = (exported) => Object.defineProperty({ ...exported }, '__esModule', { value: true });

/** What notebooks may import, by name; what they may import of Node's belongs to the kernel. */
export const modules = {
  autoencoders: asModule(autoencoders),
  'autoencoders/grading': asModule(checks),
  '@tensorflow/tfjs': asModule(tf),
  nodeplotlib: asModule({ plot: autoencoders.plot }),
};

/**
 * Chooses the backend, reads the progress, and loads what draws figures: to be awaited before the first cell runs.
 *
 * @param {{ backend?: 'wasm' | 'webgl' | 'cpu' }} [options] `backend`: one to use instead of the best
 * @returns {Promise<{ backend: { name: string, why?: string }, lacking: string[] }>} which backend runs, and sentences for
 * the learner about what the browser lacks, and what that costs
 * @throws {Error} if files of the course are missing beside course.js
 */
export async function start({ backend: forced } = {}) {
  const [backend, unsaved] = await Promise.all([
    autoencoders.chooseBackend(forced),
    startProgress(),
    startDrawing(),
  ]);
  const lacking = [
    backend.why && `Training is slow: ${backend.why}.`,
    unsaved && `Your progress is not saved: ${unsaved}.`,
  ];
  return { backend, lacking: lacking.filter(Boolean) };
}
