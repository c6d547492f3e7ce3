import { maybeNotebook } from './notebook';
import { buildTerminalBar, isTerminal } from './terminal';

/** What a progress bar shows: the share that is done, and text about the time left. */
type Show = (percent: number, left: string) => void;

/** The time left is shown only after this many seconds. */
const SOON = 2;

/**
 * Shows the progress of a long computation: a moving bar in a notebook and in a terminal, a line for each quarter when
 * output goes to a file. After two seconds it shows the time left. Nothing is shown if the work is done at the first call.
 *
 * @param title what is being computed
 * @returns a function to call with the share that is done, from 0 to 1
 * @example
 * const points = await toTsne(codes, { onProgress: buildBar('t-SNE') });
 */
export function buildBar(title: string): (share: number) => void {
  const show = maybeNotebook() ? notebookBar(title) : isTerminal() ? terminalBar(title) : lines(title);
  let shown = -1;
  const begun = performance.now();
  return (share) => {
    const percent = Math.floor(100 * Math.min(1, Math.max(0, share)));
    if (percent === shown || (shown < 0 && percent === 100)) return;
    const seconds = (performance.now() - begun) * 1e-3;
    const left =
      seconds > SOON && share > 0 && percent < 100 ? `, ${toDuration(seconds / share - seconds)} left` : '';
    show((shown = percent), left);
  };
}

/** `42 s`, `3 min 20 s` */
export function toDuration(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** `██████░░░░░░░░░░░░░░` */
export function toBlocks(share: number, width = 20): string {
  const full = Math.round(width * Math.min(1, share || 0));
  return '█'.repeat(full) + '░'.repeat(width - full);
}

function notebookBar(title: string): Show {
  const output = maybeNotebook()!.display({ 'text/plain': title });
  return (percent, left) =>
    output.update({ 'text/plain': `${toBlocks(percent / 100)}  ${title} ${percent} %${left}` });
}

function terminalBar(title: string): Show {
  const bar = buildTerminalBar(`{bar} ${title} {percentage} %{left}`);
  let begun = false;
  return (percent, left) => {
    if (!begun) bar.start(100, 0, { left });
    begun = true;
    bar.update(percent, { left });
    if (percent === 100) bar.stop();
  };
}

function lines(title: string): Show {
  let quarter = -1;
  return (percent, left) => {
    if (Math.floor(percent / 25) === quarter) return;
    quarter = Math.floor(percent / 25);
    console.error(`${title} ${percent} %${left}`);
  };
}
