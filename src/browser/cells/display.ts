import { toBase64 } from '../../helpers/base/base64';
import type { Output } from '../../kernel/cells/output/output';
import { parseJson } from '../../kernel/cells/output/tslab-display';

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
    const shown = parseJson({ [type]: typeof data === 'string' ? data : toBase64(data) });
    output.publish('display_data', { data: shown, metadata: {}, transient: {} });
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
