import { escapeHtml as escape } from '../../src/helpers/html';
import type { CheckResult } from '../results';

const words: Record<CheckResult['verdict'], { mark: string; word: string; color: string }> = {
  pass: { mark: '✓', word: 'passed', color: '#1a7f37' },
  fail: { mark: '✗', word: 'failed', color: '#b42318' },
  error: { mark: '!', word: 'error', color: '#b42318' },
  skipped: { mark: '–', word: 'skipped', color: '#6b6b6b' },
};

/**
 * `checks` for a notebook: what is to be done first, then all in a list to open. Each verdict is a word beside its
 * mark, so that no meaning rests on colour.
 */
export function renderHtml(heading: string, checks: CheckResult[]): string {
  const passed = checks.filter(({ verdict }) => verdict === 'pass').length;
  const items = checks.map(renderCheck);
  const open = checks.filter(({ verdict }) => verdict === 'fail' || verdict === 'error').map(renderCheck);
  const title = `<strong>${escape(heading)}: ${passed} of ${checks.length} checks passed</strong>`;
  const todo = open.length ? `<ul ${list}>${open.join('')}</ul>` : '';
  const all = `<details><summary>All checks</summary><ul ${list}>${items.join('')}</ul></details>`;
  return `<section aria-label="${escape(heading)}"><p role="status">${title}</p>${todo}${all}</section>`;
}

const list = 'style="list-style:none;padding-left:0"';

function renderCheck({ verdict, title, rationale, help }: CheckResult): string {
  const { mark, word, color } = words[verdict];
  const badge = `<span style="color:${color};font-weight:bold"><span aria-hidden="true">${mark}</span> ${word}</span>`;
  const why = rationale ? `<br>${escape(rationale)}` : '';
  const advice = help ? `<br><em>Try:</em> ${escape(help)}` : '';
  return `<li style="margin:0.4em 0">${badge} ${escape(title)}${why}${advice}</li>`;
}
