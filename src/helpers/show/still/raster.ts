import { dirname, join } from 'node:path';

/** An image: four bytes for each pixel, red, green, blue, and opacity, by which the colours are multiplied. */
export interface Raster {
  pixels: Uint8Array;
  width: number;
  height: number;
}

/**
 * Draws an SVG, with a bundled font, because a bare machine has none.
 *
 * @param scale how many pixels wide to draw each pixel of the SVG
 */
export function drawRaster(svg: string, scale: number): Raster {
  const { Resvg } = require('@resvg/resvg-js') as typeof import('@resvg/resvg-js');
  const fonts = join(dirname(require.resolve('dejavu-fonts-ttf/package.json')), 'ttf');
  const font = {
    fontFiles: [join(fonts, 'DejaVuSans.ttf')],
    loadSystemFonts: false,
    defaultFontFamily: 'DejaVu Sans',
  };
  const { pixels, width, height } = new Resvg(svg, { font, fitTo: { mode: 'zoom', value: scale } }).render();
  return { pixels, width, height };
}
