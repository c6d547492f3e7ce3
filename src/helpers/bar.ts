import { SingleBar } from 'cli-progress';
import { maybeNotebook } from './notebook';

/**
 * Shows how far a long work is: a bar that moves in a notebook and in a terminal, a line each quarter where output goes
 * to a file. Nothing is shown of work that is done at the first call.
 *
 * @param title of the work
 * @returns takes the share that is done, from 0 to 1
 * @example
 * const points = await toTsne(codes, { onProgress: buildBar('t-SNE') });
 */
export function buildBar(title: string): (share: number) => void {
  const show = maybeNotebook()
    ? notebookBar(title)
    : process.stderr.isTTY
      ? terminalBar(title)
      : lines(title);
  let shown = -1;
  return (share) => {
    const percent = Math.floor(100 * Math.min(1, Math.max(0, share)));
    if (percent === shown || (shown < 0 && percent === 100)) return;
    show((shown = percent));
  };
}

/** `██████░░░░░░░░░░░░░░` */
export function toBlocks(share: number, width = 20): string {
  const full = Math.round(width * Math.min(1, share || 0));
  return '█'.repeat(full) + '░'.repeat(width - full);
}

function notebookBar(title: string): (percent: number) => void {
  const output = maybeNotebook()!.display({ 'text/plain': title });
  return (percent) => output.update({ 'text/plain': `${toBlocks(percent / 100)}  ${title} ${percent} %` });
}

function terminalBar(title: string): (percent: number) => void {
  const format = `{bar} ${title} {percentage} %`;
  const bar = new SingleBar({ format, barsize: 20, stream: process.stderr, hideCursor: true });
  let begun = false;
  return (percent) => {
    if (!begun) bar.start(100, 0);
    begun = true;
    bar.update(percent);
    if (percent === 100) bar.stop();
  };
}

function lines(title: string): (percent: number) => void {
  let quarter = -1;
  return (percent) => {
    if (Math.floor(percent / 25) === quarter) return;
    quarter = Math.floor(percent / 25);
    console.error(`${title} ${percent} %`);
  };
}
