import { toCsv } from './csv';
import { learnerOf } from './learner';
import type { Results } from './results';

const columns =
  'assignment,duedate,timestamp,student_id,last_name,first_name,email,raw_score,late_submission_penalty,score,max_score';

/** The columns that `nbgrader export` writes, a row for each submission. There are no scores if the grader failed. */
export function renderNbgrader({ submissions }: Results): string {
  const rows = submissions.map((submission) => {
    const { id, lastName = '', firstName = '', email = '' } = learnerOf(submission);
    const { slug, score, maxScore, submittedAt = null } = submission;
    const penalty = score === null ? null : 0;
    return [slug, null, submittedAt, id, lastName, firstName, email, score, penalty, score, maxScore];
  });
  return toCsv([columns.split(','), ...rows]);
}
