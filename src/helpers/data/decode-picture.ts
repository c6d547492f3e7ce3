import type { Bitmap } from '../base/bitmap';

/**
 * The pixels of a PNG.
 *
 * @throws if it is not one
 */
export async function decodePicture(png: Uint8Array): Promise<Bitmap> {
  const { Jimp } = await import('jimp');
  return (await Jimp.read(Buffer.from(png.buffer, png.byteOffset, png.byteLength))).bitmap;
}
