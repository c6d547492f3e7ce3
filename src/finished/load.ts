import * as tf from '@tensorflow/tfjs';
import { reconstructionLoss } from '../layers';
import type { Autoencoder } from '../models/autoencoder';
import { modelsFile, readModels } from './stored';

export { modelsFile };

/** One half of a finished model: how tfjs describes it, without weights. */
export interface Half {
  isSequential: boolean;
  config: tf.serialization.ConfigDict;
}

/** A finished model. */
export interface Finished {
  encoder: Half;
  decoder: Half;
  loss: string;
  /** The standard deviation of the noise in front of the encoder, in training. */
  noise?: number;
}

let stored: Record<string, Finished> | undefined;

/** The key of a call, such as `vanillaAutoencoder(784, [], 256)`: objects have their properties in alphabetical order. */
export const callOf = (name: string, args: unknown[]): string => `${name}(${args.map(toText).join(', ')})`;

function toText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return `{ ${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, part]) => `${key}: ${toText(part)}`)
    .join(', ')} }`;
}

/**
 * A model of the lessons as its builder makes it, with new random weights, but made from a description.
 *
 * @param name the builder's name
 * @param args its arguments
 * @throws if the lessons do not use the builder with these arguments
 */
export function load(name: string, args: unknown[], optimizer: string | tf.Optimizer = 'adam'): Autoencoder {
  stored ??= readModels() as Record<string, Finished>;
  const call = callOf(name, args);
  const found = Object.hasOwn(stored, call) ? stored[call] : undefined;
  if (!found) {
    const others = Object.keys(stored).filter((other) => other.startsWith(`${name}(`));
    throw new Error(
      `${call} is not one of the lessons' models (available: ${others.join('; ')}). For other sizes, use your own function from the task.`,
    );
  }
  const { encoder: first, decoder: second } = structuredClone(found); // tfjs changes what it is given
  const [encoder, decoder] = [restore(first), restore(second)];
  const input = tf.input({ shape: encoder.inputs[0]!.shape.slice(1) });
  const noisy =
    found.noise === undefined ? input : tf.layers.gaussianNoise({ stddev: found.noise }).apply(input);
  const [code] = [encoder.apply(noisy)].flat();
  const auto = tf.model({ inputs: input, outputs: decoder.apply(code!) as tf.SymbolicTensor, name: 'auto' });
  auto.compile({ optimizer, loss: found.loss === reconstructionLoss.name ? reconstructionLoss : found.loss });
  return { encoder, decoder, auto };
}

const restore = ({ isSequential, config }: Half): tf.LayersModel =>
  isSequential
    ? tf.Sequential.fromConfig<tf.Sequential>(tf.Sequential, config)
    : tf.LayersModel.fromConfig<tf.LayersModel>(tf.LayersModel, config);
