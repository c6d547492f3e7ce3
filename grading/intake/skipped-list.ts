import type { Skipped } from '../reports/results';

/** How many are listed; of those after them only the number is given. */
const most = 1000;

/** Collects what is not graded, however much it is. */
export class SkippedList {
  private readonly listed: Skipped[] = [];
  private count = 0;

  add(path: string, why: string): void {
    this.count++;
    if (this.listed.length < most) this.listed.push({ path, why });
  }

  toArray(): Skipped[] {
    const more = this.count - this.listed.length;
    return more > 0
      ? [...this.listed, { path: '…', why: `${more} more files were skipped, which are not listed` }]
      : this.listed;
  }
}
