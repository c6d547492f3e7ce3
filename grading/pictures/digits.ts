import { loadMnist } from '../../src/helpers/data/mnist';
import type { LabelledImages } from '../../src/helpers/data/labelled-images';

/** The side of a digit in pixels. */
export const side = 28;

/** MNIST's digits: bytes, image after image. */
export interface Digits {
  train: Uint8Array;
  /** One test image of each digit, 0 to 9. */
  ten: Uint8Array;
}

/** How many training images are used. */
export const trainImages = 3200;

/** @throws if MNIST is not there and cannot be fetched */
export async function loadDigits(): Promise<Digits> {
  const { train, test } = await loadMnist();
  const ten = Array.from({ length: 10 }, (_, digit) => test.labels.indexOf(digit));
  return {
    train: train.images.slice(0, trainImages * side * side),
    ten: Buffer.concat(ten.map((i) => imageOf(test, i))),
  };
}

const imageOf = ({ images }: LabelledImages, i: number): Uint8Array =>
  images.subarray(i * side * side, (i + 1) * side * side);
