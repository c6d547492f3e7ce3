import type { Output } from '../../kernel/cells/output/output';

type Text = (text: string) => void;
type Picture = (bytes: Uint8Array) => void;

/** tslab's `display`, for the imports of notebooks that use it. */
export interface Display extends Record<'html' | 'markdown' | 'latex' | 'svg' | 'javascript' | 'text', Text> {
  png: Picture;
  jpeg: Picture;
  gif: Picture;
  raw(type: string, data: string | Uint8Array): void;
}

/** Creates the `display` that publishes on an output. */
export function createDisplay(output: Output): Display {
  const raw = (type: string, data: string | Uint8Array): void => {
    const isJson = /^application\/(.+\+)?json$/.test(type) && typeof data === 'string';
    const shown = typeof data === 'string' ? (isJson ? (JSON.parse(data) as unknown) : data) : toBase64(data);
    output.publish('display_data', { data: { [type]: shown }, metadata: {}, transient: {} });
  };
  const as = (type: string) => (data: string | Uint8Array) => raw(type, data);
  return {
    raw,
    html: as('text/html'),
    markdown: as('text/markdown'),
    latex: as('text/latex'),
    svg: as('image/svg+xml'),
    javascript: as('application/javascript'),
    text: as('text/plain'),
    png: as('image/png'),
    jpeg: as('image/jpeg'),
    gif: as('image/gif'),
  };
}

/** In pieces, because a call takes only so many arguments. */
function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
