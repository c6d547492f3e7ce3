import { escapeHtml } from '../helpers/base/html';
import { updateProgress, loadProgress } from './progress-file';
import { questions } from './questions';
import { Shown } from './shown';
import { assertSlug, slugs } from './slugs';

/**
 * What you have done so far: one line per lesson, with the days on which you read it and passed its task, and your quiz score.
 *
 * @throws if the progress file cannot be read
 * @example
 * showProgress()
 */
export function showProgress(): Shown {
  const { lessons, tasks, quiz } = loadProgress();
  const rows = slugs.map((slug) => [slug, toDay(lessons[slug], 'read'), toDay(tasks[slug], 'passed')]);
  const right = Object.values(quiz).filter((answer) => answer.right).length;
  const score = `Quiz: ${right} of ${questions.length} questions right`;
  const heads = ['', 'Lesson', 'Task'];
  const widths = heads.map((_, i) => Math.max(...[heads, ...rows].map((row) => row[i]!.length)));
  const lines = [heads, ...rows].map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join('  ')
      .trimEnd(),
  );
  const cells = (tag: string, row: string[]) =>
    row.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('');
  const body = rows.map(([slug, ...row]) => `<tr><th scope="row">${slug}</th>${cells('td', row)}</tr>`);
  return new Shown(
    [...lines, score].join('\n'),
    `<table><thead><tr><td></td>${heads
      .slice(1)
      .map((head) => `<th scope="col">${head}</th>`)
      .join('')}</tr></thead><tbody>${body.join('')}</tbody></table><p>${score}</p>`,
  );
}

/**
 * Records that you have read a lesson.
 *
 * @param slug '0-vanilla', '1-sparse', '2-convolutional' or '3-variational'
 * @throws if there is no such lesson
 * @example
 * completeLesson('0-vanilla')
 */
export function completeLesson(slug: string): Shown {
  assertSlug(slug);
  const problem = updateProgress(({ lessons }) => (lessons[slug] ??= new Date().toISOString()));
  const said = problem ?? `Lesson ${slug} is recorded as read.`;
  return new Shown(
    `${said} Next: notebooks/${slug}/task.ipynb`,
    `<p>${escapeHtml(said)} Next: <a href="task.ipynb">its task</a>.</p>`,
  );
}

/**
 * Records that a task was passed.
 *
 * @returns a message if it could not be recorded
 */
export function completeTask(slug: string): string | undefined {
  assertSlug(slug);
  return updateProgress(({ tasks }) => (tasks[slug] ??= new Date().toISOString()));
}

/** `read 2026-11-21`, in the learner's time zone. */
function toDay(iso: string | undefined, done: string): string {
  if (!iso) return 'open';
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return done; // a date edited by hand
  const two = (part: number) => String(part).padStart(2, '0');
  return `${done} ${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
