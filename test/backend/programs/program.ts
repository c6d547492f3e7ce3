import fc from 'fast-check';

/** How a custom loss or layer depends on outside state: see `user-code.ts`. */
export const lossKinds = [
  ...['beta', 'branch', 'counts', 'random', 'array', 'outside', 'variable', 'reads', 'readsAtTimes', 'keeps'],
  ...['keepsAtTimes', 'customGrad', 'gradient', 'crossentropy', 'attribute', 'throws', 'model', 'assigns'],
] as const;
export const layerKinds = [
  ...['scale', 'branch', 'random', 'weight', 'composite', 'training', 'outside', 'reads', 'penalty', 'state'],
] as const;
const activations = ['linear', 'relu', 'sigmoid', 'tanh', 'elu', 'softplus'] as const;

export type LayerSpec =
  | { kind: 'dense'; units: number; activation: string; regularizer?: string; constraint?: string }
  | { kind: 'normalization'; layer: boolean }
  | { kind: 'image'; filters: number; pool: boolean }
  | { kind: 'recurrent'; cell: string; units: number }
  | { kind: 'wrapped'; custom?: (typeof layerKinds)[number] }
  | { kind: 'custom'; custom: (typeof layerKinds)[number] };

export type Action =
  | { do: 'train'; rows: number; times: number }
  | { do: 'fit'; rows: number; batchSize: number; epochs: number; validate: boolean; change: boolean }
  | { do: 'evaluate'; rows: number; batchSize: number; times: number }
  | { do: 'predict'; rows: number; batchSize: number }
  | { do: 'saliency'; rows: number }
  | { do: 'change'; number: number }
  | { do: 'weights'; how: 'scale' | 'swap' | 'nan' | 'infinity' | 'zero' | 'read' | 'keep' | 'gather' }
  | { do: 'rate'; to: number }
  | { do: 'configure'; number: number }
  | { do: 'freeze' }
  | { do: 'compile'; loss: string; sameOptimizer: boolean; optimizer: string }
  | { do: 'save' }
  | { do: 'wrong' };

/** A model, how it is compiled, and the actions on it. */
export interface Program {
  inputs: number;
  outputs: number;
  nested: boolean;
  /** Changes the initial weights by 1e-6, to see how much the results depend on the last digits. */
  isShifted?: boolean;
  layers: LayerSpec[];
  loss: string;
  metric?: string;
  optimizer: string;
  actions: Action[];
}

export const optimizers = 'sgd momentum nesterov rmsprop centered adagrad adadelta adam adamax'.split(' ');
const namedLosses = ['meanSquaredError', 'meanAbsoluteError', 'huber', 'binaryCrossentropy'];

const size = (max: number) => fc.integer({ min: 1, max });
const customLayer = fc.constantFrom(...layerKinds);
const layer: fc.Arbitrary<LayerSpec> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record(
      {
        kind: fc.constant('dense' as const),
        units: size(40),
        activation: fc.constantFrom(...activations),
        regularizer: fc.constantFrom('l1', 'l2', 'custom'),
        constraint: fc.constantFrom('nonNeg', 'maxNorm'),
      },
      { requiredKeys: ['kind', 'units', 'activation'] },
    ),
  },
  fc.record({ kind: fc.constant('normalization' as const), layer: fc.boolean() }),
  fc.record({
    kind: fc.constant('image' as const),
    filters: fc.constantFrom(1, 3, 8, 16),
    pool: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('recurrent' as const),
    cell: fc.constantFrom('lstm', 'gru', 'simpleRNN'),
    units: size(6),
  }),
  fc.record({ kind: fc.constant('wrapped' as const), custom: fc.option(customLayer, { nil: undefined }) }),
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('custom' as const), custom: customLayer }) },
);

const loss = fc.oneof(fc.constantFrom(...namedLosses.filter((name) => name !== 'huber')), {
  weight: 3,
  arbitrary: fc.constantFrom(...lossKinds),
});
const rows = fc.constantFrom(1, 5, 16, 33, 64);
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('train' as const), rows, times: size(6) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      ...{ do: fc.constant('fit' as const), rows, batchSize: fc.constantFrom(4, 8, 16), epochs: size(4) },
      ...{ validate: fc.boolean(), change: fc.boolean() },
    }),
  },
  fc.record({
    do: fc.constant('evaluate' as const),
    rows,
    batchSize: fc.constantFrom(4, 16),
    times: size(4),
  }),
  fc.record({ do: fc.constant('predict' as const), rows, batchSize: fc.constantFrom(2, 4, 32) }),
  fc.record({ do: fc.constant('saliency' as const), rows }),
  { weight: 4, arbitrary: fc.record({ do: fc.constant('change' as const), number: size(5) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('weights' as const),
      how: fc.constantFrom('scale', 'swap', 'nan', 'infinity', 'zero', 'read', 'keep', 'gather'),
    }),
  },
  fc.record({ do: fc.constant('rate' as const), to: fc.constantFrom(0.001, 0.005, 0) }),
  fc.record({ do: fc.constant('configure' as const), number: size(3) }),
  fc.record({ do: fc.constant('freeze' as const) }),
  fc.record({
    ...{ do: fc.constant('compile' as const), loss, sameOptimizer: fc.boolean() },
    optimizer: fc.constantFrom(...optimizers),
  }),
  fc.record({ do: fc.constant('save' as const) }),
  fc.record({ do: fc.constant('wrong' as const) }),
);

/** Programs with everything that graphs must handle: user code, changing state, weights, special numbers. */
export const program: fc.Arbitrary<Program> = fc.record(
  {
    ...{ inputs: size(12), outputs: size(4), nested: fc.boolean() },
    layers: fc.array(layer, { maxLength: 3, size: 'max' }),
    loss,
    metric: fc.constantFrom('mae', 'accuracy', 'custom'),
    optimizer: fc.constantFrom(...optimizers),
    actions: fc.array(action, { minLength: 2, maxLength: 9, size: 'max' }),
  },
  { requiredKeys: ['inputs', 'outputs', 'nested', 'layers', 'loss', 'optimizer', 'actions'] },
);
