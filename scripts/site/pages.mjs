import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { at } from '../setup/base/paths.mjs';

/**
 * A page of the site.
 *
 * @typedef {object} Page
 * @property {string} source the Markdown file or notebook, as a path in the project
 * @property {string} text the Markdown; of a notebook, that of all cells
 * @property {object[]} [cells] those of a notebook, with their `source` as one text
 * @property {string} path the page's path in the site
 * @property {string} title its first heading, without formatting
 * @property {string} group the heading under which the list of pages has it
 */

const documents = {
  Learners: ['docs/learner.md', 'docs/helpers.md', 'docs/training.md', 'docs/kernel.md'],
  Instructors: [
    'docs/instructor.md',
    'docs/class-server.md',
    'docs/lessons.md',
    'docs/grading.md',
    'docs/security.md',
    'docs/results.md',
  ],
  Maintainers: ['docs/maintainer.md', 'CONTRIBUTING.md', 'docs/dependencies.md', 'CHANGELOG.md'],
};

/** @returns {Page[]} all pages, in the order in which they are listed */
export function findPages() {
  const toPage = (group) => (source) => {
    const content = readSource(source);
    return { source, ...content, path: toPath(source), title: titleOf(source, content.text), group };
  };
  const lessons = readdirSync(at('notebooks'))
    .filter((slug) => existsSync(at('notebooks', slug, 'lesson.ipynb')))
    .sort()
    .flatMap((slug) => ['lesson', 'further', 'task'].map((name) => `notebooks/${slug}/${name}.ipynb`))
    .filter((path) => existsSync(at(path)));
  return [
    toPage('Start')('README.md'),
    ...lessons.map(toPage('Lessons and tasks')),
    ...Object.entries(documents).flatMap(([group, sources]) => sources.map(toPage(group))),
  ];
}

/** Where a notebook is among the files of the site's JupyterLite. */
export const toLitePath = (source) => source.replace('notebooks/', '');

/** Where a source's page is. Folders stay as they are, so that links between sources need only another ending. */
const toPath = (source) =>
  source === 'README.md' ? 'index.html' : source.toLowerCase().replace(/\.(md|ipynb)$/, '.html');

function readSource(source) {
  const text = readFileSync(at(source), 'utf8');
  if (!source.endsWith('.ipynb')) return { text };
  const cells = JSON.parse(text).cells.map((cell) => ({ ...cell, source: [cell.source].flat().join('') }));
  return { text: cells.map((cell) => cell.source).join('\n'), cells };
}

function titleOf(source, text) {
  const [, title] = /^# (.+)$/m.exec(text) ?? [];
  if (!title) throw new Error(`${source} has no heading of the first level`);
  return title.replace(/[`*]/g, '');
}
