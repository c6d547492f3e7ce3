import { dirname, join } from 'node:path';
import { toIndexedPng } from './indexed-png';

/**
 * An SVG as PNG, with a font that comes along, for a bare machine has none.
 *
 * @param scale how many pixels wide one of the SVG's is drawn
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
