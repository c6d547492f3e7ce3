// Trains a task's model with fixed weights and batches and returns the loss of each step. As a program, `train.ts STEPS`,
// it does so for every task with plain tfjs and prints JSON.
import * as tf from '@tensorflow/tfjs';
import { autoencoder as vanilla } from '../../../src/models/0-vanilla';
import { autoencoder as sparse } from '../../../src/models/1-sparse';
import { autoencoder as convolutional } from '../../../src/models/2-convolutional';
import { autoencoder as variational } from '../../../src/models/3-variational';
import { loadPlain } from '../../support/plain';

export const tasks: Record<string, () => tf.LayersModel> = {
  '0-vanilla': () => vanilla(784, [128, 64], 32).auto,
  '1-sparse': () => sparse(784, [128, 64], 32, 10e-6).auto,
  '2-convolutional': () => convolutional([28, 28, 1], [16, 8, 8], [4, 4, 8]).auto,
  '3-variational': () => variational(784, [512], 2).auto,
};

/** Pseudorandom numbers in [0, 1): the fractional parts of scaled sines. */
const noise = (i: number, seed: number): number => {
  const x = Math.sin(i * 12.9898 + seed * 78.233) * 43758.5453;
  return x - Math.floor(x);
};

/** Images of soft blobs, `[size, 784]`, which a small autoencoder can learn. */
export function blobs(size: number, seed: number): Float32Array {
  return Float32Array.from({ length: size * 784 }, (_, i) => {
    const [image, x, y] = [Math.floor(i / 784), (i % 784) % 28, Math.floor((i % 784) / 28)];
    const center = (k: number) => 6 + 16 * noise(image, seed + k);
    const distance = (x - center(0)) ** 2 + (y - center(1)) ** 2;
    return Math.exp(-distance / (10 + 30 * noise(image, seed + 2)));
  });
}

/** The losses of `steps` calls of `trainOnBatch` with batches of 256 images, and one of 96. */
export async function train(task: string, steps: number): Promise<number[]> {
  // The same draw for all, to compare two ways of computing a step, not two streams of noise.
  const core = require('@tensorflow/tfjs-core') as { randomNormal: unknown };
  const drawn = core.randomNormal;
  core.randomNormal = (shape: number[]) =>
    tf.tensor(
      Float32Array.from({ length: tf.util.sizeFromShape(shape) }, (_, i) => 2 * noise(i, 5) - 1),
      shape,
    );
  const model = tasks[task]!();
  core.randomNormal = task === '3-variational' ? core.randomNormal : drawn;
  model.setWeights(
    model.getWeights().map(({ shape }, n) => {
      const limit = Math.sqrt(6 / (shape.reduce((sum, size) => sum + size, 1) / 2 + 1)) / 2;
      const size = tf.util.sizeFromShape(shape);
      return tf.tensor(
        Float32Array.from({ length: size }, (_, i) => (shape.length > 1 ? (2 * noise(i, n) - 1) * limit : 0)),
        shape,
      );
    }),
  );
  const batches = [256, 256, 96].map((size, i) =>
    tf.tensor(blobs(size, 10 * i), [size, ...model.inputs[0]!.shape.slice(1)] as number[]),
  );
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    const x = batches[step % batches.length]!;
    losses.push((await model.trainOnBatch(x, x)) as number);
  }
  losses.push((model.evaluate(batches[0]!, batches[0]!, { batchSize: 256 }) as tf.Scalar).dataSync()[0]!);
  model.dispose();
  tf.dispose(batches);
  core.randomNormal = drawn;
  return losses;
}

if (require.main === module) {
  void (async () => {
    await loadPlain();
    const losses: Record<string, number[]> = {};
    for (const task of Object.keys(tasks)) losses[task] = await train(task, Number(process.argv[2]));
    console.log(JSON.stringify(losses));
  })();
}
