import util from 'node:util';
import * as tf from '@tensorflow/tfjs';

/** TensorFlow.js on tfjs-node as it comes, without this project's backend: for a process that says what is right. */
export async function loadPlain(): Promise<void> {
  // Node 24 has neither; tfjs-node calls both.
  Object.assign(util, { isArray: Array.isArray, isNullOrUndefined: (x: unknown) => x == null });
  require('@tensorflow/tfjs-node-gpu');
  await tf.ready();
}
