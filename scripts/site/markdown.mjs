import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { posix } from 'node:path';
import { pathToFileURL } from 'node:url';
import { at, siteTools } from '../setup/base/paths.mjs';

const require = createRequire(`${siteTools}/`);
const load = async (name) => {
  const loaded = await import(pathToFileURL(require.resolve(name)).href);
  return loaded.default?.default ?? loaded.default ?? loaded;
};

const languages = {
  ts: 'typescript',
  typescript: 'typescript',
  bash: 'bash',
  json: 'json',
  python: 'python',
};

/**
 * Makes the functions that turn Markdown and code into HTML that needs no script: formulas are MathML, code is coloured.
 *
 * @param {Map<string, string>} paths the page of each source that has one
 */
export async function createRenderer(paths) {
  const [MarkdownIt, anchors, formulas] = await Promise.all(
    ['markdown-it', 'markdown-it-anchor', '@vscode/markdown-it-katex'].map(load),
  );
  const { createHighlighter } = await import(pathToFileURL(require.resolve('shiki')).href);
  const themes = { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' };
  const highlighter = await createHighlighter({
    themes: Object.values(themes),
    langs: [...new Set(Object.values(languages))],
  });

  /** Code with its colours, for light and dark, in a `pre` that the keyboard can scroll. */
  const renderCode = (code, language = '') => {
    const lang = languages[language] ?? 'text';
    return highlighter.codeToHtml(code.replace(/\n$/, ''), { lang, themes, defaultColor: 'light-dark()' });
  };

  const markdown = new MarkdownIt({ html: true, linkify: false, highlight: renderCode })
    .use(formulas, { output: 'mathml', throwOnError: true })
    .use(anchors, { slugify: toSlug, tabIndex: false });

  // What is wider than the page scrolls, by keyboard too.
  const { rules } = markdown.renderer;
  const { math_block: renderFormula } = rules;
  rules.math_block = (...args) => `<div class="wide" tabindex="0">${renderFormula(...args)}</div>\n`;
  rules.table_open = () => '<div class="wide" tabindex="0"><table>\n';
  rules.table_close = () => '</table></div>\n';

  /** @param {string} source the file with the text, relative to which its links are */
  const renderMarkdown = (text, source, env = {}) => {
    const assets = [];
    const tokens = markdown.parse(text, env);
    const all = tokens.flatMap((token) => [token, ...(token.children ?? [])]);
    for (const token of all)
      for (const name of ['href', 'src']) {
        const value = token.attrGet?.(name);
        if (value === null || value === undefined) continue;
        const { link, asset } = follow(value, source, paths);
        if (asset) assets.push(asset);
        if (link !== undefined) token.attrSet(name, link);
        else token.attrs = token.attrs.filter(([attribute]) => attribute !== name); // an `a` that is no link: its text
      }
    return { html: markdown.renderer.render(tokens, markdown.options, env), assets };
  };
  return { renderMarkdown, renderCode };
}

/** The name of a heading, as code hosts form it. */
const toSlug = (heading) =>
  heading
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}\p{Mark}_ -]/gu, '')
    .replace(/ /g, '-');

/**
 * Where a link leads in the site: to the page of a source, or to a picture or figures, which are copied. Other files of
 * the project are not in the site.
 */
function follow(value, source, paths) {
  if (/^([a-z]+:|#|\/\/)/i.test(value)) return { link: value };
  const [, path, anchor] = /^([^#]*)(#.*)?$/.exec(value);
  const target = posix.normalize(posix.join(posix.dirname(source), decodeURI(path)));
  if (target.startsWith('..') || !existsSync(at(target)))
    throw new Error(`${source}: the link ${value} leads to nothing`);
  const to = (inside) => encodeURI(posix.relative(posix.dirname(source), inside)) + (anchor ?? '');
  if (paths.has(target)) return { link: to(paths.get(target)) };
  if (/\.(png|svg|json)$/.test(target) && target.startsWith('docs/'))
    return { link: to(target), asset: target };
  return {};
}
