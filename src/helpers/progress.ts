import * as tf from '@tensorflow/tfjs';
import { SingleBar } from 'cli-progress';
import { toBlocks } from './bar';
import { maybeNotebook } from './notebook';

/** How far a training is, each time something is known. */
interface State {
  epoch: number;
  epochs: number;
  step: number;
  steps: number;
  loss?: number;
  valLoss?: number;
  msPerStep: number;
  secondsLeft: number;
}

/** Where progress is shown. */
interface Screen {
  show(state: State): void;
  endEpoch(state: State): void;
  end(): void;
}

/**
 * A callback for `fit` that shows how far it is: epoch, step, loss, val_loss, milliseconds a step, time left. One
 * line that moves in a notebook and in a terminal; a line an epoch where output goes to a file.
 *
 * @param epochs of the whole training, where it takes more than one call of `fit`; those of the call when left out
 * @example
 * await auto.fit(images, images, { epochs: 50, verbose: 0, callbacks: progress() });
 */
export function progress(epochs?: number): tf.CustomCallback {
  const screen = maybeNotebook() ? notebookLine() : process.stderr.isTTY ? terminalBar() : lines();
  const state: State = { epoch: 1, epochs: 0, step: 0, steps: 0, msPerStep: 0, secondsLeft: NaN };
  let begun = 0;
  let done = 0;
  const note = (logs?: tf.Logs) => {
    if (typeof logs?.loss === 'number') state.loss = logs.loss;
    if (typeof logs?.val_loss === 'number') state.valLoss = logs.val_loss;
    const ms = performance.now() - begun;
    const left = (state.epochs - state.epoch + 1) * state.steps - state.step;
    state.secondsLeft = (ms / done) * left * 1e-3;
  };
  const callback: tf.CustomCallback = new tf.CustomCallback({
    onTrainBegin: () => {
      const { steps, samples, batchSize, ...call } = callback.params as Record<string, number | undefined>;
      state.epochs = epochs ?? call.epochs ?? 1;
      state.steps = steps ?? Math.ceil((samples ?? NaN) / (batchSize ?? 32));
      begun ||= performance.now();
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
      screen.show(state);
    },
    onEpochEnd: (_epoch, logs) => {
      note(logs);
      screen.endEpoch(state);
    },
    onTrainEnd: () => screen.end(),
  });
  let epochBegun = 0;
  return callback;
}

/** `Epoch 2/50, step 100/235: loss 0.1502, val_loss 0.1420, 3.4 ms a step, 35 s left` */
export function toLine(state: State): string {
  const number = (name: string, value?: number) =>
    value === undefined ? [] : [`${name} ${value.toPrecision(4)}`];
  const left = Number.isFinite(state.secondsLeft) ? [`${toDuration(state.secondsLeft)} left`] : [];
  const facts = [
    ...number('loss', state.loss),
    ...number('val_loss', state.valLoss),
    `${state.msPerStep.toFixed(1)} ms a step`,
    ...left,
  ];
  return `Epoch ${state.epoch}/${state.epochs}, step ${state.step}/${state.steps}: ${facts.join(', ')}`;
}

function toDuration(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** Of all the training's steps. */
const toShare = ({ epoch, epochs, step, steps }: State) => ((epoch - 1) * steps + step) / (epochs * steps);

function notebookLine(): Screen {
  const output = maybeNotebook()!.display({ 'text/plain': 'Training begins …' });
  const show = (state: State) =>
    output.update({ 'text/plain': `${toBlocks(toShare(state))}  ${toLine(state)}` });
  return { show, endEpoch: show, end: () => undefined };
}

function terminalBar(): Screen {
  const bar = new SingleBar({
    format: '{bar} {line}',
    barsize: 20,
    stream: process.stderr,
    hideCursor: true,
  });
  let begun = false;
  const show = (state: State) => {
    if (!begun) bar.start(state.epochs * state.steps, 0, { line: '' });
    begun = true;
    bar.update((state.epoch - 1) * state.steps + state.step, { line: toLine(state) });
  };
  const end = () => {
    bar.stop();
    begun = false;
  };
  return { show, endEpoch: show, end };
}

function lines(): Screen {
  return { show: () => undefined, endEpoch: (state) => console.error(toLine(state)), end: () => undefined };
}
