import type { Values } from '../protocol/subject';
import {
  expectedLoss,
  fits,
  withEncoderOf,
  measureReconstructions,
  isolatingWeights,
  type Over,
} from './reconstruction-loss';
import { drawPixels, drawWeights, fail, isWithin, modelOf, type Case, type Trial } from './trial';

/** The value of an additional term of the loss for one set of weights. */
export interface Added {
  /** According to `evaluate`, and to a step of training. */
  evaluated: number;
  trained: number;
  /** Whether that step changed the encoder, which only this term could have done; a frozen encoder is not tested. */
  moved: boolean;
  /** The encoder's outputs for the same input and weights. */
  codes: Values[];
  /** The reconstruction term. */
  reconstruction: number;
  x: Values;
  weights: Values[];
}

/**
 * Measures what is added to the reconstruction loss, with a random encoder and a decoder whose output depends only on its
 * biases: the loss minus the reconstruction loss. If the latter is not the requested one, the loss with an encoder of
 * zeros is subtracted instead.
 *
 * @param over how the task reduces its cross-entropy
 * @param prepare changes the random weights before they are used
 */
export async function measureAdded(
  trial: Trial,
  one: Case,
  over: Over,
  prepare: (weights: Values[]) => Values[] = (weights) => weights,
): Promise<Added> {
  const { subject } = trial;
  const { claim } = await trial.build(one.blueprint); // with a new optimizer, without state of earlier steps
  const { build } = claim;
  const random = trial.random('added');
  const isAsked = fits(await measureReconstructions(trial, one, build), expectedLoss[over], true);
  const isolating = isolatingWeights(random, one);
  const weights = withEncoderOf(one, isolating, prepare(drawWeights(random, claim, 1)));
  const x = drawPixels(random, 8, one.blueprint.input);
  await subject.setWeights(build, isolating);
  const [output] = (await subject.predict(build, 'auto', x)) as [Values];
  const reconstruction = isAsked ? expectedLoss[over](x, output) : await subject.evaluate(build, x, x);
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

/** The requested value of a term of the loss, and its value for each common mistake. */
export interface Term {
  /** 'the penalty', 'the divergence' */
  name: string;
  asked: number;
  /** By description of the mistake: the value it would give, and what to try. */
  mistakes: Record<string, { value: number; help: string }>;
  help: string;
}

/** Compares a measured term with the requested one; if it differs, names the mistake that explains it. */
export function judgeTerm({ evaluated, trained, moved, reconstruction }: Added, term: Term): void {
  /** The float32 rounding error of a difference of two losses. */
  const rounding = 1e-5 * (Math.abs(reconstruction) + Math.abs(evaluated));
  const is = (value: number, asked: number): boolean =>
    isWithin(value, asked, 5e-4 * Math.abs(asked) + rounding);
  if (is(evaluated, term.asked) && is(trained, term.asked)) {
    if (moved) return;
    fail(
      `auto: ${term.name} is in the loss, but has no gradient: a training step does not change the encoder`,
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
      `auto: ${term.name} counts in training but not in evaluate, so val_loss does not include it`,
      'Add it where it always counts: in a layer that adds it to the loss whenever it is called.',
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
