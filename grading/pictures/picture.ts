import type { Submission } from '../protocol/questions';
import { SubmissionError, type Part, type Values } from '../protocol/subject';
import { side, trainImages, type Digits } from './digits';
import { toTiles } from './tiles';

/** What a submission's model draws, for the feedback. */
export interface Picture {
  /** A PNG, in base64. */
  png: string;
  /** What it shows, as text for those who do not see it and as caption for those who do. */
  caption: string;
}

/** How the model of a task is built for its picture, nearly as in its notebook, and for how long it is trained. */
const settings: Record<string, { args: unknown[]; input: number[]; epochs: number }> = {
  '0-vanilla': { args: [784, [128, 64], 32], input: [784], epochs: 8 },
  '1-sparse': { args: [784, [128, 64], 32, 10e-6], input: [784], epochs: 8 },
  '2-convolutional': {
    args: [
      [28, 28, 1],
      [16, 8, 8],
      [4, 4, 8],
    ],
    input: [28, 28, 1],
    epochs: 4,
  },
  '3-variational': { args: [784, [128], 2], input: [784], epochs: 12 },
};
const batchSize = 32;

/** The codes of a variational model's samples: ten by four, as far from 0 as most codes are. */
const codes = Array.from({ length: 40 }, (_, i) => [-1.8 + 0.4 * (i % 10), 1.2 - 0.8 * Math.floor(i / 10)]);

/**
 * Trains a submission's model for a few epochs, and draws what it makes of ten test digits; of a variational one,
 * also what its decoder makes of codes.
 *
 * @throws SubmissionError if the submission's code throws
 */
export async function drawPicture(subject: Submission, slug: string, digits: Digits): Promise<Picture> {
  const { args, input, epochs } = settings[slug]!;
  const { build } = await subject.build(args);
  const images = { shape: [trainImages, ...input], bytes: Buffer.from(digits.train).toString('base64') };
  const losses = await subject.fit(build, images, { batchSize, epochs });
  if (losses.length !== epochs) throw new SubmissionError('auto.fit', `it returns ${losses.length} losses`);
  const draw = async (part: Part, x: Values): Promise<number[]> => {
    const [made] = await subject.predict(build, part, x);
    if (made?.data.length !== x.shape[0]! * side * side)
      throw new SubmissionError(`${part}.predict`, 'it returns no images');
    return made.data;
  };
  const ten = Array.from(digits.ten, (byte) => byte / 255);
  const groups = [ten, await draw('auto', { shape: [10, ...input], data: ten })];
  let caption = `Ten test digits, and below them what this model makes of them after ${epochs} epochs with ${trainImages} images of MNIST. ${toSentence(losses)}`;
  if (slug === '3-variational') {
    groups.push(await draw('decoder', { shape: [codes.length, 2], data: codes.flat() }));
    caption +=
      ' The last four rows: what the decoder draws for codes from -1.8 to 1.8 across and from 1.2 to -1.2 down.';
  }
  return { png: toTiles(groups, side).toString('base64'), caption };
}

/** From which loss to which. */
function toSentence(losses: number[]): string {
  const [first, last] = [losses[0]!, losses.at(-1)!];
  const round = (loss: number): string => String(Number(loss.toPrecision(3)));
  return `The loss ${last < first ? 'fell' : 'went'} from ${round(first)} in the first epoch to ${round(last)} in the last.`;
}
