import { Finding } from '../harness/check';
import type { Claim, ModelClaim, Part, Subject, Values } from '../harness/subject';
import { callOf, type Blueprint } from './blueprint';
import { Random } from './random';
import { fill } from './reference';

/** What was asked for and what `autoencoder` made of it. */
export interface Case {
  blueprint: Blueprint;
  claim: Claim;
  /** The weights as they were made, before any check set others. */
  initial: Values[];
}

/** What the checks of one submission share. */
export class Trial {
  /** The call most checks look at; `returns` makes it. */
  main?: Case;

  constructor(
    readonly subject: Subject,
    readonly seed: number,
    readonly plan: { main: Blueprint; others: Blueprint[] },
  ) {}

  /** Random numbers for one check, the same whether or not others ran before it. */
  random(stream: string): Random {
    return new Random(this.seed, stream);
  }

  /** Calls `autoencoder` with what `blueprint` gives it. */
  async build(blueprint: Blueprint): Promise<Case> {
    const claim = await this.subject.build(blueprint.args);
    return { blueprint, claim, initial: await this.subject.weights(claim.build) };
  }

  /** The call most checks look at. */
  get case(): Case {
    if (!this.main) throw new Error('the check `returns` has not run');
    return this.main;
  }
}

/** The claim of a model that the check `returns` has seen to be there. */
export function modelOf({ claim }: Case, part: Part): ModelClaim {
  const model = claim.models[part];
  if (!model) throw new Error(`no ${part}`);
  return model;
}

/** How many samples a check takes: pictures are slow. */
export const batchOf = ({ input }: Blueprint): number => (input.length > 1 ? 4 : 16);

/**
 * Inputs of any sign: `[batch, ...shape]`, normal with standard deviation 2.
 *
 * @param large every second of them is as many times as large, to tell an activation that ends somewhere
 */
export function drawInputs(random: Random, batch: number, shape: number[], large = 1): Values {
  return fill([batch, ...shape], ([row]) => 2 * (row! % 2 ? large : 1) * random.normal());
}

/** Pictures: `[batch, ...shape]`, even from 0 to 1. */
export function drawPixels(random: Random, batch: number, shape: number[]): Values {
  return fill([batch, ...shape], () => random.uniform());
}

/**
 * Weights that keep the numbers of a deep stack near `gain` wide, so that no activation looks like another.
 *
 * @param bias its standard deviation
 */
export function drawWeights(random: Random, { weights }: Claim, gain = 1.6, bias = 0.5): Values[] {
  return weights.map(({ shape }) => {
    const inputs = shape.slice(0, -1).reduce((product, side) => product * side, 1);
    const deviation = shape.length > 1 ? gain / Math.sqrt(inputs) : bias;
    return fill(shape, () => deviation * random.normal());
  });
}

/** Ends a check that did not pass. */
export function fail(rationale: string, help: string, expected?: unknown, actual?: unknown): never {
  const words = (value: unknown): string | undefined =>
    value === undefined ? undefined : typeof value === 'string' ? value : JSON.stringify(value);
  throw new Finding({ rationale, help, expected: words(expected), actual: words(actual) });
}

/** ' in autoencoder(12, [7], 3)', for checks that look at more than one call. */
export const inCall = (blueprint: Blueprint): string => ` (in ${callOf(blueprint)})`;

/** Whether two lists of numbers agree to float32's precision: 1e-4 of the larger, at least 1e-4 in all. */
export function near(a: readonly number[], b: readonly number[], tolerance = 2e-4): boolean {
  return (
    a.length === b.length &&
    a.every((x, i) => Math.abs(x - b[i]!) <= tolerance * Math.max(1, Math.abs(b[i]!)))
  );
}
