import { Jimp } from 'jimp';

/** How many pixels of a PNG have each colour, `#rrggbb`. */
export async function countColours(png: Buffer): Promise<Map<string, number>> {
  const { data } = (await Jimp.read(png)).bitmap;
  const counts = new Map<string, number>();
  for (let k = 0; k < data.length; k += 4) {
    const colour = `#${data.subarray(k, k + 3).toString('hex')}`;
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  return counts;
}
