import { UsageError, type Submission } from '../intake';
import type { Learner } from '../reports/results';
import { learnerOf } from './identity';
import { placeOf } from './past';

/**
 * Whose the submissions are.
 *
 * @param mayHaveSeveral whether a learner may have several for one task
 * @throws UsageError if it is not known whose a submission is, or a learner has two for one task
 */
export function placeLearners(handed: Submission[], mayHaveSeveral = false): Learner[] {
  const seen = new Map<string, string>();
  return handed.map((one) => {
    const learner = learnerOf(one);
    if (!learner)
      throw new UsageError(
        `invalid path for a class: ${one.path} does not say whose it is (expected a learner's folder, such as submissions/ada/${one.slug}.ts)`,
      );
    const place = placeOf(learner.id, one.slug);
    const other = seen.get(place);
    if (other && !mayHaveSeveral)
      throw new UsageError(
        `two submissions of ${learner.id} for ${one.slug}: ${other} and ${one.path} (expected one)`,
      );
    seen.set(place, one.path);
    return learner;
  });
}
