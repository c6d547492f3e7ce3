import type { Check } from '../harness/check';
import type { LayerSpec } from './blueprint';
import { compareNumbers } from './compare';
import { nameOf, readLayers, type Reading } from './reading';
import { fail, modelOf, type Case, type Trial } from './trial';

/** The right activation on every layer: by the numbers, and where those differ by what the layers say. */
export function activationsCheck(part: 'encoder' | 'decoder', points: number): Check<Trial> {
  return {
    id: `${part}-activations`,
    title: `the ${part}'s layers have the activations asked for`,
    points,
    needs: [`${part}-shapes`],
    run: (trial) => checkActivations(trial, trial.case, part),
  };
}

type Active = LayerSpec & { activation: string };
const isActive = (layer: LayerSpec): layer is Active => 'activation' in layer;
const hasActivation = ({ kind }: Reading): boolean => ['dense', 'conv', 'own'].includes(kind);

export async function checkActivations(trial: Trial, one: Case, part: 'encoder' | 'decoder'): Promise<void> {
  const comparison = await compareNumbers(trial, one, part);
  if (comparison === 'same') return;
  const asked = one.blueprint[part].filter(isActive);
  const layers = readLayers(modelOf(one, part), one.claim).filter(hasActivation);
  const heads = one.blueprint.variational && part === 'encoder' ? 2 : 1;
  layers.forEach((layer, i) => {
    const fromEnd = layers.length - 1 - i;
    const isLast = fromEnd < heads;
    const { activation } = (isLast ? asked.at(-1) : asked[0])!;
    if (layer.activation === null || layer.activation === activation) return;
    fail(
      `${part} layer ${i + 1} (${nameOf(layer)}): expected activation ${activation}, got ${layer.activation}`,
      help(part, one, isLast, activation),
      activation,
      layer.activation,
    );
  });
  if (comparison === 'different' && layers.length === asked.length)
    fail(
      `${part}: with the same weights it computes other numbers than the layers asked for`,
      `The layers' names and sizes look right, so look at how they are joined, and at any layer of your own: each takes the output of the one before it.`,
    );
}

function help(part: string, { blueprint }: Case, isLast: boolean, activation: string): string {
  if (part === 'decoder' && isLast)
    return "Pixels lie between 0 and 1, so the decoder's last layer, and no other, has activation: 'sigmoid'.";
  if (isLast && blueprint.variational)
    return 'zMean and zLogVar may be any number, so neither has an activation: leave it out.';
  if (isLast && part === 'encoder')
    return `The last layer of the encoder has relu like the others: add activation: '${activation}'.`;
  return `Give every layer before the last activation: '${activation}'; without it tfjs takes 'linear'.`;
}
