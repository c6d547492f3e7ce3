/** A layer that the task requests. */
export type LayerSpec =
  | { kind: 'dense'; units: number; activation: string }
  | { kind: 'conv'; filters: number; padding: 'same' | 'valid'; activation: string }
  | { kind: 'pool' }
  | { kind: 'upsample' };

/** What `autoencoder(...args)` must build; shapes exclude the batch. */
export interface Blueprint {
  args: unknown[];
  input: number[];
  code: number[];
  /** Of the decoder and `auto`: the shape of the input, unless its size cannot be restored. */
  output: number[];
  encoder: LayerSpec[];
  decoder: LayerSpec[];
  /** Whether the encoder ends with two dense layers side by side, zMean and zLogVar, and outputs [z, zMean, zLogVar]. */
  variational: boolean;
}

/** `autoencoder(12, [7,5,9], 3)`, as a learner would type it. */
export function callOf({ args }: Blueprint): string {
  const words = args.map((arg) => JSON.stringify(arg).replaceAll(',', ', '));
  return `autoencoder(${words.join(', ')})`;
}

/** What 0-vanilla and 1-sparse request, and with `variational` 3-variational. */
export function denseBlueprint(
  [inputDims, hiddenLayers, latentDims]: [number, number[], number],
  { lambtha, variational = false }: { lambtha?: number; variational?: boolean } = {},
): Blueprint {
  const dense = (units: number, activation: string): LayerSpec => ({ kind: 'dense', units, activation });
  const hidden = hiddenLayers.map((units) => dense(units, 'relu'));
  const head = dense(latentDims, variational ? 'linear' : 'relu');
  return {
    args: [inputDims, hiddenLayers, latentDims, ...(lambtha === undefined ? [] : [lambtha])],
    input: [inputDims],
    code: [latentDims],
    output: [inputDims],
    encoder: [...hidden, head, ...(variational ? [head] : [])],
    decoder: [...[...hidden].reverse(), dense(inputDims, 'sigmoid')],
    variational,
  };
}

/** What 2-convolutional requests; the shapes of input and filters determine the code's shape. */
export function convBlueprint(inputDims: number[], filters: number[]): Blueprint {
  const conv = (
    filters: number,
    activation = 'relu',
    padding: 'same' | 'valid' = 'same',
  ): LayerSpec => ({ kind: 'conv', filters, padding, activation }); // prettier-ignore
  const encoder = filters.flatMap((count): LayerSpec[] => [conv(count), { kind: 'pool' }]);
  const back = [...filters].reverse();
  const decoder = back.flatMap((count, i): LayerSpec[] => [
    conv(count, 'relu', i === back.length - 1 ? 'valid' : 'same'),
    { kind: 'upsample' },
  ]);
  decoder.push(conv(inputDims[2]!, 'sigmoid'));
  const code = encoder.reduce(shapeAfter, inputDims);
  const output = decoder.reduce(shapeAfter, code);
  return {
    args: [inputDims, filters, code],
    input: inputDims,
    code,
    output,
    encoder,
    decoder,
    variational: false,
  };
}

/** The output shape of `layer` for an input of `shape`, both without the batch. */
export function shapeAfter(shape: number[], layer: LayerSpec): number[] {
  const [height, width, channels] = shape as [number, number, number];
  switch (layer.kind) {
    case 'dense':
      return [layer.units];
    case 'conv':
      return [...[height, width].map((side) => side - (layer.padding === 'valid' ? 2 : 0)), layer.filters];
    case 'pool':
      return [Math.ceil(height / 2), Math.ceil(width / 2), channels];
    case 'upsample':
      return [height * 2, width * 2, channels];
  }
}
