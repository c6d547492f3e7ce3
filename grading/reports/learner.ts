import { extname } from 'node:path';
import { cleanOrigin } from './clean';
import { ReportError } from './report-error';
import type { Learner, SubmissionResult } from './results';

/** What is known of a submission before it is graded. */
export type Handed = Pick<SubmissionResult, 'slug' | 'path' | 'learner'>;

/** The learner of a submission of which `assertGradebook` has made sure that there is one. */
export const learnerOf = ({ learner }: Handed): Learner => learner ?? { id: '' };

/** @throws ReportError unless each submission has a learner, who has only one for the same task */
export function assertGradebook(format: string, handed: Handed[]): void {
  const seen = new Map<string, string>();
  for (const one of handed.map(cleanOrigin)) {
    const { learner } = one;
    if (!learner)
      throw new ReportError(
        `invalid path for --format ${format}: ${one.path} does not say whose it is (expected a learner's folder, such as submissions/ada/${one.slug}${extname(one.path)})`,
      );
    assertOnce(seen, `${learner.id}\n${one.slug}`, one, `of ${learner.id} for ${one.slug}`);
  }
}

/** @throws ReportError unless all submissions are of one learner, each for another task */
export function assertOneLearner(format: string, handed: Handed[]): void {
  const cleaned = handed.map(cleanOrigin);
  const ids = [...new Set(cleaned.map((one) => one.learner?.id ?? ''))];
  if (ids.length > 1)
    throw new ReportError(
      `invalid submissions for --format ${format}: of ${ids.length} learners (${ids.slice(0, 3).join(', ')}${ids.length > 3 ? ', …' : ''}; expected those of one, because such a file is about one)`,
    );
  const seen = new Map<string, string>();
  for (const one of cleaned) assertOnce(seen, `${one.slug}`, one, `for ${one.slug}`);
}

function assertOnce(seen: Map<string, string>, key: string, { path }: Handed, what: string): void {
  const before = seen.get(key);
  if (before) throw new ReportError(`two submissions ${what}: ${before} and ${path} (expected one)`);
  seen.set(key, path);
}
