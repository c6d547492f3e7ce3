import { createHash } from 'node:crypto';
import { escapeHtml } from './html.mjs';

/**
 * The HTML of a notebook as it is stored: its text, code and outputs. Pictures become files.
 *
 * @param {import('./pages.mjs').Page} page
 * @param {{ renderMarkdown: Function, renderCode: Function }} renderer
 * @returns {{ html: string, assets: string[], pictures: Map<string, Buffer> }} `pictures` by their names, which stand for
 *   their content
 */
export function renderNotebook({ cells, source }, { renderMarkdown, renderCode }) {
  const pictures = new Map();
  const assets = [];
  const env = {}; // one for all cells, so that no two headings have the same name
  const keep = (base64) => {
    const data = Buffer.from(base64, 'base64');
    const name = `${createHash('sha256').update(data).digest('hex').slice(0, 16)}.png`;
    pictures.set(name, data);
    return `pictures/${name}`;
  };
  const parts = cells.map((cell) => {
    if (cell.cell_type === 'markdown') {
      const { html, assets: more } = renderMarkdown(cell.source, source, env);
      assets.push(...more);
      return html;
    }
    if (cell.cell_type !== 'code') return '';
    const outputs = joinStreams(cell.outputs ?? [])
      .map((output) => renderOutput(output, keep))
      .filter(Boolean);
    const shown = outputs.length ? `<div class="outputs" tabindex="0">${outputs.join('\n')}</div>\n` : '';
    return `<div class="cell">\n${renderCode(cell.source, 'typescript')}\n${shown}</div>\n`;
  });
  return { html: parts.join('\n'), assets, pictures };
}

function renderOutput(output, keep) {
  if (output.output_type === 'stream') return toPre(joined(output.text));
  if (output.output_type === 'error') return toPre(`${output.ename}: ${output.evalue}`);
  const { 'text/html': html, 'image/png': png, 'text/plain': plain } = output.data ?? {};
  if (html)
    return joined(html)
      .replace(/src="data:image\/png;base64,([^"]+)"/g, (_, data) => `src="${keep(data)}" loading="lazy"`)
      .trim();
  if (png) return `<img src="${keep(joined(png))}" alt="${escapeHtml(joined(plain))}" loading="lazy">`;
  return toPre(joined(plain));
}

/** Lines printed one after the other as one output, as Jupyter shows them. */
function joinStreams(outputs) {
  return outputs.reduce((all, output) => {
    const before = all.at(-1);
    if (output.output_type !== 'stream' || before?.output_type !== 'stream') return [...all, output];
    return [...all.slice(0, -1), { ...before, text: joined(before.text) + joined(output.text) }];
  }, []);
}

const joined = (text) => [text ?? ''].flat().join('');

function toPre(text) {
  const plain = text.replace(/\u001b\[[\d;]*m/g, '').trimEnd();
  return plain && `<pre tabindex="0">${escapeHtml(plain)}</pre>`;
}
