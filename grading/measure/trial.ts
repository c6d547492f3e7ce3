import { Finding } from '../harness/check';
import type { Claim, ModelClaim, Part, Subject, Values } from '../protocol/subject';
import { callOf, type Blueprint } from './blueprint';
import { Random } from './random';
import { fill } from './reference';

/** A request and what `autoencoder` built for it. */
export interface Case {
  blueprint: Blueprint;
  claim: Claim;
  /** The initial weights, before any check changed them. */
  initial: Values[];
}

/** The state shared by the checks of one submission. */
export class Trial {
  /** The call that most checks use; made by `returns`. */
  main?: Case;

  constructor(
    readonly subject: Subject,
    readonly seed: number,
    readonly plan: { main: Blueprint; others?: Blueprint[] },
  ) {}

  /** Random numbers for one check, independent of which others ran before it. */
  random(stream: string): Random {
    return new Random(this.seed, stream);
  }

  /** Calls `autoencoder` with the arguments of `blueprint`. */
  async build(blueprint: Blueprint): Promise<Case> {
    const claim = await this.subject.build(blueprint.args);
    return { blueprint, claim, initial: await this.subject.weights(claim.build) };
  }

  /** The call that most checks use. */
  get case(): Case {
    if (!this.main) throw new Error('the check `returns` has not run');
    return this.main;
  }
}

/** The claim of a model, which exists because the check `returns` passed. */
export function modelOf({ claim }: Case, part: Part): ModelClaim {
  const model = claim.models[part];
  if (!model) throw new Error(`no ${part}`);
  return model;
}

/** How many samples a check uses: images are slow. */
export const batchOf = ({ input }: Blueprint): number => (input.length > 1 ? 4 : 16);

/**
 * Inputs of any sign: `[batch, ...shape]`, normal with standard deviation 2.
 *
 * @param large factor for every second one, to detect an activation with an upper bound
 */
export function drawInputs(random: Random, batch: number, shape: number[], large = 1): Values {
  return fill([batch, ...shape], ([row]) => 2 * (row! % 2 ? large : 1) * random.normal());
}

/** Images: `[batch, ...shape]`, uniform from 0 to 1. */
export function drawPixels(random: Random, batch: number, shape: number[]): Values {
  return fill([batch, ...shape], () => random.uniform());
}

/**
 * Weights that keep the activations of a deep stack at a scale of about `gain`, so that no activation looks like another.
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

/** Ends a check that does not pass. */
export function fail(rationale: string, help: string, expected?: unknown, actual?: unknown): never {
  const words = (value: unknown): string | undefined =>
    value === undefined ? undefined : typeof value === 'string' ? value : JSON.stringify(value);
  throw new Finding({ rationale, help, expected: words(expected), actual: words(actual) });
}

/** ' in autoencoder(12, [7], 3)', for checks of more than one call. */
export const inCall = (blueprint: Blueprint): string => ` (in ${callOf(blueprint)})`;

/**
 * Whether two numbers are at most `tolerance` apart. A submission may say NaN and Infinity, and a tolerance that grows with
 * what it says may be infinite too: from infinity, everything is equally far.
 */
export const isWithin = (a: number, b: number, tolerance: number): boolean =>
  Number.isFinite(a) && Number.isFinite(b) && Math.abs(a - b) <= tolerance;

/** Whether two lists of numbers agree to float32's precision: within 1e-4 of the larger, or 1e-4. */
export function near(a: readonly number[], b: readonly number[], tolerance = 2e-4): boolean {
  return (
    a.length === b.length && a.every((x, i) => isWithin(x, b[i]!, tolerance * Math.max(1, Math.abs(b[i]!))))
  );
}
