import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../src/project/root';
import { cleanOrigin } from '../reports/clean';
import { maybeLearner } from '../reports/learner';
import type { Learner } from '../reports/results';
import type { Submission } from '../run/intake';

/** A submission whose learner may be known from a roster or a platform. */
export type Handed = Submission & { learner?: Learner };

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

/** Whose submission it is, cleaned as reports show it; `undefined` if neither a roster nor the path tells. */
export const learnerOf = (handed: Handed): Learner | undefined => maybeLearner(cleanOrigin(handed));

/** Folders of the grader that no result depends on. */
const irrelevant = ['class', 'fixtures', 'proof', 'queue'];

/** Identifies the grader: its code, what that uses of the course, and the packages. */
export function hashGrader(): string {
  const digest = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  const extension = __filename.endsWith('.ts') ? '.ts' : '.js';
  const compiled = join(__dirname, '../..');
  for (const folder of ['grading', 'src/backend', 'src/helpers', 'src/layers', 'src/models', 'src/project']) {
    const files = readdirSync(join(compiled, folder), { recursive: true, encoding: 'utf8' });
    for (const file of files.sort()) {
      if (!file.endsWith(extension) || irrelevant.includes(file.split(/[\\/]/)[0]!)) continue;
      digest.update(`\n${file}\n`).update(readFileSync(join(compiled, folder, file)));
    }
  }
  return digest.digest('hex').slice(0, 32);
}
