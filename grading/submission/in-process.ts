import * as tf from '@tensorflow/tfjs';
import { doingOf, type Request } from '../protocol/questions';
import { SubmissionError, type Images, type Part, type Subject, type Values } from '../protocol/subject';
import { messageOf } from '../protocol/text';
import { fromBase64 } from './base64';
import { toClaim, type Built } from './claim';

/** Values and their shape as a tensor. */
const toTensor = ({ shape, data }: { shape: number[]; data: number[] | Float32Array }): tf.Tensor =>
  tf.tensor(data, shape);
const fromBytes = ({ shape, bytes }: Images) => ({
  shape,
  data: Float32Array.from(fromBase64(bytes), (byte) => byte / 255),
});
const toValues = (tensor: tf.Tensor): Values => ({
  shape: tensor.shape,
  data: Array.from(tensor.dataSync()),
});

/** Calls `use` with `values` as tensors and frees them; without `tf.tidy`, which would hide leaks of layers. */
async function withTensors<T>(
  values: Parameters<typeof toTensor>[0][],
  use: (tensors: tf.Tensor[]) => T | Promise<T>,
): Promise<T> {
  const tensors = values.map(toTensor);
  try {
    return await use(tensors);
  } finally {
    tf.dispose(tensors);
  }
}

/** Runs the learner's code; its errors are shown to the learner. */
async function theirs<T>(ask: Request['ask'], args: unknown[], run: () => T | Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw new SubmissionError(doingOf({ ask, with: args }), messageOf(error));
  }
}

/**
 * A subject whose models are in this process.
 *
 * @param exported the exports of the submission's file, including `autoencoder`
 */
export function subjectOf(exported: Record<string, unknown>): Subject {
  const builds: (Built | undefined)[] = [];
  const met = new WeakSet<tf.LayersModel>();
  const built = (build: number): Built => {
    const found = builds[build];
    if (!found) throw new Error(`unknown build: ${build}`);
    return found;
  };
  const model = (build: number, part: Part): tf.LayersModel => {
    const found = built(build).models[part];
    if (!found) throw new Error(`unknown model: ${part}`);
    return found;
  };

  return {
    async exports() {
      return { names: Object.keys(exported), autoencoder: typeof exported.autoencoder };
    },

    build: (args) =>
      theirs('build', [args], () => {
        const given = structuredClone(args);
        const returned = (exported.autoencoder as (...args: unknown[]) => unknown)(...given);
        const { claim, built } = toClaim(builds.length, returned, given);
        const made = Object.values(built.models);
        if (made.some((model) => met.has(model))) throw new Error('a model of an earlier call was returned');
        made.forEach((model) => met.add(model));
        builds.push(built);
        return claim;
      }),

    async weights(build) {
      return theirs('weights', [], () => built(build).pool.map((weight) => toValues(weight.read())));
    },

    async setWeights(build, values) {
      await theirs('setWeights', [], () =>
        tf.tidy(() => built(build).pool.forEach((weight, i) => weight.write(toTensor(values[i] as Values)))),
      );
    },

    predict: (build, part, x) =>
      theirs('predict', [build, part], () =>
        withTensors([x], ([input]) => {
          const y = model(build, part).predict(input!, { batchSize: x.shape[0] });
          const outputs = Array.isArray(y) ? y : [y];
          const values = outputs.map(toValues);
          tf.dispose(outputs);
          return values;
        }),
      ),

    evaluate: (build, x, y) =>
      theirs('evaluate', [], () =>
        withTensors([x, y], ([input, target]) => {
          const losses = model(build, 'auto').evaluate(input!, target!, { batchSize: x.shape[0] });
          const loss = (Array.isArray(losses) ? losses[0] : losses)?.dataSync()[0] ?? NaN;
          tf.dispose(losses);
          return loss;
        }),
      ),

    trainOnBatch: (build, x, y) =>
      theirs('trainOnBatch', [], () =>
        withTensors([x, y], async ([input, target]) => {
          const losses = await model(build, 'auto').trainOnBatch(input!, target!);
          return (Array.isArray(losses) ? losses[0] : losses) ?? NaN;
        }),
      ),

    fit: (build, x, options) =>
      theirs('fit', [], () =>
        withTensors([fromBytes(x)], async ([input]) => {
          const { history } = await model(build, 'auto').fit(input!, input!, { ...options, verbose: 0 });
          return (history.loss ?? []).map(Number);
        }),
      ),

    async tensors() {
      return tf.memory().numTensors;
    },

    async dispose(build) {
      const { auto, encoder, decoder } = built(build).models;
      builds[build] = undefined;
      for (const model of [auto, encoder, decoder]) {
        try {
          model?.dispose();
        } catch {
          // already freed with a model that shares its layers
        }
        (model?.optimizer as tf.Optimizer | undefined)?.dispose();
      }
    },
  };
}
