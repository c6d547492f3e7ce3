import { createHash } from 'node:crypto';
import { cleanOrigin } from '../reports/clean';
import type { Learner } from '../reports/results';
import type { Submission } from '../intake';

/** What a result depends on, besides the submission. */
export interface Settings {
  /** The seed of the class. The seed of each submission follows from it and from the submission's content. */
  seed: number;
  only: string[];
  isolation: 'bubblewrap' | 'permissions';
}

const hash = (...parts: unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/** Identifies what was handed in: two files with the same text for the same task are the same. */
export const contentOf = ({ slug, text, isNotebook, unreadable }: Submission): string =>
  hash(slug, isNotebook, text, unreadable ?? null).slice(0, 32);

/** The seed of a submission. It depends on neither the order nor the others, and equal submissions get equal scores. */
export const seedOf = (classSeed: number, content: string): number =>
  parseInt(hash(classSeed, content).slice(0, 8), 16) >>> 1;

/** Identifies everything that a result depends on. */
export const keyOf = (content: string, grader: string, { seed, only, isolation }: Settings): string =>
  hash(content, grader, seed, [...only].sort(), isolation);

/** Whose submission it is, cleaned as reports show it; `undefined` if nothing tells. */
export const learnerOf = (handed: Pick<Submission, 'path' | 'learner'>): Learner | undefined =>
  cleanOrigin(handed).learner;
