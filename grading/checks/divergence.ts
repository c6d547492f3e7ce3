import type { Check } from '../harness/check';
import type { Values } from '../protocol/subject';
import { judgeTerm, measureAdded } from '../measure/added';
import { findHeads, fixHead } from '../measure/heads';
import { klDivergence } from '../measure/losses';
import type { Trial } from '../measure/trial';

/** The Kullback-Leibler divergence is part of the loss. */
export const divergenceCheck = (points: number): Check<Trial> => ({
  id: 'kl-loss',
  title: 'the loss includes the KL divergence, summed over the latent dims, mean over the batch',
  points,
  needs: ['compiled', 'encoder-shapes'],
  async run(trial) {
    const one = trial.case;
    const heads = await findHeads(trial, one);
    const added = await measureAdded(trial, one, 'sum', (weights) =>
      heads ? fixHead(weights, heads.weights.zLogVar, -2, 1) : weights,
    );
    const [zMean, zLogVar] = [added.codes[heads?.zMean ?? 1]!, added.codes[heads?.zLogVar ?? 2]!];
    const latentDims = zMean.shape[1]!;
    const batch = zMean.shape[0]!;
    const pixels = one.blueprint.input[0]!;
    const asked = klDivergence(zMean, zLogVar);
    const formula =
      '-1/2 * sum over the latent dims of (1 + zLogVar - zMean^2 - exp(zLogVar)), mean over the batch';
    const per = (f: (m: number, v: number) => number): number =>
      zMean.data.reduce((sum, m, i) => sum + f(m, zLogVar.data[i]!), 0) / batch;
    const ofEach = Array.from({ length: batch }, (_, row) =>
      klDivergence(rowOf(zMean, row), rowOf(zLogVar, row)),
    );
    judgeTerm(added, {
      name: 'the KL divergence',
      asked,
      help: `Add ${formula}, with a layer that adds it to the loss (klLoss), or in a custom loss.`,
      mistakes: {
        'averaged over the latent dims, not summed': {
          value: asked / latentDims,
          help: 'Sum over the latent dims; average over the batch only.',
        },
        'summed over the batch, not averaged': {
          value: asked * batch,
          help: 'Sum over the latent dims, then average over the batch.',
        },
        'the smallest over the batch, not averaged': {
          value: Math.min(...ofEach),
          help: 'Average over the batch: mean, not min.',
        },
        'the largest over the batch, not averaged': {
          value: Math.max(...ofEach),
          help: 'Average over the batch: mean, not max.',
        },
        'that of the first image, not averaged over the batch': {
          value: ofEach[0]!,
          help: 'Average over the batch: mean, not a single image.',
        },
        'divided by the number of pixels': {
          value: asked / pixels,
          help: 'Both terms of the loss are sums: over the pixels, and over the latent dims.',
        },
        'multiplied by the number of pixels': {
          value: asked * pixels,
          help: 'Only the cross-entropy is multiplied by inputDims, to turn its mean into a sum.',
        },
        'without its factor 1/2': { value: 2 * asked, help: `The formula: ${formula}.` },
        'without its factor -1/2': { value: -2 * asked, help: `The formula: ${formula}.` },
        'of the wrong sign': { value: -asked, help: `The formula: ${formula}.` },
        'computed with exp(zLogVar / 2) instead of exp(zLogVar)': {
          value: per((m, v) => -0.5 * (1 + v - m * m - Math.exp(v / 2))),
          help: `The variance is exp(zLogVar): ${formula}.`,
        },
        'without its term zMean^2': {
          value: per((_m, v) => -0.5 * (1 + v - Math.exp(v))),
          help: `The formula: ${formula}.`,
        },
        'computed with zMean instead of zMean^2': {
          value: per((m, v) => -0.5 * (1 + v - m - Math.exp(v))),
          help: `The formula: ${formula}.`,
        },
        'without its 1': { value: asked + latentDims / 2, help: `The formula: ${formula}.` },
        'computed with zMean and zLogVar swapped': {
          value: klDivergence(zLogVar, zMean as Values),
          help: `Pass zMean first, then zLogVar: ${formula}.`,
        },
      },
    });
  },
});

/** One row of a matrix, as a matrix. */
const rowOf = ({ shape, data }: Values, row: number): Values => {
  const width = shape[1]!;
  return { shape: [1, width], data: data.slice(row * width, (row + 1) * width) };
};
