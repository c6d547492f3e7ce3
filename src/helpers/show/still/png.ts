import { toIndexedPng } from './indexed-png';
import { drawRaster } from './raster';

/**
 * Renders an SVG as PNG.
 *
 * @param scale how many pixels wide to draw each pixel of the SVG
 */
export function toPng(svg: string, scale: number): Uint8Array {
  const { pixels, width, height } = drawRaster(svg, scale);
  return toIndexedPng(demultiply(pixels), width, height);
}

/** The drawing program multiplies colours by their opacity; PNG does not. */
export function demultiply(pixels: Uint8Array): Uint8Array {
  const own = Uint8Array.from(pixels);
  for (let k = 0; k < own.length; k += 4) {
    const opacity = own[k + 3]!;
    if (opacity > 0 && opacity < 255)
      for (let c = k; c < k + 3; c++) own[c] = Math.min(255, Math.round((own[c]! * 255) / opacity));
  }
  return own;
}
