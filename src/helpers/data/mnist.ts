import { openDataSet } from './fetch/open';
import { toIdx } from './idx';
import type { LabelledImages, SplitImages } from './labelled-images';

/**
 * MNIST: 60,000 + 10,000 handwritten digits of 28 x 28 pixels. The files are verified by SHA-256, and fetched if
 * missing.
 *
 * @throws if the files cannot be fetched
 * @see LeCun, Bottou, Bengio and Haffner (1998), "Gradient-Based Learning Applied to Document Recognition"
 * @example
 * const { train, test } = await loadMnist();
 * const images = toPixels(train, [784]); // [60000, 784], 0 to 1
 */
export async function loadMnist(): Promise<SplitImages> {
  const file = await openDataSet('mnist');
  const read = async (name: string) => toIdx(await file(name));
  const part = async (name: string): Promise<LabelledImages> => {
    const { shape, values } = await read(`${name}-images-idx3-ubyte`);
    const [count, height, width] = shape as [number, number, number];
    const labels = (await read(`${name}-labels-idx1-ubyte`)).values;
    return { images: values, labels, shape: [count, height, width, 1] };
  };
  return { train: await part('train'), test: await part('t10k') };
}
