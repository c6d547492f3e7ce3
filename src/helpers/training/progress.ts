import * as tf from '@tensorflow/tfjs';
import { maybeNotebook } from '../base/notebook';
import type { Curves } from '../show/plot-history';
import { buildScreen, type Screen, type State } from './progress-screen';
import { stepsOf } from './steps';

/**
 * A callback for `fit` that shows how far it is: epoch, step, loss, val_loss, milliseconds a step, time left. In a
 * notebook a line that moves with the curves of the epochs so far below it, in a terminal the line alone; a line an
 * epoch where output goes to a file.
 *
 * Stop ends the training after its step. The model keeps what it has learned, and what this returned holds the epochs
 * so far, as a history does.
 *
 * @param epochs of the whole training, where it takes more than one call of `fit`; those of the call when left out
 * @example
 * const training = progress();
 * await auto.fit(images, images, { epochs: 50, verbose: 0, callbacks: training });
 * plotHistory(training); // in a cell of its own, also after Stop
 */
export function progress(epochs?: number): tf.CustomCallback & Curves {
  const curves = { epoch: [] as number[], history: { loss: [] as number[], val_loss: [] as number[] } };
  const state: State = { epoch: 1, epochs: 0, step: 0, steps: 0, msPerStep: 0, secondsLeft: NaN, curves };
  let screen: Screen | undefined; // below the cell that trains, wherever the callback was made
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
  // the kernel then prints no line an epoch besides
  Object.defineProperty(callback, Symbol.for('autoencoders.progress'), { value: true });
  return Object.assign(callback, curves);
}
