import { toBase64 } from '../../base/base64';
import { escapeHtml } from '../../base/html';
import { display } from '../../base/notebook';
import { uniqueId } from '../../base/unique-id';
import type { Picture } from '../pictures';
import { buildTools } from './page';
import { runNetwork, type PageNetwork } from './run-network';

/**
 * An output that is played with in the page. Without scripts, and until its script runs, it is a still picture.
 *
 * @param still what it shows then
 * @param note what to do to see more, below the still picture
 * @param label what it is, for those who cannot see it
 * @param script called with the element, its tools, a function for each network, and the settings
 */
export function toPlayed(
  still: Picture,
  note: string,
  label: string,
  script: { toString(): string },
  networks: readonly PageNetwork[],
  settings: unknown,
): Picture {
  const { png, width, height, alt } = still;
  const data = toBase64(png);
  const toJson = (value: unknown) => JSON.stringify(value).replace(/</g, '\\u003c');
  const toHtml = () => {
    const id = `autoencoders-play-${uniqueId()}`;
    const all = networks.map((network) => `run(${toJson(network)})`).join(', ');
    return `<div id="${id}" role="group" aria-label="${escapeHtml(label)}" style="max-width:56em">
<img src="data:image/png;base64,${data}" alt="${escapeHtml(alt)}" style="max-width:100%"><p>${escapeHtml(note)}</p></div>
<script>for (const root of document.querySelectorAll('#${id}:not([data-started])')) {
root.setAttribute('data-started', '');
const run = ${runNetwork};
(${script.toString()})(root, (${buildTools})(root), ${all}, ${toJson(settings)});
}</script>`;
  };
  const value = () => ({ 'text/html': toHtml(), 'image/png': data, 'text/plain': alt });
  return Object.defineProperty({ png, width, height, alt }, display, { value });
}
