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
  return toIndexedPng(pixels, width, height);
}
