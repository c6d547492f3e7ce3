import { escapeHtml } from '../../src/helpers/base/html';
import { renderHtml } from './html';
import { scoreOf, warningsOf } from './message';
import type { Results, SubmissionResult } from './results';

/** Nothing is loaded and nothing runs, whatever the texts contain. */
const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src data:`;

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}
article{border-top:1px solid #ccc;padding:0.5rem 0}h2{font-size:1.1rem}`;

/** The feedback on all submissions as a page that needs no other file. */
export function renderHtmlPage(results: Results): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<title>Feedback</title>
<style>${style}</style>
</head>
<body>
<h1>Feedback</h1>
${[...warningsOf(results).map((text) => `<p>${text}</p>`), ...results.submissions.map(renderSubmission)].join('\n')}
</body>
</html>`;
}

function renderSubmission(submission: SubmissionResult): string {
  const { slug, path, message, checks, submittedAt, late } = submission;
  const checked = checks.length ? renderHtml(slug ?? 'no task', checks) : '';
  const why = message ? `<p>${escapeHtml(message)}</p>` : '';
  const time = [late ? 'late' : '', submittedAt ? `handed in at ${submittedAt}` : '']
    .filter(Boolean)
    .join(', ');
  const when = time ? `<p>${escapeHtml(time)}</p>` : '';
  return `<article><h2>${escapeHtml(path)}</h2><p><strong>${escapeHtml(scoreOf(submission))}</strong></p>${when}${why}${checked}</article>`;
}
