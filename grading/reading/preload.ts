import { answer } from './answer';

/** A submission that uses what most use. */
const source = `import * as tf from '@tensorflow/tfjs';
import { klLoss, sampling, type Autoencoder } from 'autoencoders';
import { check } from 'autoencoders/grading';
export function autoencoder(units: number): Autoencoder {
  const input = tf.input({ shape: [units] });
  const output = tf.layers.dense({ units, activation: 'relu' }).apply(input) as tf.SymbolicTensor;
  const auto = tf.model({ inputs: input, outputs: output });
  auto.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });
  return { encoder: auto, decoder: auto, auto };
}
console.log(klLoss, sampling, check);`;

/** For a snapshot: reads TensorFlow.js' declarations, which takes more than a second. */
export async function preload(): Promise<void> {
  await answer(JSON.stringify({ read: { text: source, isNotebook: false } }));
  await answer(JSON.stringify({ types: { source, name: '0-vanilla.ts' } }));
}
