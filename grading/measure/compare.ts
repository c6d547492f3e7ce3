import type { Values } from '../protocol/subject';
import type { Blueprint } from './blueprint';
import { findHeads } from './heads';
import { forward } from './reference';
import { batchOf, drawInputs, drawWeights, modelOf, near, type Case, type Trial } from './trial';

/** How a model's outputs compare with those of the requested layers; `unlike` if the weights' shapes prevent a comparison. */
export type Comparison = 'same' | 'different' | 'unlike';

/**
 * Gives the model random weights and inputs and compares its predictions with those of the requested layers, so that a
 * solution is judged by what it computes and not by how it is written.
 */
export async function compareNumbers(
  trial: Trial,
  one: Case,
  part: 'encoder' | 'decoder',
): Promise<Comparison> {
  const { claim, blueprint } = one;
  const random = trial.random(`numbers of ${part}`);
  const used = modelOf(one, part).layers.flatMap((layer) => layer.weights);
  const shapes = used.map((at) => claim.weights[at]!.shape);
  if (String(shapes.map(String)) !== String(shapesOf(blueprint, part).map(String))) return 'unlike';

  const heads = blueprint.variational && part === 'encoder' ? await findHeads(trial, one) : undefined;
  const weights = drawWeights(random, claim);
  const x = drawInputs(random, batchOf(blueprint), part === 'encoder' ? blueprint.input : blueprint.code, 10);
  await trial.subject.setWeights(claim.build, weights);
  const outputs = await trial.subject.predict(claim.build, part, x);
  const own = used.map((at) => weights[at]!);
  if (part === 'encoder' && blueprint.variational) {
    const { zMean, zLogVar } = heads ?? { zMean: 1, zLogVar: 2 };
    return compareHeads(blueprint, own, x, [outputs[zMean]!, outputs[zLogVar]!]);
  }
  return near(outputs[0]!.data, forward(blueprint[part], own, x).data) ? 'same' : 'different';
}

/** A variational encoder may output its two heads in either order; z determines which is which. */
function compareHeads(blueprint: Blueprint, weights: Values[], x: Values, outputs: Values[]): Comparison {
  const hidden = blueprint.encoder.slice(0, -2);
  const features = forward(hidden, weights, x);
  const heads = [weights.slice(-4, -2), weights.slice(-2)].map((head) =>
    forward(blueprint.encoder.slice(-1), head, features),
  );
  const found = outputs.map(({ data }) => heads.findIndex((head) => near(data, head.data)));
  return String([...found].sort()) === '0,1' ? 'same' : 'different';
}

/** The weight shapes of the requested layers: kernel, bias, kernel, bias. */
function shapesOf(blueprint: Blueprint, part: 'encoder' | 'decoder'): number[][] {
  let inputs = (part === 'encoder' ? blueprint.input : blueprint.code).at(-1)!;
  const last = blueprint[part].length - 1;
  return blueprint[part].flatMap((layer, i) => {
    if (layer.kind === 'pool' || layer.kind === 'upsample') return [];
    const size = layer.kind === 'dense' ? layer.units : layer.filters;
    const kernel = layer.kind === 'dense' ? [inputs, size] : [3, 3, inputs, size];
    const sideBySide = blueprint.variational && part === 'encoder' && i === last - 1;
    if (!sideBySide) inputs = size;
    return [kernel, [size]];
  });
}
