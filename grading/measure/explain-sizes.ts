import type { Blueprint } from './blueprint';
import type { Reading } from './reading';

/** The likely cause of wrong layer sizes, and what to try. */
export function explainSizes(part: 'encoder' | 'decoder', blueprint: Blueprint, actual: Reading[]): string {
  const list = blueprint.encoder.some(({ kind }) => kind === 'conv') ? 'filters' : 'hiddenLayers';
  const hidden = blueprint.args[1] as number[];
  const asked = part === 'encoder' ? hidden : [...hidden].reverse();
  const sized = actual.filter(({ kind }) => ['dense', 'own', 'conv'].includes(kind)).map(({ size }) => size);
  const ends = sizeOf(blueprint[part].at(-1)!);
  const same = (sizes: unknown[]): boolean => String(sizes) === String(sized);
  /** The convolutional encoder has no layer after those of its filters. */
  const tail =
    list === 'filters' && part === 'encoder'
      ? []
      : blueprint.variational && part === 'encoder'
        ? [ends, ends]
        : [ends];

  if (same([...[...asked].reverse(), ...tail]))
    return part === 'decoder'
      ? `The decoder's layers are in the encoder's order. Loop over a reversed copy: [...${list}].reverse().`
      : `The encoder's layers are reversed. Loop over ${list} from first to last; if the decoder reverses it, reverse a copy.`;
  if (hidden.length > 1 && same([asked[0], ...tail]))
    return `Only the first of ${list} is built, or the loop always starts from the input. Apply each layer to the output of the one before it, for all of ${list}.`;
  if (hidden.length > 1 && same([asked.at(-1), ...tail]))
    return `Only the last layer of the loop is kept: apply each layer to the output of the one before it, not to the input again.`;
  if (hidden.length && same(tail)) return `None of ${list} is built: loop over all of them.`;
  if (same(asked) && tail.length) return lastMissing(part, blueprint, list);
  if (blueprint.variational && part === 'encoder' && same([...asked, ends]))
    return 'zMean and zLogVar need a dense layer each, side by side, both on the last hidden layer.';
  const missing = asked.filter((size) => !sized.includes(size));
  if (missing.length && sized.length < asked.length + tail.length)
    return `The layer of ${missing.join(' and of ')} is missing: does the loop cover all of ${list}, whatever its length?`;
  if (sized.length > asked.length + tail.length)
    return `There is one layer too many. ${orderOf(part, blueprint, list)}`;
  return orderOf(part, blueprint, list);
}

function lastMissing(part: string, blueprint: Blueprint, list: string): string {
  return part === 'encoder'
    ? `The layer of latentDims units after ${list} is missing.`
    : `The last layer, which outputs the ${blueprint.output.at(-1)} numbers of the input, is missing.`;
}

/** A description of the requested order. */
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
