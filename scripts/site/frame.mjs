import { posix } from 'node:path';
import { escapeHtml } from './html.mjs';
import { toLitePath } from './pages.mjs';

/**
 * A complete page: the content, and the list of all pages.
 *
 * @param {import('./pages.mjs').Page} page
 * @param {string} content HTML
 * @param {import('./pages.mjs').Page[]} pages all pages
 * @returns {string} HTML
 */
export function frame(page, content, pages) {
  const to = (path) => encodeURI(posix.relative(posix.dirname(page.path), path));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(page.title)}</title>
<link rel="stylesheet" href="${to('style.css')}">
</head>
<body>
<a class="to-pages" href="#pages">All pages</a>
<main>
${page.cells ? toRun(page, to) : ''}
${content}
${page.cells ? follow(page, pages, to) : ''}
</main>
<nav id="pages" aria-label="All pages">
${list(page, pages, to)}
<h2>Reference</h2>
<ul><li><a href="${to('api/index.html')}">API</a></li></ul>
</nav>
</body>
</html>
`;
}

/** A link to the page in which a notebook's cells run. */
const toRun = ({ source }, to) =>
  `<p class="run"><a href="${to('browser/lab/index.html')}?path=${encodeURIComponent(toLitePath(source))}">Run this in the browser</a></p>`;

function list(page, pages, to) {
  const groups = [...new Set(pages.map(({ group }) => group))];
  const item = ({ path, title }) =>
    `<li><a href="${to(path)}"${path === page.path ? ' aria-current="page"' : ''}>${escapeHtml(title)}</a></li>`;
  const members = (group) => pages.filter((one) => one.group === group).map(item);
  return groups.map((group) => `<h2>${group}</h2>\n<ul>\n${members(group).join('\n')}\n</ul>`).join('\n');
}

/** Links to the lesson or task before and after this one. */
function follow(page, pages, to) {
  const all = pages.filter(({ group }) => group === page.group);
  const at = all.findIndex(({ path }) => path === page.path);
  const link = (other, rel) =>
    other
      ? `<a rel="${rel}" href="${to(other.path)}">${rel === 'prev' ? '←' : '→'} ${escapeHtml(other.title)}</a>`
      : '';
  return `<nav class="follow" aria-label="Next and previous">${link(all[at - 1], 'prev')} ${link(all[at + 1], 'next')}</nav>`;
}
