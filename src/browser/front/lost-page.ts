/** Where a tab records that a cell runs; this survives the end of the page. */
const RUNNING = 'autoencoders-cell-runs';

/** Records in the tab whether cells run, in case the browser ends the page, as it does when memory is used up. */
export class RunningCells {
  private count = 0;

  constructor() {
    // a page that is closed or loaded again by its reader is not lost
    window.addEventListener('pagehide', () => note(false));
  }

  /** @param change 1 when a cell begins, -1 when it ends */
  add(change: 1 | -1): void {
    this.count += change;
    note(this.count > 0);
  }

  /** Records that none runs any more: their worker has ended. */
  clear(): void {
    this.count = 0;
    note(false);
  }
}

/**
 * What happened to the last page in this tab, if it ended while a cell ran; once.
 *
 * @returns a sentence for the learner of at most 140 characters, all that JupyterLab shows
 */
export function takeLostPage(): string | undefined {
  try {
    const wasRunning = sessionStorage.getItem(RUNNING) !== null;
    note(false);
    return wasRunning
      ? 'The page ended while a cell ran, probably for lack of memory: try fewer images, a smaller batchSize, or disposed tensors.'
      : undefined;
  } catch {
    return undefined;
  }
}

function note(runs: boolean): void {
  try {
    if (runs) sessionStorage.setItem(RUNNING, 'yes');
    else sessionStorage.removeItem(RUNNING);
  } catch {
    // nothing can be stored
  }
}
