import * as tf from '@tensorflow/tfjs';
import type { Autoencoder } from './autoencoder';

/**
 * Connects an encoder and a decoder as one model, `auto`, which shares their weights, and compiles it.
 *
 * @param encoder one input, one output: the code
 * @param decoder maps the code to the shape of the encoder's input
 * @param args optimizer and loss
 * @throws if the decoder's input is not shaped like the code, or its output is not shaped like the encoder's input
 * @example
 * const { auto } = connect(encoder, decoder, { optimizer: 'adam', loss: 'meanSquaredError' });
 */
export function connect(
  encoder: tf.LayersModel,
  decoder: tf.LayersModel,
  args: tf.ModelCompileArgs,
): Autoencoder {
  assertFits('decoder input', encoder.outputShape, decoder.inputs[0]!.shape);
  assertFits('decoder output', encoder.inputs[0]!.shape, decoder.outputShape);
  const input = tf.input({ shape: encoder.inputs[0]!.shape.slice(1) });
  const reconstruction = decoder.apply(encoder.apply(input)) as tf.SymbolicTensor;
  const auto = tf.model({ inputs: input, outputs: reconstruction, name: 'auto' });
  auto.compile(args);
  return { encoder, decoder, auto };
}

function assertFits(what: string, expected: tf.Shape | tf.Shape[], got: tf.Shape | tf.Shape[]): void {
  const [want, have] = [JSON.stringify(expected), JSON.stringify(got)];
  if (want !== have) throw new Error(`invalid ${what}: shape ${have} (expected ${want}, the encoder's)`);
}
