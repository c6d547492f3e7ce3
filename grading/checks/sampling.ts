import type { Check } from '../harness/check';
import type { Values } from '../protocol/subject';
import { findHeads, fixHead, type Heads } from '../measure/heads';
import { moments, correlation } from '../measure/statistics';
import { drawInputs, drawWeights, fail, type Case, type Trial } from '../measure/trial';

const names = ['z', 'zMean', 'zLogVar'] as const;
const asked = '[z, zMean, zLogVar]';

/** The encoder's three outputs are in the requested order. */
export const orderCheck = (points: number): Check<Trial> => ({
  id: 'outputs-order',
  title: 'the encoder outputs [z, zMean, zLogVar] in this order',
  points,
  needs: ['encoder-shapes'],
  async run(trial) {
    const heads = await findHeads(trial, trial.case);
    if (!heads) return; // if z does not depend on both, `sampling` reports it
    const found = [...names].sort((a, b) => heads[a] - heads[b]);
    const actual = `[${found.join(', ')}]`;
    if (actual === asked) return;
    fail(
      `the encoder outputs ${actual}, expected ${asked}`,
      `Change the order where you create the encoder: tf.model({ inputs, outputs: ${asked} }). The decoder then takes the first of the encoder's outputs.`,
      asked,
      actual,
    );
  },
});

/** z is drawn from the normal distribution described by zMean and zLogVar, and new in every call. */
export const samplingCheck = (points: number): Check<Trial> => ({
  id: 'sampling',
  title: 'z = zMean + exp(zLogVar / 2) * epsilon, with a standard normal epsilon that is new in every call',
  points,
  needs: ['encoder-shapes'],
  async run(trial) {
    const heads = await findHeads(trial, trial.case);
    try {
      await judge(trial, trial.case, heads, 'sampling');
    } catch {
      await judge(trial, trial.case, heads, 'sampling once more'); // 5 sigma can happen: it fails only twice in a row
    }
  },
});

async function judge(trial: Trial, one: Case, heads: Heads | undefined, stream: string): Promise<void> {
  const random = trial.random(stream);
  const { claim, blueprint } = one;
  const { z: at, zMean, zLogVar } = heads ?? { z: 0, zMean: 1, zLogVar: 2 };
  let weights = drawWeights(random, claim, 0.8);
  if (heads) weights = fixHead(weights, heads.weights.zLogVar, -2, 1);
  await trial.subject.setWeights(claim.build, weights);
  const x = drawInputs(random, 2000, blueprint.input);
  const first = await trial.subject.predict(claim.build, 'encoder', x);
  const second = await trial.subject.predict(claim.build, 'encoder', x);
  const [z, again, mean, logVar] = [first[at]!, second[at]!, first[zMean]!, first[zLogVar]!];

  // checked for all four, because the statistics of NaN are NaN, and no comparison with a limit catches that
  for (const [name, { data }] of [
    ['z', z],
    ['z', again],
    ['zMean', mean],
    ['zLogVar', logVar],
  ] as const) {
    const numbers = data.filter(Number.isFinite).length;
    if (numbers < data.length)
      fail(
        `${name} is NaN or infinite in ${data.length - numbers} of ${data.length} elements`,
        'zLogVar can be negative: use its exponential, exp(zLogVar / 2), not its square root or logarithm.',
      );
  }
  if (String(z.data) === String(again.data)) {
    const isMean = z.data.every((value, i) => Math.abs(value - mean.data[i]!) < 1e-4);
    fail(
      isMean
        ? 'z is zMean itself: nothing is drawn at random'
        : 'two calls with the same input give the same z',
      'Draw epsilon with tf.randomNormal inside the layer that makes z (in its call method), without a seed, so that each call draws new numbers.',
      'a new z in every call',
      'the same z',
    );
  }
  const noise = z.data.map((value, i) => value - mean.data[i]!);
  const epsilon = noise.map((value, i) => value / Math.exp(logVar.data[i]! / 2));
  const repeated = again.data.map((value, i) => (value - mean.data[i]!) / Math.exp(logVar.data[i]! / 2));
  checkIndependence(epsilon, repeated, z.shape[1]!);
  checkMoments(epsilon, noise, logVar);
}

/** Mean 0, variance 1 and the fourth moment of a normal distribution, each within 5 standard errors. */
function checkMoments(epsilon: number[], noise: number[], logVar: Values): void {
  const n = epsilon.length;
  const is = moments(epsilon);
  const formula = 'z = zMean + exp(zLogVar / 2) * epsilon';
  const unit = (values: number[]): boolean => Math.abs(moments(values).variance - 1) < 5 * Math.sqrt(2 / n);
  const wrong = Math.abs(is.variance - 1) > 5 * Math.sqrt(2 / n);
  const scaledBy = (factor: number): number[] => noise.map((e, i) => e / Math.exp(logVar.data[i]! * factor));
  if (wrong && unit(scaledBy(1)))
    fail(
      'z is spread by exp(zLogVar), expected exp(zLogVar / 2)',
      `zLogVar is the logarithm of the variance; half of it is the logarithm of the standard deviation: ${formula}.`,
      'exp(zLogVar / 2)',
      'exp(zLogVar)',
    );
  if (wrong && unit(noise))
    fail('z is spread by 1 whatever zLogVar is', `Multiply epsilon by exp(zLogVar / 2): ${formula}.`);
  if (wrong && unit(scaledBy(-1 / 2)))
    fail('z is spread by exp(-zLogVar / 2), expected exp(zLogVar / 2)', `Check the sign: ${formula}.`);
  if (wrong && unit(noise.map((e, i) => e / logVar.data[i]!)))
    fail('z is spread by zLogVar itself', `Use its exponential: ${formula}.`);
  if (Math.abs(is.mean) > 5 * Math.sqrt(Math.max(1, is.variance) / n))
    fail(
      `epsilon has mean ${is.mean.toFixed(2)}, expected 0`,
      'epsilon is standard normal, tf.randomNormal(shape): mean 0, standard deviation 1.',
      '0',
      is.mean.toFixed(2),
    );
  if (wrong)
    fail(
      `epsilon has standard deviation ${Math.sqrt(is.variance).toFixed(2)}, expected 1`,
      `epsilon is standard normal, tf.randomNormal(shape), and is multiplied by exp(zLogVar / 2): ${formula}.`,
      '1',
      Math.sqrt(is.variance).toFixed(2),
    );
  if (Math.abs(is.kurtosis - 3) > 5 * Math.sqrt(96 / n))
    fail(
      'epsilon has mean 0 and standard deviation 1 but is not normal',
      'Draw it with tf.randomNormal(shape); tf.randomUniform and tf.truncatedNormal are not normal distributions.',
      'fourth moment 3',
      is.kurtosis.toFixed(2),
    );
}

/** Draws of two calls, of neighbouring rows and of neighbouring dimensions are not correlated. */
function checkIndependence(epsilon: number[], repeated: number[], dims: number): void {
  const limit = 5 / Math.sqrt(epsilon.length / dims);
  const shape =
    'epsilon needs a number for each row and each latent dimension: tf.randomNormal(zMean.shape).';
  const column = (at: number): number[] => epsilon.filter((_, i) => i % dims === at);
  if (Math.abs(correlation(epsilon.slice(dims), epsilon.slice(0, -dims))) > limit)
    fail('all rows of a batch share one epsilon', shape);
  if (dims > 1 && Math.abs(correlation(column(0), column(1))) > limit)
    fail('all latent dimensions share one epsilon', shape);
  if (Math.abs(correlation(epsilon, repeated)) > limit)
    fail(
      'two calls draw the same epsilon',
      'Draw inside the call method of a layer, and give tf.randomNormal no seed.',
    );
}
