import type { Blueprint } from './blueprint';
import type { Reading } from './reading';

/** The likely cause when a stack's sizes are not those asked for, and what to try. */
export function explainSizes(part: 'encoder' | 'decoder', blueprint: Blueprint, actual: Reading[]): string {
  const list = blueprint.encoder.some(({ kind }) => kind === 'conv') ? 'filters' : 'hiddenLayers';
  const hidden = blueprint.args[1] as number[];
  const asked = part === 'encoder' ? hidden : [...hidden].reverse();
  const sized = actual.filter(({ kind }) => ['dense', 'own', 'conv'].includes(kind)).map(({ size }) => size);
  const ends = sizeOf(blueprint[part].at(-1)!);
  const same = (sizes: unknown[]): boolean => String(sizes) === String(sized);
  /** The encoder of filters has no layer after them. */
  const tail =
    list === 'filters' && part === 'encoder'
      ? []
      : blueprint.variational && part === 'encoder'
        ? [ends, ends]
        : [ends];

  if (same([...[...asked].reverse(), ...tail]))
    return part === 'decoder'
      ? `The decoder's layers are in the encoder's order. Go through a reversed copy: [...${list}].reverse().`
      : `The encoder's layers are reversed. Go through ${list} from first to last; if the decoder reverses it, let it reverse a copy.`;
  if (hidden.length > 1 && same([asked[0], ...tail]))
    return `Only the first of ${list} is built, or the loop starts each time from the input. Feed each layer the one before it, for all of ${list}.`;
  if (hidden.length > 1 && same([asked.at(-1), ...tail]))
    return `Only the last layer of the loop is kept: let each layer take the output of the one before it, not the input again.`;
  if (hidden.length && same(tail)) return `None of ${list} is built: go through all of them in a loop.`;
  if (same(asked) && tail.length) return lastMissing(part, blueprint, list);
  if (blueprint.variational && part === 'encoder' && same([...asked, ends]))
    return 'zMean and zLogVar need a dense layer each, side by side, both on the last hidden layer.';
  const missing = asked.filter((size) => !sized.includes(size));
  if (missing.length && sized.length < asked.length + tail.length)
    return `The layer of ${missing.join(' and of ')} is missing: does the loop go through all of ${list}, whatever its length?`;
  if (sized.length > asked.length + tail.length)
    return `There is a layer too many. ${orderOf(part, blueprint, list)}`;
  return orderOf(part, blueprint, list);
}

function lastMissing(part: string, blueprint: Blueprint, list: string): string {
  return part === 'encoder'
    ? `The layer of latentDims units after ${list} is missing.`
    : `The last layer, which gives back the ${blueprint.output.at(-1)} numbers of the input, is missing.`;
}

/** The order the task asks for, in words. */
function orderOf(part: string, { variational }: Blueprint, list: string): string {
  if (list === 'filters')
    return part === 'encoder'
      ? 'For each of filters: a convolution, then pooling.'
      : 'For each of filters reversed: a convolution, then upsampling; then one convolution with as many filters as the input has channels. The sizes come from the arguments.';
  if (part === 'decoder') return 'The decoder: hiddenLayers reversed, then inputDims units.';
  return variational
    ? 'The encoder: hiddenLayers in order, then latentDims units for zMean and latentDims units for zLogVar.'
    : 'The encoder: hiddenLayers in order, then latentDims units.';
}

const sizeOf = (layer: Blueprint['encoder'][number]): number =>
  layer.kind === 'dense' ? layer.units : layer.kind === 'conv' ? layer.filters : 0;
