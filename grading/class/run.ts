import { randomInt } from 'node:crypto';
import { toExitCode, type Results, type SubmissionResult } from '../reports/results';
import type { GradeEach } from '../run/grade';
import type { Attempts, Submission } from '../intake';
import { graderVersion } from '../run/version';
import { chooseBest } from './best';
import { readByHand } from './by-hand';
import { isSame, toHandSet } from './hand-set';
import { contentOf, keyOf, learnerOf, seedOf, type Settings } from './identity';
import { Journal, type Graded } from './journal';
import { lock } from './lock';
import type { LearnerMarks } from './marks';
import { findMove, type Move } from './moves';
import { Past, placeOf } from './past';
import { placeLearners } from './place-learners';
import { hasModel, Pictures, type DrawEach } from './pictures';
import { writeMarks } from './write-marks';

export interface ClassOptions {
  /** Where the results are kept and the marks are written. */
  folder: string;
  /** All tasks, in the order of the table. */
  slugs: string[];
  /** The seed of the class; by default the one of the run before, or a random one. */
  seed?: number;
  only?: string[];
  /** Which of several submissions of a learner for a task counts; by default there may be only one. */
  attempts?: Attempts;
  isolation: Settings['isolation'];
  /** Grade everything again, also what the grader has graded before. */
  regrade?: boolean;
  gradeEach: GradeEach;
  /** Draws the pictures of the feedback, once all marks are written; by default there are none. */
  drawEach?: DrawEach;
  /** What intake found besides the submissions, for the results. */
  notes?: Pick<Results, 'skipped' | 'missing' | 'unknown'>;
  /** Called once, before anything is graded: how many submissions there are, and those that are graded already. */
  onStart?(total: number, known: SubmissionResult[]): void;
  /** Called with each new result, once it is on the disk. */
  onGraded?(result: SubmissionResult): void;
  /** Called with what the user should know. */
  onWarning?(text: string): void;
}

export interface ClassOutcome {
  results: Results;
  marks: LearnerMarks[];
  /** Scores that are not what they were after the run before. */
  moves: Move[];
  /** Where the grader failed: the score of before stays, if there was one. */
  faults: SubmissionResult[];
  exitCode: 0 | 1 | 2;
}

/** A submission, and where its result belongs. */
interface Placed {
  handed: Submission;
  learner: NonNullable<SubmissionResult['learner']>;
  place: string;
  content: string;
  key: string;
  seed: number;
}

/**
 * Grades a class into a folder. Each result is written down as it comes, so that a run that is killed is continued by
 * the next one, with the same totals.
 *
 * @throws UsageError if another run writes to the folder, or a score set by hand cannot be used; nothing is graded then
 * @throws Error if the disk fails or `gradeEach` rejects; what is graded is kept
 */
export async function gradeClass(handed: Submission[], options: ClassOptions): Promise<ClassOutcome> {
  const unlock = lock(options.folder);
  try {
    const learners = placeLearners(handed, options.attempts === 'best');
    const byHand = readByHand(options.folder, new Set(learners.map(({ id }) => id)), options.slugs);
    const journal = new Journal(options.folder);
    try {
      journal.warnings.forEach((text) => options.onWarning?.(text));
      return await new ClassRun(journal, options).run(handed, byHand);
    } finally {
      journal.close();
    }
  } finally {
    unlock();
  }
}

class ClassRun {
  private readonly past: Past;
  private readonly grader = graderVersion();
  private readonly settings: Settings;
  private readonly graded = new Map<Submission, Graded>();
  private readonly pictures: Pictures;

  constructor(
    private readonly journal: Journal,
    private readonly options: ClassOptions,
  ) {
    this.past = new Past(journal.entries);
    const { seed = this.past.seed ?? randomInt(2 ** 31), only = [], isolation } = options;
    this.settings = { seed, only, isolation };
    this.pictures = new Pictures(options.folder);
  }

  async run(handed: Submission[], byHand: ReturnType<typeof readByHand>): Promise<ClassOutcome> {
    const { past, options } = this;
    if (options.regrade && !past.isRegrading) this.write({ kind: 'regrade', at: now() });
    const placed = handed.map((one) => this.place(one));
    const open = placed.filter((one) => !this.reuse(one));
    options.onStart?.(
      placed.length,
      [...this.graded.values()].map(({ result }) => result),
    );
    await this.gradeAll(open);
    const judged = placed.map((one) => {
      const newest = this.graded.get(one.handed)!;
      return { ...one, newest: newest.result, stands: this.past.standing(one.place, newest).result };
    });
    const { counted, ...rest } = chooseBest(judged);
    const outcome = this.finish(counted, byHand, rest);
    await this.draw(counted, outcome.results);
    return outcome;
  }

  private place(handed: Submission): Placed {
    const content = contentOf(handed);
    const learner = learnerOf(handed)!;
    const key = keyOf(content, this.grader, this.settings);
    const seed = seedOf(this.settings.seed, content);
    return { handed, learner, place: placeOf(learner.id, handed.slug), content, key, seed };
  }

  /** Takes over the result of a run before, if it would be the same today. */
  private reuse(one: Placed): boolean {
    const { key, place, handed, learner } = one;
    const known = this.past.reusable.get(key);
    if (!known) return false;
    const result = { ...known.result, path: handed.path, learner };
    const own = this.past.scoredOf(place, one.content);
    if (own && this.past.current.has(own) && keyOf(own.content, own.grader, own.settings) === key)
      this.graded.set(handed, { ...own, result: { ...own.result, path: handed.path, learner } });
    else if (this.options.attempts === 'best' && placeOf(known.result.learner!.id, handed.slug) === place)
      this.graded.set(handed, { ...known, result }); // another submission of this learner for this task
    else this.write(this.toGraded(one, result)); // somebody else's, or from other settings
    return true;
  }

  private toGraded({ handed, place, content }: Placed, result: SubmissionResult): Graded {
    const { grader, settings, past } = this;
    const at = past.scoredOf(place, content)?.at ?? now();
    const graded: Graded = { kind: 'result', at, content, grader, settings, result };
    this.graded.set(handed, graded);
    return graded;
  }

  private async gradeAll(open: Placed[]): Promise<void> {
    if (!open.length) return;
    const waiting = new Map(open.map((one) => [{ ...one.handed, seed: one.seed }, one]));
    await this.options.gradeEach([...waiting.keys()], (result, submission) => {
      const one = waiting.get(submission as Submission & { seed: number });
      if (!one) return; // reported before
      waiting.delete(submission);
      const graded = this.toGraded(one, { ...result, learner: one.learner });
      this.write(graded);
      this.options.onGraded?.(graded.result);
    });
    if (waiting.size)
      throw new Error(`${waiting.size} submissions were not graded; run the same command again`);
  }

  private write(entry: Parameters<Journal['append']>[0]): void {
    this.journal.append(entry);
    this.past.add(entry);
  }

  private finish(
    placed: Placed[],
    byHand: ReturnType<typeof readByHand>,
    { skipped: others, faults }: Pick<ReturnType<typeof chooseBest>, 'skipped' | 'faults'>,
  ): ClassOutcome {
    const moves: Move[] = [];
    const results = new Map<string, SubmissionResult>();
    const skipped = [...(this.options.notes?.skipped ?? []), ...others];
    for (const { handed, place, content } of placed) {
      const stands = this.past.standing(place, this.graded.get(handed)!);
      // the newest in the journal is the one that counts, as after a run with only one submission
      if (stands.result.score !== null && this.past.scored.get(place)?.content !== content)
        this.write(stands);
      const before = this.past.before.get(place);
      results.set(place, { ...stands.result, gradedAt: stands.at });
      const move = findMove(before, stands, this.past.isAnother(place, stands, skipped));
      if (move) moves.push(move);
    }
    for (const one of byHand) this.setByHand(one, results);
    const all: Results = {
      version: 1,
      isolation: this.settings.isolation,
      submissions: [...results.values()],
      ...this.options.notes,
      ...(skipped.length > 0 && { skipped }),
    };
    const marks = this.writeMarks(placed, all);
    this.write({ kind: 'done', at: now() });
    return { results: all, marks, moves, faults, exitCode: faults.length ? 2 : toExitCode(all) };
  }

  private writeMarks(placed: Placed[], results: Results): LearnerMarks[] {
    const contents = new Map(placed.map(({ place, content }) => [place, content]));
    return writeMarks(this.options.folder, results, this.options.slugs, ({ learner, slug }) => {
      const drawn = this.pictures.find(contents.get(placeOf(learner!.id, slug!)) ?? '');
      return drawn && 'png' in drawn ? drawn : undefined;
    });
  }

  /** Draws the pictures that are missing, and writes the marks once more, with what was drawn. */
  private async draw(placed: Placed[], results: Results): Promise<void> {
    const { drawEach } = this.options;
    if (!drawEach) return;
    const open = new Map(
      placed
        .filter(
          ({ handed, content }) => hasModel(this.graded.get(handed)!.result) && !this.pictures.find(content),
        )
        .map((one) => [one.content, one.handed]),
    );
    if (!open.size) return;
    try {
      await drawEach([...open.values()], (drawn, handed) => this.pictures.keep(contentOf(handed), drawn));
    } finally {
      this.writeMarks(placed, results);
    }
  }

  private setByHand(
    one: ReturnType<typeof readByHand>[number],
    results: Map<string, SubmissionResult>,
  ): void {
    const place = placeOf(one.learner, one.slug);
    const automatic = results.get(place);
    let first = this.past.handSet.get(place);
    if (!isSame(one, first)) {
      first = { kind: 'by-hand', ...one, automatic: automatic?.score ?? null };
      this.write(first);
    }
    results.set(place, toHandSet(one, automatic, first));
  }
}

const now = (): string => new Date().toISOString();
