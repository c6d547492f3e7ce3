import * as tf from '@tensorflow/tfjs';
import '../claims/asking';
import '../protocol/serve';
import '../tasks';

/** For a snapshot: loads TensorFlow.js, with which the checks compute, and selects its backend for small models. */
export async function preload(): Promise<void> {
  await tf.setBackend('cpu');
}
