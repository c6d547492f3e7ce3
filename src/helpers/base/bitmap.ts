/** An image: four bytes for each pixel, red, green, blue, opacity. */
export interface Bitmap {
  data: Uint8Array;
  width: number;
  height: number;
}
