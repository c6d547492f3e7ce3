import { assertRange, assertSizes } from '../base/assert';
import { decodePicture } from './decode-picture';
import { openDataSet } from './fetch/open';
import { pickPictures, type LabelledImages, type SplitImages } from './labelled-images';
import { resizePictures } from './resize';

/** The names of CIFAR-10's classes, labels 0 to 9. */
export const cifar10Classes = [
  ...['airplane', 'automobile', 'bird', 'cat', 'deer'],
  ...['dog', 'frog', 'horse', 'ship', 'truck'],
] as const;

const side = 32;
const perFile = 10_000;

/**
 * CIFAR-10: 50,000 + 10,000 colour photographs of 32 x 32 pixels in ten classes. The first call downloads 139 MB.
 *
 * @param trainImages how many of the 50,000 to read, starting with the first; all by default. Fewer load faster
 * @throws if the files cannot be fetched, or `trainImages` is not a whole number from 1 to 50,000
 * @see Krizhevsky (2009), "Learning Multiple Layers of Features from Tiny Images"
 * @example
 * const { train, test } = await loadCifar10();
 * const images = toPixels(train); // [50000, 32, 32, 3], 0 to 1
 */
export async function loadCifar10(trainImages = 5 * perFile): Promise<SplitImages> {
  assertSizes({ trainImages });
  assertRange('trainImages', trainImages, 1, 5 * perFile);
  const file = await openDataSet('cifar10');
  const read = async (part: string, files: string[], count: number): Promise<LabelledImages> => {
    const size = side * side * 3;
    const images = new Uint8Array(count * size);
    for (const [i, name] of files.entries()) {
      const rows = await readRows(name, await file(name));
      images.set(rows.subarray(0, (count - i * perFile) * size), i * perFile * size);
    }
    const labels = JSON.parse(new TextDecoder().decode(await file(`${part}-labels.json`))) as number[];
    return { images, labels: Uint8Array.from(labels.slice(0, count)), shape: [count, side, side, 3] };
  };
  const trainFiles = [1, 2, 3, 4, 5].map((i) => `train-${i}.png`).slice(0, Math.ceil(trainImages / perFile));
  return {
    train: await read('train', trainFiles, trainImages),
    test: await read('test', ['test.png'], perFile),
  };
}

/** The pixels of a PNG in which each row is one image: 3 bytes per pixel, without the fourth, opacity. */
async function readRows(name: string, png: Uint8Array): Promise<Uint8Array> {
  const { width, height, data } = await decodePicture(png);
  if (width !== side * side || height !== perFile)
    throw new Error(`invalid ${name}: ${width} x ${height} pixels (expected ${side * side} x ${perFile})`);
  const rgb = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; to < rgb.length; from++) if (from % 4 !== 3) rgb[to++] = data[from]!;
  return rgb;
}

/**
 * The cats and dogs of CIFAR-10, resized to 64 x 64 pixels; label 0 is a cat, 1 a dog.
 *
 * @throws if the files cannot be fetched
 * @example
 * const { train } = await loadCatsAndDogs(); // shape [10000, 64, 64, 3]
 */
export async function loadCatsAndDogs(): Promise<SplitImages> {
  const { train, test } = await loadCifar10();
  const classes = [cifar10Classes.indexOf('cat'), cifar10Classes.indexOf('dog')];
  return {
    train: resizePictures(pickClasses(train, classes), 64),
    test: resizePictures(pickClasses(test, classes), 64),
  };
}

/**
 * The images of some classes, in their original order, relabelled by their position in `classes`.
 *
 * @example
 * pickClasses(train, [3, 5]); // label 3 becomes 0, label 5 becomes 1
 */
export function pickClasses(part: LabelledImages, classes: number[]): LabelledImages {
  const chosen = [...part.labels.keys()].filter((i) => classes.includes(part.labels[i]!));
  const picked = pickPictures(part, chosen);
  return { ...picked, labels: picked.labels.map((label) => classes.indexOf(label)) };
}
