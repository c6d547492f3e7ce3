import { join } from 'node:path';
import { writeAtomic } from '../../src/project/write-atomic';
import { cleanResults } from '../reports/clean';
import { renderFeedback, type FeedbackPicture } from '../reports/html-page';
import { toJson } from '../reports/json';
import type { Results, SubmissionResult } from '../reports/results';
import { renderIndex } from './index-page';
import { nameOf, toMarks, type LearnerMarks } from './marks';
import { renderTable } from './table';

/**
 * Writes `results.json`, `table.csv`, `index.html`, and the feedback of each learner into `folder`, each completely or
 * not at all.
 *
 * @param pictureOf the picture of a submission, if there is one
 * @returns what was written for each learner
 */
export function writeMarks(
  folder: string,
  results: Results,
  slugs: string[],
  pictureOf?: (submission: SubmissionResult) => FeedbackPicture | undefined,
): LearnerMarks[] {
  const write = (name: string, text: string): void =>
    writeAtomic(join(folder, name), `${text}\n`, { flush: true });
  const cleaned = cleanResults(results);
  const marks = toMarks(cleaned);
  for (const { learner, of, feedback } of marks) {
    if (!feedback) continue;
    const submissions = slugs.flatMap((slug) => of.get(slug) ?? []);
    write(
      feedback,
      renderFeedback(`Feedback for ${nameOf(learner)}`, { ...cleaned, submissions }, pictureOf),
    );
  }
  write('table.csv', renderTable(marks, slugs));
  write('index.html', renderIndex(marks, slugs, cleaned));
  write('results.json', toJson(cleaned));
  return marks;
}
