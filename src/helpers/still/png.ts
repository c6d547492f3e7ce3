import { dirname, join } from 'node:path';
import { toIndexedPng } from './indexed-png';

/** How many of a PNG's pixels one of the figure's is wide: sharp on fine screens. */
const SCALE = 2;

/** An SVG as PNG, twice as large, with a font that comes along, for a bare machine has none. */
export function toPng(svg: string): Buffer {
  const { Resvg } = require('@resvg/resvg-js') as typeof import('@resvg/resvg-js');
  const fonts = join(dirname(require.resolve('dejavu-fonts-ttf/package.json')), 'ttf');
  const font = {
    fontFiles: ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((name) => join(fonts, name)),
    loadSystemFonts: false,
    defaultFontFamily: 'DejaVu Sans',
  };
  const { pixels, width, height } = new Resvg(svg, { font, fitTo: { mode: 'zoom', value: SCALE } }).render();
  return toIndexedPng(pixels, width, height);
}
