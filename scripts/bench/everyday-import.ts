// What a learner's first cell does: imports TensorFlow.js and the helpers, and makes a tensor.
import * as tf from '@tensorflow/tfjs';
import { chooseBackend } from '../../src/backend';
import { toPixels } from '../../src/helpers';

async function main(): Promise<void> {
  await chooseBackend();
  console.log(tf.zeros([2, 2]).shape.length === 2 && typeof toPixels);
  process.exit();
}

void main();
