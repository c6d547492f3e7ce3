import { toBase64 } from '../base/base64';
import { escapeHtml } from '../base/html';
import type { Bundle } from '../base/notebook';

/** A picture: displayed if it is the last value of a cell, saved with `savePicture`. */
export interface Picture {
  png: Uint8Array;
  width: number;
  height: number;
  /** Describes the picture for those who cannot see it. */
  alt: string;
}

/**
 * A picture for a notebook. Most programs show the HTML, because only there a picture can have a description; the PNG is
 * for those that show no HTML.
 */
export function toBundle(png: Uint8Array, alt: string): Bundle {
  const data = toBase64(png);
  return {
    'text/html': `<img src="data:image/png;base64,${data}" alt="${escapeHtml(alt)}" style="max-width:100%">`,
    'image/png': data,
    'text/plain': alt,
  };
}
