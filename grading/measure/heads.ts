import type { Values } from '../protocol/subject';
import { drawInputs, drawWeights, modelOf, type Case, type Trial } from './trial';

/** Which output of a variational encoder is which, and the weights of two of them (indexes into the pool). */
export interface Heads {
  z: number;
  zMean: number;
  zLogVar: number;
  weights: { zMean: number[]; zLogVar: number[] };
}

/**
 * Determines by experiment what each output of the encoder is: with one head fixed at 3 and the other at -6, two outputs
 * have these values, and the third, z, is distributed around the mean.
 *
 * @returns `undefined` if there are not two heads, no output depends on both, or it is not a number
 */
export async function findHeads(trial: Trial, one: Case): Promise<Heads | undefined> {
  const random = trial.random('heads');
  const { claim, blueprint } = one;
  const latentDims = blueprint.code[0]!;
  const layers = modelOf(one, 'encoder').layers.filter(
    ({ weights }) => String(claim.weights[weights[1] ?? -1]?.shape) === String([latentDims]),
  );
  if (layers.length !== 2) return undefined;
  const [first, second] = layers.map((layer) => layer.weights) as [number[], number[]];
  const weights = fixHead(fixHead(drawWeights(random, claim), first, 3), second, -6);
  await trial.subject.setWeights(claim.build, weights);
  const x = drawInputs(random, 256, blueprint.input);
  const outputs = await trial.subject.predict(claim.build, 'encoder', x);
  const at = (fixed: number): number[] =>
    outputs.flatMap(({ data }, i) => (data.every((value) => Math.abs(value - fixed) < 1e-4) ? [i] : []));
  const [three, six] = [at(3), at(-6)];
  const z = [0, 1, 2].find((i) => !three.includes(i) && !six.includes(i));
  if (z === undefined || three.length !== 1 || six.length !== 1) return undefined;
  const center = average(outputs[z]!);
  if (!Number.isFinite(center)) return undefined;
  const meanIsThree = Math.abs(center - 3) < Math.abs(center + 6);
  return meanIsThree
    ? { z, zMean: three[0]!, zLogVar: six[0]!, weights: { zMean: first, zLogVar: second } }
    : { z, zMean: six[0]!, zLogVar: three[0]!, weights: { zMean: second, zLogVar: first } };
}

/** `weights`, changed so that the head at `[kernel, bias]` outputs `value` plus `spread` times its previous output. */
export function fixHead(weights: Values[], [kernel, bias]: number[], value: number, spread = 0): Values[] {
  return weights.map((weight, at) => {
    if (at === kernel) return { ...weight, data: weight.data.map((x) => x * spread) };
    return at === bias ? { ...weight, data: weight.data.map(() => value) } : weight;
  });
}

const average = ({ data }: Values): number => data.reduce((sum, x) => sum + x, 0) / data.length;
