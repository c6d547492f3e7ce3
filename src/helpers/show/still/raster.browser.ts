import { readBytes } from '../../../project/files';
import type { Raster } from './raster';

/** What is used of @resvg/resvg-wasm, which is resvg-js compiled to WebAssembly. */
interface ResvgWasm {
  initWasm(program: Promise<BufferSource>): Promise<void>;
  Resvg: new (
    svg: string,
    options: {
      font: { fontBuffers: Uint8Array[]; loadSystemFonts: boolean; defaultFontFamily: string };
      fitTo: { mode: 'zoom'; value: number };
    },
  ) => { render(): Raster & { free(): void }; free(): void };
}

const resvg = require('@resvg/resvg-wasm') as ResvgWasm;
let font: Uint8Array | undefined;
let loading: Promise<void> | undefined;

/**
 * Loads the program that draws, and its font: 3 MB, once. It has to be done before the first figure is drawn.
 *
 * @throws if they are not beside the page
 */
export function startDrawing(): Promise<void> {
  return (loading ??= load().catch((error) => {
    loading = undefined;
    throw error;
  }));
}

async function load(): Promise<void> {
  const [program, letters] = await Promise.all([readBytes('resvg.wasm'), readBytes('DejaVuSans.ttf')]);
  await resvg.initWasm(Promise.resolve(program as Uint8Array<ArrayBuffer>));
  font = letters;
}

/**
 * Draws an SVG, with the course's font.
 *
 * @param scale how many pixels wide to draw each pixel of the SVG
 * @throws before `startDrawing` has finished
 */
export function drawRaster(svg: string, scale: number): Raster {
  if (!font) throw new Error('figures cannot be drawn yet: await start() of course.js first');
  const fonts = { fontBuffers: [font], loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans' };
  const drawing = new resvg.Resvg(svg, { font: fonts, fitTo: { mode: 'zoom', value: scale } });
  const drawn = drawing.render();
  const { pixels, width, height } = drawn;
  const own = Uint8Array.from(pixels); // WebAssembly's memory may be used again
  drawn.free();
  drawing.free();
  return { pixels: own, width, height };
}
