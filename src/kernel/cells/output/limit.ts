/** How much text a cell may print at once, in characters. */
const BURST = 1_000_000;
/** How much it may print per second after that. */
const RATE = 100_000;

/**
 * Passes a cell's text up to a burst, then at a limited rate, so that the notebook remains small enough to open;
 * omitted text is counted.
 */
export class Limit {
  private left = BURST;
  private at: number;
  private lost = 0;
  private told = false;

  constructor(private readonly now: () => number = Date.now) {
    this.at = now();
  }

  /** Returns the part of `text` that may pass: all of it, the first part with a note, or nothing. */
  take(text: string): string {
    const now = this.now();
    this.left = Math.min(BURST, this.left + ((now - this.at) / 1000) * RATE);
    this.at = now;
    if (text.length <= this.left) {
      this.left -= text.length;
      return text;
    }
    const part = this.told ? '' : text.slice(0, this.left);
    this.lost += text.length - part.length;
    this.left -= part.length;
    const note = this.told ? '' : '\n[too much output: what exceeds the rate limit is left out]\n';
    this.told = true;
    return part + note;
  }

  /** Returns a line that reports how much was left out since the start; empty if everything passed. */
  close(): string {
    if (!this.lost) return '';
    const note = `[${(this.lost / 1e6).toFixed(1)} million characters of output left out; print less, or write to a file]\n`;
    this.left = Math.max(this.left, note.length);
    this.lost = 0;
    return note;
  }
}
