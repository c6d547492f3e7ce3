import { Finding, type Check } from '../harness/check';
import type { LayerSpec } from '../measure/blueprint';
import { compareNumbers } from '../measure/compare';
import { checkStructure } from './layers';
import { nameOf, readLayers, type Reading } from '../measure/reading';
import { fail, modelOf, type Case, type Trial } from '../measure/trial';

/** Checks the activation of every layer: first by the outputs and, if those differ, by the layers' config. */
export function activationsCheck(part: 'encoder' | 'decoder', points: number): Check<Trial> {
  return {
    id: `${part}-activations`,
    title: `the ${part}'s layers have the requested activations`,
    points,
    needs: [`${part}-shapes`],
    run: (trial) => checkActivations(trial, trial.case, part),
  };
}

type Active = LayerSpec & { activation: string };
const isActive = (layer: LayerSpec): layer is Active => 'activation' in layer;
const hasActivation = ({ kind }: Reading): boolean => ['dense', 'conv', 'own'].includes(kind);

export async function checkActivations(trial: Trial, one: Case, part: 'encoder' | 'decoder'): Promise<void> {
  if ((await compareNumbers(trial, one, part)) === 'same') return;
  const asked = one.blueprint[part].filter(isActive);
  const layers = readLayers(modelOf(one, part), one.claim).filter(hasActivation);
  layers.forEach((layer, i) => {
    const isLast = layers.length - 1 - i < headsOf(one, part, layers);
    const { activation } = (isLast ? asked.at(-1) : asked[0])!;
    if (layer.activation === null || layer.activation === activation) return;
    fail(
      `${part} layer ${i + 1} (${nameOf(layer)}): expected activation ${activation}, got ${layer.activation}`,
      help(part, one, isLast, activation),
      activation,
      layer.activation,
    );
  });
  if (hasStructure(one, part))
    fail(
      `${part}: its outputs differ from those of the requested layers with the same weights`,
      "The layers' names and sizes look right, so check how they are connected, and any custom layers: each layer takes the output of the one before it.",
    );
}

/** How many layers count as last: a variational encoder ends with up to two, side by side. */
function headsOf({ blueprint }: Case, part: string, layers: Reading[]): number {
  if (!blueprint.variational || part === 'decoder') return 1;
  const [secondLast, last] = layers.slice(-2);
  return secondLast?.size === blueprint.code[0] && last?.size === blueprint.code[0] ? 2 : 1;
}

/** Whether the check of the layers would pass. */
function hasStructure(one: Case, part: 'encoder' | 'decoder'): boolean {
  try {
    checkStructure(one, part);
    return true;
  } catch (error) {
    if (error instanceof Finding) return false;
    throw error;
  }
}

function help(part: string, { blueprint }: Case, isLast: boolean, activation: string): string {
  if (part === 'decoder' && isLast)
    return "Pixels are between 0 and 1, so the decoder's last layer, and no other, has activation: 'sigmoid'.";
  if (isLast && blueprint.variational)
    return 'zMean and zLogVar can be any number, so neither has an activation: leave it out.';
  if (isLast && part === 'encoder')
    return `The last layer of the encoder has relu like the others: add activation: '${activation}'.`;
  return `Give every layer before the last activation: '${activation}'; without it tfjs uses 'linear'.`;
}
