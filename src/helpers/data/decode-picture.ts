/** An image: four bytes for each pixel, red, green, blue, opacity. */
export interface DecodedPicture {
  width: number;
  height: number;
  data: Uint8Array;
}

/**
 * The pixels of a PNG.
 *
 * @throws if it is not one
 */
export async function decodePicture(png: Uint8Array): Promise<DecodedPicture> {
  const { Jimp } = await import('jimp');
  return (await Jimp.read(Buffer.from(png.buffer, png.byteOffset, png.byteLength))).bitmap;
}
