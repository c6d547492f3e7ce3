import type { Entry, Graded, HandSet } from './journal';
import { keyOf } from './identity';

/** Whose submission a result is, and for which task. */
export const placeOf = (learner: string, slug: string): string => `${learner}\n${slug}`;

/** What the entries of a journal amount to. */
export class Past {
  /** The seed of the class; `undefined` if nothing has been graded. */
  seed: number | undefined;
  /** A run with `--regrade` has begun and has not ended. */
  isRegrading = false;
  /** The results that need not be computed again, by key. */
  readonly reusable = new Map<string, Graded>();
  /** The results since everything was last graded again. */
  readonly current = new Set<Graded>();
  /** The newest result of each place that has a score. */
  readonly scored = new Map<string, Graded>();
  private readonly scoredContents = new Map<string, Graded>();
  private contentsBefore = new Set<string>();
  /** Those that stood when a run last ended. */
  before = new Map<string, Graded>();
  readonly handSet = new Map<string, HandSet>();

  constructor(entries: Entry[]) {
    for (const entry of entries) this.add(entry);
  }

  /** The newest result of a submission that has a score. */
  scoredOf(place: string, content: string): Graded | undefined {
    return this.scoredContents.get(`${place}\n${content}`);
  }

  /** What counts of a submission: a fault of the grader takes no earlier score away. */
  standing(place: string, newest: Graded): Graded {
    const isFault = newest.result.verdict === 'internal';
    return (isFault ? this.scoredOf(place, newest.content) : undefined) ?? newest;
  }

  /**
   * Whether `counts` is not a new version of the submission that counted before, but another one of the same learner.
   *
   * @param others what was handed in and does not count
   */
  isAnother(place: string, counts: Graded, others: { path: string }[]): boolean {
    const { result, content } = this.before.get(place) ?? counts;
    if (result.path === counts.result.path || content === counts.content) return false;
    const isKnown = this.contentsBefore.has(`${place}\n${counts.content}`);
    return isKnown || others.some(({ path }) => path === result.path);
  }

  add(entry: Entry): void {
    if (entry.kind === 'result') this.addResult(entry);
    else if (entry.kind === 'by-hand') this.handSet.set(placeOf(entry.learner, entry.slug), entry);
    else if (entry.kind === 'done') {
      this.before = new Map(this.scored);
      this.contentsBefore = new Set(this.scoredContents.keys());
      this.isRegrading = false;
    } else {
      this.reusable.clear();
      this.current.clear();
      this.isRegrading = true;
    }
  }

  private addResult(graded: Graded): void {
    const { content, grader, settings, result } = graded;
    this.seed = settings.seed;
    if (result.verdict === 'internal') return;
    this.current.add(graded);
    this.reusable.set(keyOf(content, grader, settings), graded);
    const place = placeOf(result.learner!.id, result.slug!);
    this.scored.set(place, graded);
    this.scoredContents.set(`${place}\n${content}`, graded);
  }
}
