import type { Check } from '../harness/check';
import { differs, measureSteps } from '../measure/steps';
import type { Over } from '../measure/reconstruction-loss';
import { batchOf, drawPixels, drawWeights, fail, modelOf, type Trial } from '../measure/trial';

/** `auto` can be trained. */
export const compiledCheck = (points: number): Check<Trial> => ({
  id: 'compiled',
  title: '`auto` is compiled',
  points,
  needs: ['auto-shapes'],
  async run(trial) {
    if (!modelOf(trial.case, 'auto').compiled)
      fail(
        'auto is not compiled',
        "Before the return: auto.compile({ optimizer: 'adam', loss: ... }).",
        'compiled',
        'not compiled',
      );
  },
});

/** Adam's default settings. */
const defaults = { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };

/**
 * `auto` is compiled with Adam and its default settings.
 *
 * @param over how the task reduces its cross-entropy
 */
export const optimizerCheck = (points: number, over: Over = 'mean'): Check<Trial> => ({
  id: 'optimizer',
  title: '`auto` is trained with Adam and its default settings',
  points,
  needs: ['compiled'],
  async run(trial) {
    const { optimizer, settings } = modelOf(trial.case, 'auto').compiled!;
    const help = "Write optimizer: 'adam' (or tf.train.adam()).";
    if (optimizer !== 'Adam')
      fail(`auto: expected optimizer Adam, got ${optimizer}`, help, 'Adam', optimizer);
    for (const [name, value] of Object.entries(defaults)) {
      const actual = settings[name];
      if (!(Math.abs(Number(actual) - value) <= 1e-9))
        fail(`auto: expected Adam with ${name} ${value}, got ${String(actual)}`, help, value, actual);
    }
    await checkFirstStep(trial);
    await checkSteps(trial, over);
  },
});

/** Adam's first step changes every weight that has a gradient by the learning rate, and by no more. */
async function checkFirstStep(trial: Trial): Promise<void> {
  const { subject, random } = { subject: trial.subject, random: trial.random('optimizer') };
  const { blueprint, claim } = await trial.build(trial.plan.main);
  const before = drawWeights(random, claim, 0.5);
  await subject.setWeights(claim.build, before);
  const x = drawPixels(random, batchOf(blueprint), blueprint.input);
  await subject.trainOnBatch(claim.build, x, x);
  const after = await subject.weights(claim.build);
  await subject.dispose(claim.build);
  const moves = after.flatMap(({ data }, i) => data.map((value, j) => Math.abs(value - before[i]!.data[j]!)));
  const largest = moves.reduce((most, move) => Math.max(most, move), 0);
  if (largest !== 0 && !(Math.abs(largest - defaults.learningRate) <= 0.05 * defaults.learningRate))
    fail(
      `auto: the first step changes a weight by up to ${largest.toPrecision(2)}; with Adam it would be 0.001`,
      "Write optimizer: 'adam' (or tf.train.adam()) and no other settings.",
    );
}

/** How far the weights may be from where Adam takes them: float32 leaves less than a hundredth. */
const farthest = 0.05;

/** Many steps take the weights where Adam takes those of the requested models, and report their losses. */
async function checkSteps(trial: Trial, over: Over): Promise<void> {
  const steps = await measureSteps(trial, over);
  if (!steps) return;
  const help =
    "Leave training to TensorFlow.js: auto.compile({ optimizer: 'adam', loss: ... }) and nothing else.";
  const at = steps.losses.findIndex(differs);
  const [got, expected] = (steps.losses[at] ?? []).map((loss) => loss.toPrecision(4));
  if (at >= 0)
    fail(`auto: step ${at + 1} of training has the loss ${got}, expected ${expected}`, help, expected, got);
  if (!(steps.distance <= farthest))
    fail(`auto: after ${steps.count} steps of training, its weights are not where Adam takes them`, help);
}
