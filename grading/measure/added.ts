import type { Values } from '../harness/subject';
import { askedLoss, fits, loudEncoder, measureReconstructions, quietWeights, type Over } from './reconstruction-loss';
import { drawPixels, drawWeights, fail, modelOf, type Case, type Trial } from './trial';

/** What a term of the loss beside the reconstruction came to for one set of weights. */
export interface Added {
  /** By `evaluate`, and by a step of training. */
  evaluated: number;
  trained: number;
  /** Whether that step moved the encoder, which nothing but the term could have moved; a frozen one is not asked. */
  moved: boolean;
  /** What the encoder puts out for the same input and weights. */
  codes: Values[];
  /** The reconstruction's part. */
  reconstruction: number;
  x: Values;
  weights: Values[];
}

/**
 * Measures what is added to the loss of a reconstruction, under a random encoder and a decoder whose output depends on
 * its biases alone: the loss less that of the reconstruction. Where the latter is not the one asked for, what the loss
 * is with an encoder of zeros stands in for it.
 *
 * @param over how the task wants its cross-entropy
 * @param prepare changes the random weights before they are used
 */
export async function measureAdded(
  trial: Trial,
  one: Case,
  over: Over,
  prepare: (weights: Values[]) => Values[] = (weights) => weights,
): Promise<Added> {
  const { subject } = trial;
  const { claim } = await trial.build(one.blueprint); // its optimizer remembers no earlier step
  const { build } = claim;
  const random = trial.random('added');
  const isAsked = fits(await measureReconstructions(trial, one, build), askedLoss[over], true);
  const quiet = quietWeights(random, one);
  const weights = loudEncoder(one, quiet, prepare(drawWeights(random, claim, 1)));
  const x = drawPixels(random, 8, one.blueprint.input);
  await subject.setWeights(build, quiet);
  const [output] = (await subject.predict(build, 'auto', x)) as [Values];
  const reconstruction = isAsked ? askedLoss[over](x, output) : await subject.evaluate(build, x, x);
  await subject.setWeights(build, weights);
  const codes = await subject.predict(build, 'encoder', x);
  const evaluated = (await subject.evaluate(build, x, x)) - reconstruction;
  const before = await subject.weights(build);
  const trained = (await subject.trainOnBatch(build, x, x)) - reconstruction;
  const after = await subject.weights(build);
  const learning = modelOf(one, 'encoder').layers.flatMap(({ trainable, weights }) =>
    trainable ? weights : [],
  );
  const moved =
    !learning.length || learning.some((at) => String(before[at]!.data) !== String(after[at]!.data));
  await subject.dispose(build);
  return { evaluated, trained, moved, codes, reconstruction, x, weights };
}

/** A term of the loss, measured and asked for, and what it would be under each mistake. */
export interface Term {
  /** 'the penalty', 'the divergence' */
  name: string;
  asked: number;
  /** What the term would be if the mistake in the key were made, and what to try. */
  mistakes: Record<string, { value: number; help: string }>;
  help: string;
}

/** Holds a measured term to what was asked, and says which mistake explains another number. */
export function judgeTerm({ evaluated, trained, moved, reconstruction }: Added, term: Term): void {
  /** A difference of two losses is as exact as float32 leaves it. */
  const rounding = 1e-5 * (Math.abs(reconstruction) + Math.abs(evaluated));
  const is = (value: number, asked: number): boolean =>
    Math.abs(value - asked) <= 5e-4 * Math.abs(asked) + rounding;
  if (is(evaluated, term.asked) && is(trained, term.asked)) {
    if (moved) return;
    fail(
      `auto: ${term.name} is in the loss, but has no gradient: a step of training does not move the encoder`,
      'Compute it from the tensors with tf operations only: a number read with dataSync or arraySync has no gradient.',
    );
  }
  const [asked, got] = [term.asked, is(evaluated, term.asked) ? trained : evaluated].map((x) =>
    Math.abs(x) < 1e-6 ? '0' : x.toPrecision(4),
  ) as [string, string];
  if (is(evaluated, 0) && is(trained, 0))
    fail(`auto: ${term.name} is not in the loss: expected ${asked} here, got 0`, term.help, asked, '0');
  if (is(evaluated, 0) && is(trained, term.asked))
    fail(
      `auto: ${term.name} counts in training but not in evaluate, so val_loss leaves it out`,
      'Add it where it always counts: in a layer that charges it whenever it is called.',
      asked,
      '0 in evaluate',
    );
  if (is(evaluated, term.asked))
    fail(
      `auto: ${term.name} counts in evaluate, but in training it is ${got}, expected ${asked}`,
      term.help,
      asked,
      got,
    );
  const found = Object.entries(term.mistakes).find(([, { value }]) => is(evaluated, value));
  if (found)
    fail(`auto: ${term.name} is ${found[0]}: expected ${asked} here, got ${got}`, found[1].help, asked, got);
  const factor = Number((evaluated / term.asked).toPrecision(3));
  fail(
    `auto: ${term.name} is ${got} here, expected ${asked} (${factor} times as much)`,
    term.help,
    asked,
    got,
  );
}
