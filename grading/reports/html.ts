import { escapeHtml, toHtml } from '../../src/helpers/base/html';
import type { CheckResult } from './results';

// JupyterLab's colours, readable in its light and dark themes, with fallbacks outside of JupyterLab.
const words: Record<CheckResult['verdict'], { mark: string; word: string; color: string }> = {
  pass: { mark: '✓', word: 'passed', color: 'var(--jp-success-color0, #1a7f37)' },
  fail: { mark: '✗', word: 'failed', color: 'var(--jp-error-color1, #b42318)' },
  error: { mark: '!', word: 'error', color: 'var(--jp-error-color1, #b42318)' },
  skipped: { mark: '–', word: 'skipped', color: 'var(--jp-ui-font-color2, #6b6b6b)' },
};

/**
 * `checks` for a notebook: first what to do, then all of them in a collapsed list. Each verdict has a word next to its
 * mark, so that nothing depends on colour alone.
 */
export function renderHtml(heading: string, checks: CheckResult[]): string {
  const passed = checks.filter(({ verdict }) => verdict === 'pass').length;
  const items = checks.map(renderCheck);
  const open = checks.filter(({ verdict }) => verdict === 'fail' || verdict === 'error').map(renderCheck);
  const waiting = checks.filter(({ verdict }) => verdict === 'skipped').length;
  const rest = waiting ? `; ${waiting} more will run once those below pass` : '';
  const title = `<strong>${escapeHtml(heading)}: ${passed} of ${checks.length} checks passed</strong>${rest}`;
  const todo = open.length ? `<ul ${list}>${open.join('')}</ul>` : '';
  const all = `<details><summary>All checks</summary><ul ${list}>${items.join('')}</ul></details>`;
  return `<section aria-label="${escapeHtml(heading)}"><p role="status">${title}</p>${todo}${all}</section>`;
}

const list = 'style="list-style:none;padding-left:0"';

function renderCheck({ verdict, title, rationale, help, expected, actual }: CheckResult): string {
  const { mark, word, color } = words[verdict];
  const badge = `<span style="color:${color};font-weight:bold"><span aria-hidden="true">${mark}</span> ${word}</span>`;
  const why = rationale ? `<br>${toHtml(rationale)}` : '';
  const both = expected?.includes(',') && actual !== null ? renderBoth(expected, actual) : ''; // lists only
  const advice = help ? `${both ? '' : '<br>'}<em>Try:</em> ${toHtml(help)}` : '';
  return `<li style="margin:0.4em 0">${badge} ${toHtml(title)}${why}${both}${advice}</li>`;
}

/** The expected value above the actual one, aligned, so that differences are easy to see. */
function renderBoth(expected: string, actual: string): string {
  const row = (name: string, value: string) =>
    `<tr><th scope="row" style="text-align:left">${name}</th><td style="text-align:left"><code>${escapeHtml(value)}</code></td></tr>`;
  return `<table style="margin:0.2em 0">${row('expected', expected)}${row('got', actual)}</table>`;
}
