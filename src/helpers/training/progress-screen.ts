import { toBlocks, toDuration } from '../base/bar';
import { toAlt } from '../show/figure/alt';
import { toFigure } from '../show/figure/figure';
import type { Bundle, Notebook } from '../base/notebook';
import { buildTerminalBar, isTerminal } from '../base/terminal';
import { toBundle } from '../show/picture-bundle';
import { toCurves, type Curves } from '../show/plot-history';
import { toPng } from '../show/still/png';
import { drawStill } from '../show/still/still';

/** The state of a training at some moment. */
export interface State {
  epoch: number;
  epochs: number;
  step: number;
  steps: number;
  loss?: number;
  valLoss?: number;
  msPerStep: number;
  secondsLeft: number;
  /** The values of the completed epochs. */
  curves: Curves;
}

/** Something that displays progress. */
export interface Screen {
  show(state: State): void;
  endEpoch(state: State): void;
  end(state: State): void;
}

/** Minimum time between updates of a notebook's line, in ms. */
const PACE = 250;
/** When curves are first drawn, in ms, and the share of the training time that drawing may take, as one in so many. */
const FIRST = 1000;
const SHARE = 60;

/** The notebook, if there is one; otherwise a terminal, or lines in a file. */
export function buildScreen(notebook?: Notebook): Screen {
  return notebook ? notebookScreen(notebook) : isTerminal() ? terminalBar() : lines();
}

/** `Epoch 2/50, step 100/235: loss 0.1502, val_loss 0.1420, 3.4 ms/step, 35 s left` */
export function toLine(state: State): string {
  const number = (name: string, value?: number) =>
    value === undefined ? [] : [`${name} ${value.toPrecision(4)}`];
  const left =
    state.secondsLeft > 0 && state.secondsLeft < Infinity ? [`${toDuration(state.secondsLeft)} left`] : [];
  const facts = [
    ...number('loss', state.loss),
    ...number('val_loss', state.valLoss),
    `${state.msPerStep.toFixed(1)} ms/step`,
    ...left,
  ];
  return `Epoch ${state.epoch}/${state.epochs}, step ${state.step}/${state.steps}: ${facts.join(', ')}`;
}

/** The share of all steps that are done. */
const toShare = ({ epoch, epochs, step, steps }: State) => ((epoch - 1) * steps + step) / (epochs * steps);

function notebookScreen(notebook: Notebook): Screen {
  const line = notebook.display({ 'text/plain': 'Starting to train …' });
  let picture: ReturnType<Notebook['display']> | undefined;
  let [shown, nextCurves, drawn] = [-PACE, performance.now() + FIRST, 0];
  const showLine = (state: State) => {
    line.update({ 'text/plain': `${toBlocks(toShare(state))}  ${toLine(state)}` });
    shown = performance.now();
  };
  const showCurves = (state: State) => {
    if (state.epochs < 2 || state.curves.epoch!.length === drawn) return;
    const begun = performance.now();
    const bundle = drawCurves(state);
    if (picture) picture.update(bundle);
    else picture = notebook.display(bundle);
    drawn = state.curves.epoch!.length;
    nextCurves = performance.now() + SHARE * (performance.now() - begun);
  };
  const show = (state: State) => {
    if (performance.now() > shown + PACE) showLine(state);
    if (performance.now() > nextCurves) showCurves(state);
  };
  const end = (state: State) => {
    showLine(state);
    showCurves(state);
  };
  return { show, endEpoch: show, end };
}

function drawCurves({ curves, epochs }: State): Bundle {
  const figure = toFigure(toCurves({ '': curves }), {
    xaxis: { title: 'epoch', range: [1, epochs], ...(epochs <= 10 ? { dtick: 1 } : {}) },
    yaxis: { title: 'loss' },
    width: 520,
    height: 210,
  });
  return toBundle(toPng(drawStill(figure), 1), toAlt(figure));
}

function terminalBar(): Screen {
  const bar = buildTerminalBar('{bar} {line}');
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
