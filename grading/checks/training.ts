import type { Check } from '../harness/check';
import type { LayerClaim, Values } from '../protocol/subject';
import { fill } from '../measure/reference';
import { batchOf, drawPixels, fail, modelOf, type Case, type Trial } from '../measure/trial';

/** The number of training steps. */
const steps = 8;
/** How many initial weights to try: with a few percent of them, all units of a layer are dead and the layers before do not learn. */
const attempts = 3;

/** A short training lowers the loss, and changes the weights of encoder and decoder. */
export const trainingCheck = (points: number): Check<Trial> => ({
  id: 'training',
  title: 'the loss falls in a short training, and encoder and decoder learn',
  points,
  needs: ['compiled'],
  async run(trial) {
    const one = trial.case;
    const { subject } = trial;
    const { build } = one.claim;
    checkStart(one);
    const random = trial.random('training');
    let still: Weight[] = [];
    let [start, end] = [0, 0];
    for (let attempt = 0; attempt < attempts; attempt++) {
      /** Small kernels and biases above 0, so that hardly any unit starts dead and every weight has a gradient. */
      const before = one.claim.weights.map(({ shape }) =>
        fill(shape, () => (shape.length > 1 ? 0.2 * random.normal() : 0.5)),
      );
      await subject.setWeights(build, before);
      const pixels = drawPixels(random, batchOf(one.blueprint), one.blueprint.input);
      const x = { ...pixels, data: pixels.data.map((value) => 0.6 + 0.4 * value) };
      start = await meanLoss(trial, build, x);
      for (let step = 0; step < steps; step++) await subject.trainOnBatch(build, x, x);
      end = await meanLoss(trial, build, x);
      still = unmoved(one, before, await subject.weights(build));
      if (!still.length) break;
    }
    checkMoved(one, still);
    if (!(end < start && Number.isFinite(start)))
      fail(
        `auto: the loss went from ${start.toPrecision(4)} to ${end.toPrecision(4)} in ${steps} steps of training`,
        'It should fall. Check the loss: does a smaller number mean a better model, and does it have a gradient?',
        `below ${start.toPrecision(4)}`,
        end.toPrecision(4),
      );
  },
});

/** The mean of a few losses, because a variational loss is random. */
async function meanLoss({ subject, plan }: Trial, build: number, x: Values): Promise<number> {
  const times = plan.main.variational ? 8 : 1;
  let sum = 0;
  for (let i = 0; i < times; i++) sum += await subject.evaluate(build, x, x);
  return sum / times;
}

/** The initial weights of a kernel must differ: units that start the same stay the same. */
function checkStart(one: Case): void {
  for (const part of ['encoder', 'decoder'] as const)
    for (const layer of modelOf(one, part).layers)
      for (const { shape, data } of layer.weights.map((at) => one.initial[at]!))
        if (shape.length > 1 && data.length > 1 && data.every((value) => value === data[0]))
          fail(
            `${part} layer ${layer.name}: all weights of its kernel start at ${data[0]}`,
            'Units that start the same learn the same, or nothing: leave kernelInitializer out.',
            'random numbers',
            String(data[0]),
          );
}

interface Weight {
  part: 'encoder' | 'decoder';
  layer: LayerClaim;
  /** The indexes of some of the claim's weights. */
  at: number;
}

function unmoved(one: Case, before: Values[], after: Values[]): Weight[] {
  const moved = (at: number): boolean =>
    after[at]!.data.some((value, i) => Math.abs(value - Math.fround(before[at]!.data[i]!)) > 1e-7);
  return (['encoder', 'decoder'] as const).flatMap((part) =>
    modelOf(one, part).layers.flatMap((layer) =>
      layer.weights.filter((at) => !moved(at)).map((at) => ({ part, layer, at })),
    ),
  );
}

function checkMoved(one: Case, [first]: Weight[]): void {
  if (!first) return;
  const { part, layer, at } = first;
  fail(
    `${part} layer ${layer.name}: training auto did not change ${one.claim.weights[at]!.name}`,
    layer.trainable
      ? 'The loss does not depend on it: is auto built from this encoder and this decoder, and is the loss computed only with tensors?'
      : 'The layer is not trainable: leave trainable: false out.',
    'weights that change',
    'the same weights',
  );
}
