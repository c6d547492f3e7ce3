import * as tf from '@tensorflow/tfjs';
import { parts, type Claim, type ModelClaim, type Part } from '../protocol/subject';
import { traceModel } from './trace';

/** A weight of a tfjs layer. */
interface Weight {
  id: number;
  name: string;
  shape: (number | null)[];
  read(): tf.Tensor;
  write(value: tf.Tensor): unknown;
}

/** The models behind a claim. */
export interface Built {
  models: Partial<Record<Part, tf.LayersModel>>;
  /** The weights of the models, each listed once. */
  pool: Weight[];
}

/** Describes `returned` as plain data, and keeps the models that it describes. */
export function toClaim(build: number, returned: unknown, args: unknown[]): { claim: Claim; built: Built } {
  const models: Built['models'] = {};
  for (const part of parts) {
    const model = (returned as Partial<Record<Part, unknown>> | null | undefined)?.[part];
    if (model instanceof tf.LayersModel) models[part] = model;
  }
  const pool: Weight[] = [];
  /** The indexes of `weights` in the pool, to which new ones are added. */
  const pooled = (weights: readonly unknown[]): number[] =>
    (weights as Weight[]).map((weight) => {
      const at = pool.findIndex(({ id }) => id === weight.id);
      return at >= 0 ? at : pool.push(weight) - 1;
    });
  const claims = Object.entries(models).map(([part, model]) => [part, describe(model, pooled)]);
  const claim: Claim = {
    build,
    returned: wordsFor(returned),
    models: Object.fromEntries(claims),
    args: args.map(plain),
    weights: pool.map(({ name, shape }) => ({ name, shape: shape as number[] })),
  };
  return { claim, built: { models, pool } };
}

function describe(model: tf.LayersModel, pooled: (weights: readonly unknown[]) => number[]): ModelClaim {
  const { steps, outputsFrom } = traceModel(model);
  const compiled = model.optimizer as tf.Optimizer | undefined;
  return {
    inputs: model.inputs.map(({ shape }) => shape),
    outputs: model.outputs.map(({ shape }) => shape),
    layers: steps.map(({ layer, ...step }) => ({ ...step, weights: pooled(layer.weights) })),
    outputsFrom,
    weights: pooled(model.weights),
    compiled: compiled
      ? {
          optimizer: compiled.getClassName(),
          settings: compiled.getConfig(),
          loss: typeof model.loss === 'string' ? model.loss : 'a function',
        }
      : null,
  };
}

/** An argument after the call as plain data, whatever the call made of it. */
function plain(arg: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(arg)) as unknown;
  } catch {
    return 'something else';
  }
}

/** The keys of a returned object, or the name of what was returned instead. */
function wordsFor(returned: unknown): string[] | string {
  if (returned === null || typeof returned !== 'object') return String(returned);
  if (returned instanceof Promise) return 'a Promise';
  if (Array.isArray(returned)) return `a list of ${returned.length}`;
  if (returned instanceof tf.LayersModel) return 'a model';
  return Object.keys(returned);
}
