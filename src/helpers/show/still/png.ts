import { dirname, join } from 'node:path';
import { toIndexedPng } from './indexed-png';

/**
 * Renders an SVG as PNG, with a bundled font, because a bare machine has none.
 *
 * @param scale how many pixels wide to draw each pixel of the SVG
 */
export function toPng(svg: string, scale: number): Buffer {
  const { Resvg } = require('@resvg/resvg-js') as typeof import('@resvg/resvg-js');
  const fonts = join(dirname(require.resolve('dejavu-fonts-ttf/package.json')), 'ttf');
  const font = {
    fontFiles: [join(fonts, 'DejaVuSans.ttf')],
    loadSystemFonts: false,
    defaultFontFamily: 'DejaVu Sans',
  };
  const { pixels, width, height } = new Resvg(svg, { font, fitTo: { mode: 'zoom', value: scale } }).render();
  return toIndexedPng(demultiply(pixels), width, height);
}

/** The drawing program multiplies colours by their opacity; PNG does not. */
function demultiply(pixels: Uint8Array): Uint8Array {
  const own = Uint8Array.from(pixels);
  for (let k = 0; k < own.length; k += 4) {
    const opacity = own[k + 3]!;
    if (opacity > 0 && opacity < 255)
      for (let c = k; c < k + 3; c++) own[c] = Math.min(255, Math.round((own[c]! * 255) / opacity));
  }
  return own;
}
