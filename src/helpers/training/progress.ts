import * as tf from '@tensorflow/tfjs';
import { maybeNotebook } from '../base/notebook';
import type { Curves } from '../show/plot-history';
import { buildScreen, type Screen, type State } from './progress-screen';
import { stepsOf } from './steps';

/**
 * A callback for `fit` that shows its progress: epoch, step, loss, val_loss, milliseconds per step, time left. A notebook
 * shows a progress bar with the curves of the epochs so far below it, a terminal only the bar; when output goes to a
 * file, there is a line per epoch.
 *
 * Stop ends the training after the current step. The model keeps what it has learned, and the callback holds the epochs
 * so far, like a history.
 *
 * @param epochs the total number, if the training takes more than one call of `fit`; defaults to that of the call
 * @example
 * const training = progress();
 * await auto.fit(images, images, { epochs: 50, verbose: 0, callbacks: training });
 * plotHistory(training); // in another cell, even after Stop
 */
export function progress(epochs?: number): tf.CustomCallback & Curves {
  const curves = { epoch: [] as number[], history: { loss: [] as number[], val_loss: [] as number[] } };
  const state: State = { epoch: 1, epochs: 0, step: 0, steps: 0, msPerStep: 0, secondsLeft: NaN, curves };
  let screen: Screen | undefined; // below the cell that trains, even if the callback was created elsewhere
  let begun = 0;
  let done = 0;
  let epochBegun = 0;
  const note = (logs?: tf.Logs) => {
    if (typeof logs?.loss === 'number') state.loss = logs.loss;
    if (typeof logs?.val_loss === 'number') state.valLoss = logs.val_loss;
    const ms = performance.now() - begun;
    const left = (state.epochs - state.epoch + 1) * state.steps - state.step;
    state.secondsLeft = (ms / done) * left * 1e-3;
  };
  const callback: tf.CustomCallback = new tf.CustomCallback({
    onTrainBegin: () => {
      state.epochs = epochs ?? (callback.params.epochs as number | undefined) ?? 1;
      state.steps = stepsOf(callback.params);
      begun ||= performance.now();
      screen ??= buildScreen(maybeNotebook());
    },
    onEpochBegin: (epoch) => {
      Object.assign(state, { epoch: epoch + 1, step: 0 });
      epochBegun = performance.now();
    },
    onBatchEnd: (batch) => {
      done += 1;
      state.step = batch + 1;
      state.msPerStep = (performance.now() - epochBegun) / state.step;
    },
    onYield: (_epoch, _batch, logs) => {
      note(logs);
      screen?.show(state);
    },
    onEpochEnd: (epoch, logs) => {
      note(logs);
      curves.epoch.push(epoch);
      for (const key of ['loss', 'val_loss'] as const) {
        const value = logs?.[key];
        if (typeof value === 'number') curves.history[key].push(value);
      }
      screen?.endEpoch(state);
    },
    onTrainEnd: () => screen?.end(state),
  });
  // so that the kernel does not print a line per epoch too
  Object.defineProperty(callback, Symbol.for('autoencoders.progress'), { value: true });
  return Object.assign(callback, curves);
}
