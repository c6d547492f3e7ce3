import type { Check } from '../harness/check';
import type { LayerSpec } from '../measure/blueprint';
import { compareNumbers } from '../measure/compare';
import { explainSizes } from '../measure/explain-sizes';
import { nameOf, readLayers, trainingOnlyLayers, type Reading } from '../measure/reading';
import { fail, modelOf, type Case, type Trial } from '../measure/trial';

/** 'dense 64', 'convolution 8', 'pooling'. */
const wordsFor = (layer: LayerSpec): string =>
  layer.kind === 'dense'
    ? `dense ${layer.units}`
    : layer.kind === 'conv'
      ? `convolution ${layer.filters}`
      : layer.kind === 'pool'
        ? 'pooling'
        : 'upsampling';
const wordsRead = (layer: Reading): string =>
  ({
    dense: `dense ${layer.size}`,
    own: `${layer.className} ${layer.size}`,
    conv: `convolution ${layer.size}`,
    pool: 'pooling',
    upsample: 'upsampling',
    other: layer.className,
  })[layer.kind];

/** Checks the layers, their sizes and their order. */
export function layersCheck(part: 'encoder' | 'decoder', points: number): Check<Trial> {
  return {
    id: `${part}-layers`,
    title: `the ${part} has the requested layers, with the right sizes, in order`,
    points,
    needs: [`${part}-shapes`],
    run: (trial) => checkLayers(trial, trial.case, part),
  };
}

export async function checkLayers(trial: Trial, one: Case, part: 'encoder' | 'decoder'): Promise<void> {
  for (const { name, className } of trainingOnlyLayers(modelOf(one, part)))
    fail(
      `${part}: layer ${name} (${className}) is not asked for`,
      'It changes what is learned, although predict does not show it. Remove it.',
      'no such layer',
      className,
    );
  if ((await compareNumbers(trial, one, part)) !== 'same') checkStructure(one, part);
}

/** Compares the layers' config with the requested layers; their activations have a separate check. */
export function checkStructure(one: Case, part: 'encoder' | 'decoder'): void {
  const expected = one.blueprint[part];
  const actual = readLayers(modelOf(one, part), one.claim);
  const [asked, got] = [expected.map(wordsFor), actual.map(wordsRead)];
  const lists = [asked.join(', '), got.join(', ')] as const;
  const explain = (): string => explainSizes(part, one.blueprint, actual);

  const other = actual.find((layer) => layer.kind === 'other');
  if (other) {
    const what = `${part}: layer ${other.name} (${other.className}) is not asked for`;
    fail(what, `The ${part} consists only of these layers: ${lists[0]}.`, ...lists);
  }
  if (asked.length !== got.length)
    fail(
      `${part}: expected ${asked.length} layers (${lists[0]}), got ${got.length} (${lists[1] || 'none'})`,
      explain(),
      ...lists,
    );
  expected.forEach((layer, i) => {
    const found = actual[i]!;
    const place = `${part} layer ${i + 1} (${nameOf(found)})`;
    const size = 'units' in layer ? layer.units : 'filters' in layer ? layer.filters : undefined;
    const noun = 'units' in layer ? 'units' : 'filters';
    if (layer.kind !== found.kind && !(layer.kind === 'dense' && found.kind === 'own'))
      fail(`${place}: expected ${asked[i]}, got ${got[i]}`, explain(), ...lists);
    if (size !== found.size && size !== undefined)
      fail(`${place}: expected ${size} ${noun}, got ${found.size}`, explain(), ...lists);
    checkSettings(layer, found, place);
  });
}

/** The required settings of each kind of layer; all others are free. */
function settingsOf(layer: LayerSpec): Record<string, unknown> {
  switch (layer.kind) {
    case 'dense':
      return { useBias: true };
    case 'conv':
      return {
        kernelSize: [3, 3],
        padding: layer.padding,
        strides: [1, 1],
        dilationRate: [1, 1],
        useBias: true,
      };
    case 'pool':
      return { poolSize: [2, 2], strides: [2, 2], padding: 'same' };
    case 'upsample':
      return { size: [2, 2], interpolation: 'nearest' };
  }
}

const settingHelp: Record<string, string> = {
  useBias: 'Leave useBias out: a layer has a bias by default.',
  kernelSize: 'Every convolution in this task covers 3x3 pixels: kernelSize: [3, 3].',
  padding:
    "'same' keeps the sides (and makes pooling round up); only the decoder's second-to-last convolution has 'valid'.",
  strides: 'Convolutions move one pixel at a time, pooling two: leave strides out.',
  dilationRate: 'Leave dilationRate out.',
  poolSize: 'Pooling takes the maximum of each 2x2: poolSize: [2, 2].',
  size: 'Upsampling doubles both sides: size: [2, 2].',
  interpolation: 'Leave interpolation out: each pixel is repeated.',
};

function checkSettings(layer: LayerSpec, found: Reading, place: string): void {
  for (const [setting, value] of Object.entries(settingsOf(layer))) {
    const actual = found.config[setting];
    if (actual === undefined || String(actual) === String(value)) continue;
    const [asked, got] = [value, actual].map((x) => JSON.stringify(x));
    fail(`${place}: expected ${setting} ${asked}, got ${got}`, settingHelp[setting] ?? '', asked, got);
  }
}
