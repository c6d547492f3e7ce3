import * as tf from '@tensorflow/tfjs';
import { progress } from '../../src';
import type { Progress } from './state';

/** Milliseconds of the steps alone, and whether the training was stopped before its end. */
export interface Fitted {
  msPerStep: number;
  stopped: boolean;
}

/**
 * Trains `auto` until `epochs` are done in all, and notes each in `done.history`. Ctrl-C stops after the step that
 * runs; the epoch it falls into is not noted.
 */
export async function fit(
  auto: tf.LayersModel,
  x: tf.Tensor,
  xTest: tf.Tensor,
  epochs: number,
  done: Progress,
): Promise<Fitted> {
  const fitted: Fitted = { msPerStep: NaN, stopped: false };
  let [begun, last, steps, spent] = [0, 0, 0, 0];
  const note = new tf.CustomCallback({
    onEpochBegin: () => void (begun = last = performance.now()),
    onBatchEnd: () => {
      last = performance.now();
      steps++;
    },
    onEpochEnd: (_, logs) => {
      spent += last - begun;
      if (fitted.stopped) return;
      done.history.loss.push(logs!.loss as number);
      done.history.val_loss.push(logs!.val_loss as number);
    },
  });
  const stop = () => {
    fitted.stopped = auto.stopTraining = true;
  };
  process.once('SIGINT', stop);
  try {
    await auto.fit(x, x, {
      epochs,
      initialEpoch: done.history.loss.length,
      batchSize: done.batchSize,
      shuffle: true,
      validationData: [xTest, xTest],
      verbose: 0,
      callbacks: [note, progress()],
    });
  } finally {
    process.off('SIGINT', stop);
  }
  fitted.msPerStep = spent / steps;
  return fitted;
}
