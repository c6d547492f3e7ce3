import type * as TF from '@tensorflow/tfjs';
import type { LayerSpec, Program } from './program';
import { makeLayer, makeRegularizer, type State } from './user-code';

/** Pseudorandom numbers in [-1, 1). */
export function noise(length: number, seed: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => {
    const x = Math.sin((i + 1) * 12.9898 + seed * 78.233) * 43758.5453;
    return 2 * (x - Math.floor(x)) - 1;
  });
}

/** The model of `program`, with the same weights in every process. */
export function buildModel(
  tf: typeof TF,
  { layers, inputs, outputs, nested, isShifted }: Program,
  state: State,
) {
  const configurable: Record<string, unknown>[] = [];
  const input = tf.input({ shape: [inputs] });
  let x = input;
  for (const spec of layers) x = add(tf, spec, x, state, configurable);
  const last = tf.layers.dense({ units: outputs });
  const outer = tf.input({ shape: [inputs] });
  const y = nested ? tf.model({ inputs: input, outputs: x }).apply(outer) : x;
  const model = tf.model({
    inputs: nested ? outer : input,
    outputs: last.apply(y as TF.SymbolicTensor) as TF.SymbolicTensor,
  });
  model.setWeights(
    model.getWeights().map((weight, n) => {
      const scale = (weight.rank > 1 ? 0.6 : 0.2) * (isShifted ? 1 + 1e-6 : 1);
      const values = noise(weight.size, n).map((value) => value * scale + (weight.rank > 1 ? 0 : 0.3));
      return tf.tensor(values, weight.shape);
    }),
  );
  return { model, configurable };
}

/** An optimizer with small steps that is stable for gradients near 0. */
export function makeOptimizer({ train }: typeof TF, name: string): TF.Optimizer {
  const made: Record<string, () => TF.Optimizer> = {
    sgd: () => train.sgd(0.01),
    momentum: () => train.momentum(0.005, 0.9),
    nesterov: () => train.momentum(0.005, 0.9, true),
    rmsprop: () => train.rmsprop(0.002, 0.9, 0, 1e-2),
    centered: () => train.rmsprop(0.002, 0.9, 0.1, 1, true),
    adagrad: () => train.adagrad(0.01),
    adadelta: () => train.adadelta(0.05, 0.9, 1e-2),
    adam: () => train.adam(0.003, 0.9, 0.99, 1e-2),
    adamax: () => train.adamax(0.003, 0.9, 0.99, 1e-2),
  };
  return made[name]!();
}

/** Applies `spec` to `x`; adds parts whose settings may change later to `configurable`. */
function add(
  tf: typeof TF,
  spec: LayerSpec,
  x: TF.SymbolicTensor,
  state: State,
  configurable: Record<string, unknown>[],
): TF.SymbolicTensor {
  const apply = (layer: TF.layers.Layer, to = x) => layer.apply(to) as TF.SymbolicTensor;
  if (spec.kind === 'dense') {
    const { units, activation, regularizer, constraint } = spec;
    const regularizers: Record<string, () => unknown> = {
      l1: () => tf.regularizers.l1({ l1: 0.01 }),
      l2: () => tf.regularizers.l2({ l2: 0.01 }),
      custom: () => makeRegularizer(tf, state),
    };
    const kernelRegularizer = regularizer && (regularizers[regularizer]!() as never);
    if (regularizer && regularizer !== 'custom') configurable.push(kernelRegularizer as never);
    return apply(
      tf.layers.dense({
        ...{ units, activation: activation as 'relu', kernelRegularizer },
        kernelConstraint: constraint as 'nonNeg',
      }),
    );
  }
  if (spec.kind === 'normalization')
    return apply(
      spec.layer ? tf.layers.layerNormalization() : tf.layers.batchNormalization({ epsilon: 0.1 }),
    );
  if (spec.kind === 'image') {
    let y = apply(tf.layers.reshape({ targetShape: [4, 4, 1] }), apply(tf.layers.dense({ units: 16 })));
    y = apply(
      tf.layers.conv2d({ filters: spec.filters, kernelSize: 3, padding: 'same', activation: 'relu' }),
      y,
    );
    if (spec.pool)
      y = apply(tf.layers.upSampling2d({ size: [2, 2] }), apply(tf.layers.maxPooling2d({ poolSize: 2 }), y));
    return apply(tf.layers.flatten(), y);
  }
  if (spec.kind === 'recurrent') {
    const cells = { lstm: tf.layers.lstm, gru: tf.layers.gru, simpleRNN: tf.layers.simpleRNN } as Record<
      string,
      (args: object) => TF.layers.Layer
    >;
    const y = apply(tf.layers.reshape({ targetShape: [3, 2] }), apply(tf.layers.dense({ units: 6 })));
    return apply(cells[spec.cell]!({ units: spec.units, recurrentInitializer: 'glorotNormal' }), y);
  }
  if (spec.kind === 'wrapped') {
    const inner = spec.custom ? makeLayer(tf, spec.custom, state) : tf.layers.leakyReLU({ alpha: 0.3 });
    if (!spec.custom) configurable.push(inner as never as Record<string, number>);
    const y = apply(tf.layers.reshape({ targetShape: [2, 3] }), apply(tf.layers.dense({ units: 6 })));
    return apply(tf.layers.flatten(), apply(tf.layers.timeDistributed({ layer: inner }), y));
  }
  return apply(makeLayer(tf, spec.custom, state));
}
