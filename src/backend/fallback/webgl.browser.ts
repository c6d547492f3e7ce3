import * as tf from '@tensorflow/tfjs';
import { installUpsampling } from './upsampling';

/** What a training step of a small model took on a backend, and the loss after the steps. */
export interface Measured {
  ms: number;
  loss: number;
}

/** Programs that stand in for a graphics card, with the processor's power: they are slower than WebAssembly. */
const software = /swiftshader|llvmpipe|softpipe|lavapipe|software|basic render/i;

/** A graphics card has to be clearly faster: it costs more to read numbers from it, which small steps do. */
const enough = 0.7;

/** The name of the computer's graphics card, or undefined if there is none that TensorFlow.js can use with 32-bit floats. */
export function findCard(): string | undefined {
  if (typeof OffscreenCanvas === 'undefined') return undefined;
  const context = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!context?.getExtension('EXT_color_buffer_float')) return undefined;
  const names = context.getExtension('WEBGL_debug_renderer_info');
  const name = String(context.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : context.RENDERER));
  context.getExtension('WEBGL_lose_context')?.loseContext(); // a browser allows few at a time
  return name && !software.test(name) ? name : undefined;
}

/** Whether to train on the graphics card: it computes the same, and is clearly faster. */
export const isWorthIt = (wasm: Measured, webgl: Measured): boolean =>
  Math.abs(webgl.loss / wasm.loss - 1) < 1e-3 && webgl.ms < enough * wasm.ms;

/**
 * Selects tfjs' WebGL backend. TensorFlow.js takes every card that has 32-bit floats for one with 16 bits, and gives it a
 * thousand times the epsilon of other backends, with which Adam and the losses start differently; here it gets the same.
 *
 * @throws if it does not start, or the card has no 32-bit floats
 */
export async function loadWebgl(): Promise<void> {
  if (!(await tf.setBackend('webgl'))) throw new Error('tfjs could not start its WebGL backend');
  if (!tf.env().getBool('WEBGL_RENDER_FLOAT32_ENABLED'))
    throw new Error('the graphics card does not compute with 32-bit floats');
  (tf.backend() as unknown as { floatPrecisionValue: number }).floatPrecisionValue = 32;
  installUpsampling('webgl');
}

const [batch, warm, timed] = [256, 3, 5];

/** Trains a small dense model for some steps on the selected backend: the first ones compile its programs. */
export async function measureStep(): Promise<Measured> {
  const images = tf.tidy(
    () =>
      tf
        .range(0, batch * 784)
        .sin()
        .abs()
        .reshape([batch, 784]) as tf.Tensor2D,
  );
  const layers = [128, 32, 128].map((units) => tf.layers.dense({ units, activation: 'relu' }));
  const model = tf.sequential({
    layers: [
      tf.layers.inputLayer({ inputShape: [784] }),
      ...layers,
      tf.layers.dense({ units: 784, activation: 'sigmoid' }),
    ],
  });
  const seeded = model.getWeights().map(({ shape }, n) => toStart(shape, n));
  model.setWeights(seeded);
  model.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });
  let loss = NaN;
  let begun = 0;
  for (let step = 0; step < warm + timed; step++) {
    if (step === warm) begun = performance.now();
    loss = (await model.trainOnBatch(images, images)) as number; // reads the loss, so the card has finished
  }
  const ms = (performance.now() - begun) / timed;
  model.dispose();
  (model.optimizer as tf.Optimizer).dispose();
  tf.dispose([images, ...seeded]);
  return { ms, loss };
}

/** The same weights on each backend: kernels of glorotUniform's size, no biases. */
function toStart(shape: number[], n: number): tf.Tensor {
  const limit = shape.length > 1 ? Math.sqrt(6 / (shape[0]! + shape[1]!)) : 0;
  return tf.tidy(() => {
    const size = tf.util.sizeFromShape(shape);
    return tf.range(0, size).add(n).mul(12.9898).sin().mul(limit).reshape(shape);
  });
}
