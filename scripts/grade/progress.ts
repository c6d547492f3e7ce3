import { learnerOf } from '../../grading/class/identity';
import type { SubmissionResult } from '../../grading/reports/results';
import type { Submission } from '../../grading/intake';
import { toBlocks, toDuration } from '../../src/helpers/base/bar';

/** Milliseconds after which the time left is shown. */
const soon = 2000;

/** Shows a line for each learner as they are graded, and below, on a terminal, a bar with the time left. */
export class ClassProgress {
  /** How many submissions of each learner are not graded yet. */
  private readonly open = new Map<string, number>();
  private readonly scores = new Map<string, Map<string, string>>();
  private readonly width: number;
  private total = 0;
  private done = 0;
  private known = 0;
  private begun = Date.now();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    submissions: Submission[],
    private readonly slugs: string[],
  ) {
    for (const id of submissions.map(idOf)) this.open.set(id, (this.open.get(id) ?? 0) + 1);
    this.width = Math.min(30, Math.max(...[...this.open.keys()].map((id) => id.length)));
  }

  start(total: number, known: SubmissionResult[]): void {
    this.total = total;
    this.done = this.known = known.length;
    for (const result of known) this.count(result);
    if (known.length) this.warn(`${known.length} of ${total} submissions are graded already.`);
    this.begun = Date.now();
    if (process.stderr.isTTY) this.timer = setInterval(() => this.draw(), 1000);
    this.draw();
  }

  /** Prints the line of the learner if this was the last of their submissions. */
  note(result: SubmissionResult): void {
    this.done++;
    const id = this.count(result);
    if (!this.open.get(id)) {
      const scores = this.scores.get(id)!;
      const cells = this.slugs.flatMap((slug) => (scores.has(slug) ? `${slug} ${scores.get(slug)}` : []));
      this.clear();
      process.stdout.write(`${[id.padEnd(this.width), ...cells].join('  ')}\n`);
    }
    this.draw();
  }

  /** Starts again, with pictures. */
  startPictures(total: number): void {
    this.warn(
      `The marks are complete. Drawing ${total === 1 ? 'a picture' : `${total} pictures`} for the feedback.`,
    );
    this.total = total;
    this.done = this.known = 0;
    this.begun = Date.now();
    this.draw();
  }

  notePicture(): void {
    this.done++;
    this.draw();
  }

  warn(text: string): void {
    this.clear();
    console.error(text);
    this.draw();
  }

  close(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.clear();
  }

  private count(result: SubmissionResult): string {
    const id = idOf(result as SubmissionResult & { slug: string });
    this.open.set(id, this.open.get(id)! - 1);
    const scores = this.scores.get(id) ?? new Map<string, string>();
    this.scores.set(id, scores.set(result.slug!, `${result.score ?? 'not graded'}`));
    return id;
  }

  private draw(): void {
    if (!this.timer) return;
    const spent = Date.now() - this.begun;
    const fresh = this.done - this.known;
    const seconds = (spent / fresh / 1000) * (this.total - this.done);
    const left = spent > soon && fresh && this.done < this.total ? `, ${toDuration(seconds)} left` : '';
    process.stderr.write(`\r\x1b[K${toBlocks(this.done / this.total)} ${this.done} of ${this.total}${left}`);
  }

  private clear(): void {
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  }
}

const idOf = (one: Pick<Submission, 'path' | 'learner'>): string => learnerOf(one)?.id ?? '';
