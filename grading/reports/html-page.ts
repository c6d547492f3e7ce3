import { escapeHtml } from '../../src/helpers/base/html';
import { renderHtml } from './html';
import { scoreOf, warningsOf } from './message';
import type { Results, SubmissionResult } from './results';

/** Nothing is loaded and nothing runs, whatever the texts contain. */
const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src data:`;

const style = `:root{color-scheme:light dark;--paper:#fff;--line:#ccc}
body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}main{max-width:50rem;margin:auto}
figure{margin:1rem 0}img{max-width:100%;image-rendering:pixelated}figcaption{font-size:0.9rem}
article{border-top:1px solid var(--line);padding:0.5rem 0}h2{font-size:1.1rem}
@media(prefers-color-scheme:dark){:root{--paper:#121212;--line:#555;--jp-success-color0:#4ac26b;--jp-error-color1:#ff8a80;--jp-ui-font-color2:#a5a5a5}
body{background:var(--paper);color:#e8e8e8}a{color:#8ab4f8}a:visited{color:#c58af9}}`;

/** A page that needs no other file. `body` is HTML; `more` adds to the style. */
export const toPage = (title: string, body: string, more = ''): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style>${style}${more}</style>
</head>
<body><main>
<h1>${escapeHtml(title)}</h1>
${body}
</main></body>
</html>`;

/** The feedback on all submissions as a page. */
export const renderHtmlPage = (results: Results): string => renderFeedback('Feedback', results);

/** A picture of what a submission's model draws: a PNG in base64, and what it shows. */
export interface FeedbackPicture {
  png: string;
  caption: string;
}

/**
 * The feedback on all submissions as a page with this title.
 *
 * @param pictureOf the picture of a submission, if there is one
 */
export function renderFeedback(
  title: string,
  results: Results,
  pictureOf: (submission: SubmissionResult) => FeedbackPicture | undefined = () => undefined,
): string {
  const warnings = warningsOf(results).map((text) => `<p>${text}</p>`);
  const submissions = results.submissions.map((one) => renderSubmission(one, pictureOf(one)));
  return toPage(title, [...warnings, ...submissions].join('\n'));
}

function renderSubmission(submission: SubmissionResult, picture?: FeedbackPicture): string {
  const { slug, path, message, checks, submittedAt, late, gradedAt } = submission;
  const checked = checks.length ? renderHtml(slug ?? 'no task', checks) : '';
  const why = message ? `<p>${escapeHtml(message)}</p>` : '';
  const times = [
    late && 'late',
    submittedAt && `handed in ${toMinute(submittedAt)}`,
    gradedAt && `graded ${toMinute(gradedAt)}`,
  ].filter(Boolean);
  const when = times.length ? ` <small>${escapeHtml(times.join(', '))}</small>` : '';
  const id = escapeHtml(`task-${slug}`);
  return `<article id="${id}"><h2>${escapeHtml(path)}</h2><p><strong>${escapeHtml(scoreOf(submission))}</strong>${when}</p>${why}${checked}${picture ? renderPicture(picture) : ''}</article>`;
}

const renderPicture = ({ png, caption }: FeedbackPicture): string =>
  `<figure><img alt="${escapeHtml(caption)}" src="data:image/png;base64,${png}"><figcaption aria-hidden="true">${escapeHtml(caption)}</figcaption></figure>`;

/** `2026-06-01 18:00 UTC` */
const toMinute = (time: string): string => `${time.slice(0, 16).replace('T', ' ')} UTC`;
