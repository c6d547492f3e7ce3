import { escapeHtml } from '../../src/helpers/base/html';
import { toPage } from '../reports/html-page';
import { warningsOf } from '../reports/message';
import type { Results, SubmissionResult } from '../reports/results';
import { nameOf, type LearnerMarks } from './marks';

const style = `main{max-width:none}table{border-collapse:collapse}caption{text-align:left;padding-bottom:.5rem}
th,td{padding:.3rem .8rem;border-bottom:1px solid var(--line);text-align:right;font-variant-numeric:tabular-nums}
th:first-child{text-align:left}thead th{position:sticky;top:0;background:var(--paper)}.scroll{overflow-x:auto}`;

/** A page with one table of all learners and tasks, which links to the feedback. */
export function renderIndex(marks: LearnerMarks[], slugs: string[], results: Results): string {
  const cells = (names: string[]): string => names.map((name) => `<th scope="col">${name}</th>`).join('');
  const rows = marks.map((one) => renderRow(one, slugs));
  const average = renderAverages(marks, slugs);
  const body = `${warningsOf(results)
    .map((text) => `<p role="alert">${text}</p>`)
    .join('')}
<div class="scroll" role="region" aria-label="Scores" tabindex="0"><table>
<caption>Points of ${marks.length} ${marks.length === 1 ? 'learner' : 'learners'}, at most 100 a task. A dash means that nothing was handed in.</caption>
<thead><tr>${cells(['Learner', ...slugs, 'Total'])}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
<tfoot>${average}</tfoot>
</table></div>`;
  return toPage('Marks', body, style);
}

function renderRow({ learner, of, total, feedback }: LearnerMarks, slugs: string[]): string {
  const link = feedback && encodeURI(feedback).replace(/[?#']/g, encodeURIComponent);
  const name = escapeHtml(nameOf(learner));
  const cells = slugs.map((slug) => `<td>${renderCell(of.get(slug), `${link}#task-${slug}`)}</td>`).join('');
  const sum = total === null ? 'incomplete' : `${total}`;
  return `<tr><th scope="row">${link ? `<a href="${link}">${name}</a>` : name}</th>${cells}<td>${sum}</td></tr>`;
}

function renderCell(submission: SubmissionResult | undefined, link: string): string {
  if (!submission) return '<span aria-label="nothing was handed in">–</span>';
  const { score, byHand } = submission;
  if (score === null) return `<a href="${link}">not graded</a>`;
  const moved =
    byHand?.before === undefined ? '' : `; the automatic score moved from ${byHand.before ?? 'none'}`;
  const note = byHand ? ` <small>by hand (automatic: ${byHand.automatic ?? 'none'}${moved})</small>` : '';
  return `<a href="${link}">${score}</a>${note}`;
}

/** The mean of each task over those who handed it in. */
function renderAverages(marks: LearnerMarks[], slugs: string[]): string {
  const mean = (scores: (number | null | undefined)[]): string => {
    const known = scores.filter((score) => typeof score === 'number');
    return known.length ? (known.reduce((sum, score) => sum + score, 0) / known.length).toFixed(1) : '–';
  };
  const tasks = slugs.map((slug) => `<td>${mean(marks.map(({ of }) => of.get(slug)?.score))}</td>`);
  return `<tr><th scope="row">Mean</th>${tasks.join('')}<td>${mean(marks.map(({ of, total }) => (of.size ? total : null)))}</td></tr>`;
}
