import type { ModelClaim, Part, Values } from '../protocol/subject';
import type { Blueprint } from './blueprint';
import { compareNumbers } from './compare';
import { findHeads, fixHead } from './heads';
import { trainingOnlyLayers } from './reading';
import type { Over } from './reconstruction-loss';
import { trainReference, type Places } from './reference-training';
import { batchOf, drawPixels, drawWeights, isWithin, modelOf, type Case, type Trial } from './trial';

/** A training of a build, and what it should have been. */
export interface Steps {
  count: number;
  /** The loss that each step reported, and that of the requested models. */
  losses: [got: number, expected: number][];
  /** How far the weights are from where Adam takes them, relative to the way it takes: 0 is exactly there. */
  distance: number;
}

/** How far two losses may be apart: more than float32's error over all steps, less than any mistake. */
const near = (a: number, b: number): boolean => isWithin(a, b, 1e-3 * Math.abs(b) + 1e-5);

/**
 * Trains a new build for some random steps and computes the same training again without it, so that a model that behaves
 * only when it is looked at differs.
 *
 * @returns `undefined` if the models, or the loss that `evaluate` gives, are not the requested ones: other checks say so
 */
export async function measureSteps(trial: Trial, over: Over): Promise<Steps | undefined> {
  const { subject } = trial;
  if (!(await isRebuildable(trial, trial.case))) return undefined;
  const one = await trial.build(trial.plan.main);
  const { build } = one.claim;
  try {
    const random = trial.random('steps');
    const places = await findPlaces(trial, one);
    if (!places || Object.values(places).flat().length !== one.claim.weights.length) return undefined;
    const drawn = drawWeights(random, one.claim, 0.7, 0.3);
    const { blueprint } = one;
    // z without noise, or a code that is not 0, so that the loss depends on all of its terms
    const weights = blueprint.variational
      ? fixHead(drawn, places.zLogVar, -40)
      : fixHead(drawn, places.encoder.slice(-2), 1.5, 1);
    const batches = Array.from({ length: random.integer(6, 12) }, () =>
      drawPixels(random, batchOf(blueprint), blueprint.input),
    );
    const expected = trainReference(blueprint, over, places, weights, frozenOf(one), batches);
    await subject.setWeights(build, weights);
    const [first] = batches as [Values];
    if (!near(await subject.evaluate(build, first, first), expected.losses[0]!)) return undefined;
    const losses: Steps['losses'] = [];
    for (const [i, batch] of batches.entries()) {
      losses.push([await subject.trainOnBatch(build, batch, batch), expected.losses[i]!]);
      const moved =
        i > 0 || followsGradient(weights, await subject.weights(build), expected.gradients, places);
      if (!moved && hasTerm(blueprint)) return undefined;
    }
    const after = await subject.weights(build);
    return { count: batches.length, losses, distance: distanceOf(weights, after, expected.weights) };
  } finally {
    await subject.dispose(build);
  }
}

/** Whether a step reported another loss than that of the requested models. */
export const differs = ([got, expected]: [number, number]): boolean => !near(got, expected);

/** Whether predictions are those of the requested layers, and nothing but them. */
async function isRebuildable(trial: Trial, one: Case): Promise<boolean> {
  for (const part of ['encoder', 'decoder'] as const) {
    const model = modelOf(one, part);
    if (!hasShapes(model, one.blueprint, part)) return false;
    if (trainingOnlyLayers(model).length) return false;
    if ((await compareNumbers(trial, one, part)) !== 'same') return false;
  }
  return true;
}

/** Whether the inputs and outputs have the requested shapes. */
function hasShapes(model: ModelClaim, { input, code, output, variational }: Blueprint, part: Part): boolean {
  const [inputs, outputs] = part === 'encoder' ? [input, code] : [code, output];
  const count = variational && part === 'encoder' ? 3 : 1;
  const asked = [[inputs], Array.from({ length: count }, () => outputs)];
  const batched = asked.map((shapes) => shapes.map((shape) => [null, ...shape]));
  return JSON.stringify(batched) === JSON.stringify([model.inputs, model.outputs]);
}

/** The weights of each requested layer; `compareNumbers` has shown that they are in this order. */
async function findPlaces(trial: Trial, one: Case): Promise<Places | undefined> {
  const of = (part: 'encoder' | 'decoder'): number[] =>
    modelOf(one, part).layers.flatMap((layer) => layer.weights);
  const encoder = of('encoder');
  if (!one.blueprint.variational) return { encoder, zMean: [], zLogVar: [], decoder: of('decoder') };
  const heads = await findHeads(trial, one);
  return heads && { encoder: encoder.slice(0, -4), ...heads.weights, decoder: of('decoder') };
}

const frozenOf = (one: Case): Set<number> =>
  new Set(
    (['encoder', 'decoder'] as const).flatMap((part) =>
      modelOf(one, part).layers.flatMap(({ trainable, weights }) => (trainable ? [] : weights)),
    ),
  );

/** Whether the task's loss has a term beside the reconstruction, of which another check finds out if it has a gradient. */
const hasTerm = ({ variational, args }: Blueprint): boolean => variational || args.length > 3;

/** Whether the first step moved nearly all of the encoder's weights against their gradients. */
function followsGradient(start: Values[], after: Values[], gradients: number[][], places: Places): boolean {
  const agree = [...places.encoder, ...places.zMean, ...places.zLogVar].flatMap((at) =>
    gradients[at]!.flatMap((gradient, i) => {
      const move = after[at]!.data[i]! - start[at]!.data[i]!;
      return Math.abs(gradient) > 1e-5 ? [move * gradient < 0] : [];
    }),
  );
  return agree.filter(Boolean).length >= 0.9 * agree.length;
}

/** The distance of `got` from `expected`, relative to that of `expected` from `start`. */
function distanceOf(start: Values[], got: Values[], expected: number[][]): number {
  const square = (f: (at: number, i: number) => number): number =>
    expected.reduce((sum, values, at) => values.reduce((sum, _, i) => sum + f(at, i) ** 2, sum), 0);
  const off = square((at, i) => got[at]!.data[i]! - expected[at]![i]!);
  const way = square((at, i) => start[at]!.data[i]! - expected[at]![i]!);
  return off === 0 ? 0 : Math.sqrt(off / way);
}
