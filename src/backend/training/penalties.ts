import * as tf from '@tensorflow/tfjs';
import { onTermination } from '../tfjs/termination';
import { callFunction, currentObserver } from '../tfjs/user-code';

type Penalty = () => tf.Scalar;
type Regularizer = { apply(x: tf.Tensor): tf.Scalar };

/** The untyped members of a layer that this file uses. */
type Layer = tf.layers.Layer & {
  losses: Penalty[];
  layers?: Layer[];
  inboundNodes: { outputTensors: unknown[] }[];
};

const regularizers = new WeakMap<object, Regularizer>();
/** Penalties of weights (`kernelRegularizer`) count once per step; all others once per call. */
const ofWeights = new WeakMap<Penalty, Regularizer>();
let collected: tf.Scalar[] | undefined;
/** The calls since `collected` was set: each layer with its arguments. */
let calls = new Set<string>();
let hidden = 0;
onTermination(() => {
  collected = undefined;
  calls = new Set();
  hidden = 0;
});
let installed = false;

/**
 * Makes `activityRegularizer` and `layer.addLoss` work like in Keras, on every backend: a penalty counts once for each call
 * of its layer, including nested models and shared layers. Plain tfjs throws on the former, and loses the scalars of the
 * latter at the end of a nested model.
 */
export function installPenalties(): void {
  if (installed) return;
  installed = true;
  const layer = tf.layers.Layer.prototype;
  const container = Object.getPrototypeOf(tf.LayersModel.prototype);
  Object.defineProperty(layer, 'activityRegularizer', {
    configurable: true,
    get(this: object) {
      return hidden ? null : (regularizers.get(this) ?? null);
    },
    set(this: object, regularizer: Regularizer | null) {
      if (regularizer) regularizers.set(this, regularizer);
      else regularizers.delete(this);
    },
  });
  wrap(layer, 'apply', (apply, layer, args) => {
    const outer = collected;
    if (collected && isRepeated(layer as Layer, args[0])) collected = undefined;
    try {
      const call = (given: unknown[]): unknown => {
        const result = hide(() => apply(given));
        if (collected && isConcrete(result)) collect(layer as Layer, result);
        return result;
      };
      const observer = currentObserver();
      if (!observer?.isCustomLayer(layer) || !isConcrete(args[0])) return call(args);
      const own = observer.run(layer, (given) => withPenalties(() => call(given)), args);
      for (const penalty of own.penalties) collected?.push(tf.keep(penalty));
      return own.result;
    } finally {
      collected = outer;
    }
  });
  wrap(layer, 'addWeight', (addWeight, layer, args) => {
    const before = new Set((layer as Layer).losses);
    const result = addWeight(args);
    for (const penalty of (layer as Layer).losses)
      if (!before.has(penalty)) ofWeights.set(penalty, args[4] as Regularizer);
    return result;
  });
  wrap(container, 'runInternalGraph', (run, _, args) => hide(() => run(args)));
}

/**
 * Runs `forward` and returns its result with all penalties of its calls, as scalars.
 * The caller runs it inside `tf.tidy` and disposes `penalties` after use.
 */
export function withPenalties<T>(forward: () => T): { result: T; penalties: tf.Scalar[] } {
  const outer = { collected, calls };
  const penalties: tf.Scalar[] = (collected = []);
  calls = new Set();
  try {
    return { result: forward(), penalties };
  } catch (error) {
    tf.dispose(penalties);
    throw error;
  } finally {
    ({ collected, calls } = outer);
  }
}

/** tfjs calls a layer with several outputs once for each used output: only the first of these calls counts. */
function isRepeated(layer: Layer, inputs: unknown): boolean {
  if (!layer.inboundNodes.some(({ outputTensors }) => outputTensors.length > 1) || !isConcrete(inputs))
    return false;
  const call = [layer.id, ...[inputs].flat().map(({ id }) => id)].join();
  if (calls.has(call)) return true;
  calls.add(call);
  return false;
}

/** The penalties of all weights in `model`, each once however often its layer is called. */
export function weightPenalties(model: tf.LayersModel): tf.Scalar[] {
  const all = new Set<Penalty>();
  const visit = (layer: Layer): void => {
    for (const penalty of layer.losses) if (ofWeights.has(penalty)) all.add(penalty);
    layer.layers?.forEach(visit);
  };
  visit(model as unknown as Layer);
  return [...all].map((penalty) => callFunction(penalty));
}

/** The regularizer of a weight penalty `fn`, if it is one. */
export const regularizerOf = (fn: unknown): object | undefined => ofWeights.get(fn as Penalty);

/** Penalties of one call: the activity regularizer, summed over units and averaged over the batch, and `addLoss`. */
function collect(layer: Layer, outputs: tf.Tensor | tf.Tensor[]): void {
  const regularizer = regularizers.get(layer);
  for (const output of regularizer ? [outputs].flat() : [])
    hold(() => tf.div(regularizer!.apply(output), output.shape[0] ?? 1));
  for (const penalty of layer.losses) if (!ofWeights.has(penalty)) hold(() => tf.clone(penalty()));
}

/** Keeps a penalty beyond the `tf.tidy` of the nested model in which it is computed. */
function hold(penalty: () => tf.Scalar): void {
  collected!.push(tf.keep(tf.tidy(penalty)));
}

function isConcrete(outputs: unknown): outputs is tf.Tensor | tf.Tensor[] {
  return [outputs].flat().every((output) => output instanceof tf.Tensor);
}

type Call = (args: unknown[]) => unknown;

/** Hides the activity regularizer while a layer is applied, because tfjs throws if it sees one. */
function hide<T>(call: () => T): T {
  hidden++;
  try {
    return call();
  } finally {
    hidden--;
  }
}

function wrap(
  prototype: Record<string, unknown> | object,
  name: string,
  around: (call: Call, layer: object, args: unknown[]) => unknown,
): void {
  const methods = prototype as Record<string, (...args: unknown[]) => unknown>;
  const method = methods[name]!;
  methods[name] = function (this: object, ...args: unknown[]) {
    return around((given) => method.apply(this, given), this, args);
  };
}
