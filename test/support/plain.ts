import util from 'node:util';
import * as tf from '@tensorflow/tfjs';

/** Plain TensorFlow.js on tfjs-node, without this project's backend, for a process that computes reference results. */
export async function loadPlain(): Promise<void> {
  // Node 24 has neither; tfjs-node calls both.
  Object.assign(util, { isArray: Array.isArray, isNullOrUndefined: (x: unknown) => x == null });
  require('@tensorflow/tfjs-node-gpu');
  await tf.ready();
}
