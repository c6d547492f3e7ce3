import type { Bitmap } from '../base/bitmap';

/**
 * The pixels of a PNG.
 *
 * @throws if it is not one
 */
export async function decodePicture(png: Uint8Array): Promise<Bitmap> {
  const file = new Blob([png as Uint8Array<ArrayBuffer>], { type: 'image/png' });
  const options = { colorSpaceConversion: 'none', premultiplyAlpha: 'none' } as const;
  const image = await createImageBitmap(file, options);
  const { width, height } = image;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
  context.drawImage(image, 0, 0);
  image.close();
  return { width, height, data: new Uint8Array(context.getImageData(0, 0, width, height).data.buffer) };
}
