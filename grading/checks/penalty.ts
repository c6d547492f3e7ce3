import type { Check } from '../harness/check';
import type { Values } from '../protocol/subject';
import { judgeTerm, measureAdded } from '../measure/added';
import { l1 } from '../measure/losses';
import { modelOf, type Case, type Trial } from '../measure/trial';

/** `lambtha * sum over units |z|`, mean over the batch, is part of the loss. */
export const penaltyCheck = (points: number): Check<Trial> => ({
  id: 'penalty',
  title:
    'the loss includes lambtha * sum over units |code|, mean over the batch, in training and in evaluate',
  points,
  needs: ['compiled', 'encoder-shapes'],
  async run(trial) {
    const one = trial.case;
    const lambtha = one.blueprint.args[3] as number;
    const added = await measureAdded(trial, one, 'mean', (weights) => withActiveCode(one, weights));
    const code = added.codes[0]!;
    const [batch, units] = code.shape as [number, number];
    const asked = lambtha * l1(code);
    const kernels = kernelSums(one, added.weights);
    const squares = code.data.reduce((sum, x) => sum + x * x, 0) / batch;
    const onCode = 'Put the penalty on the output of the encoder’s last layer, and on nothing else';
    const argument = 'Take lambtha from the argument.';
    judgeTerm(added, {
      name: 'the penalty on the code',
      asked,
      help: `${onCode}: activityRegularizer: tf.regularizers.l1({ l1: lambtha }) on that layer.`,
      mistakes: {
        'the L1 norm of the last layer’s kernel, not of its output': {
          value: lambtha * kernels.last,
          help: `${onCode}: activityRegularizer, not kernelRegularizer.`,
        },
        'the L1 norm of the encoder’s kernels, not of its output': {
          value: lambtha * kernels.all,
          help: `${onCode}: activityRegularizer, not kernelRegularizer.`,
        },
        'averaged over the units, not summed': {
          value: asked / units,
          help: 'Sum over the units of the code; average over the batch only.',
        },
        'summed over the batch, not averaged': {
          value: asked * batch,
          help: 'Sum over the units of the code, then average over the batch.',
        },
        'the sum of squares (L2), not of absolute values (L1)': {
          value: lambtha * squares,
          help: 'Use l1, not l2: lambtha * sum |z|.',
        },
        'counted twice': { value: 2 * asked, help: `${onCode}, once.` },
        'without lambtha': { value: asked / lambtha, help: argument },
        'multiplied by 10e-6 whatever lambtha is': { value: (10e-6 * asked) / lambtha, help: argument },
        'multiplied by 1e-5 whatever lambtha is': { value: (1e-5 * asked) / lambtha, help: argument },
        'multiplied by 0.01 whatever lambtha is': {
          value: (0.01 * asked) / lambtha,
          help: 'tf.regularizers.l1 takes l1({ l1: lambtha }); under any other name it uses 0.01.',
        },
        'subtracted, not added': { value: -asked, help: 'Add it to the loss.' },
      },
    });
  },
});

/** `weights` with a bias that keeps most units of the code above 0. */
function withActiveCode(one: Case, weights: Values[]): Values[] {
  const last = modelOf(one, 'encoder').weights.at(-1);
  return weights.map((weight, at) =>
    at === last ? { ...weight, data: weight.data.map(() => 1.5) } : weight,
  );
}

/** The sums of |w| over the kernel of the encoder's last layer, and over all its kernels. */
function kernelSums(one: Case, weights: Values[]): { last: number; all: number } {
  const sums = modelOf(one, 'encoder')
    .weights.map((at) => weights[at]!)
    .filter(({ shape }) => shape.length > 1)
    .map(({ data }) => data.reduce((sum, x) => sum + Math.abs(x), 0));
  return { last: sums.at(-1) ?? 0, all: sums.reduce((sum, x) => sum + x, 0) };
}
