import * as tf from '@tensorflow/tfjs';
import { progress, seedRandom } from '../../src';
import type { Progress } from './state';

/**
 * Trains `auto` until `epochs` are done in total; records each in `done`, then calls `save`. The random numbers of an
 * epoch depend only on the seed and the epoch, so that an interrupted training shuffles like an uninterrupted one.
 *
 * @param x `[count, ...]`, both input and target
 * @param xTest the validation data
 * @returns whether Ctrl-C stopped it; the interrupted epoch is neither recorded nor saved
 */
export async function fit(
  auto: tf.LayersModel,
  x: tf.Tensor,
  xTest: tf.Tensor,
  epochs: number,
  done: Progress,
  save: () => Promise<void>,
): Promise<boolean> {
  const { history, clock, seed, batchSize } = done;
  let [stopped, last, steps] = [false, 0, 0];
  const count = new tf.CustomCallback({
    onBatchEnd: () => {
      last = performance.now();
      steps++;
    },
  });
  const callbacks = [count, progress(epochs)];
  const stop = () => {
    stopped = auto.stopTraining = true;
  };
  process.on('SIGINT', stop); // npm may send it again
  try {
    if (!history.loss.length) await save();
    for (let epoch = history.loss.length; epoch < epochs && !stopped; epoch++) {
      seedRandom(seed, epoch);
      steps = 0;
      const begun = performance.now();
      const { history: told } = await auto.fit(x, x, {
        ...{ epochs: epoch + 1, initialEpoch: epoch, batchSize, shuffle: true },
        ...{ validationData: [xTest, xTest], verbose: 0, callbacks },
      });
      if (stopped) break;
      history.loss.push(told.loss!.at(-1) as number);
      history.val_loss.push(told.val_loss!.at(-1) as number);
      clock.steps += steps;
      clock.ms += last - begun;
      clock.seconds += (performance.now() - begun) / 1000;
      await save();
    }
  } finally {
    process.off('SIGINT', stop);
  }
  return stopped;
}
