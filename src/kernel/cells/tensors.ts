import { inspect } from 'node:util';
import * as tf from '@tensorflow/tfjs';
import { refuseRagged } from './ragged';

const running = new Set<tf.LayersModel>();

/** Makes tensors print their shape, dtype and values, models their layers, histories their ends, and lets Stop reach a `fit`. */
export function teachTensorFlow(): void {
  Object.defineProperty(tf.Tensor.prototype, inspect.custom, { value: describeTensor });
  Object.defineProperty(tf.LayersModel.prototype, inspect.custom, { value: describeModel });
  Object.defineProperty(tf.History.prototype, inspect.custom, { value: describeHistory });
  for (const name of ['fit', 'fitDataset'] as const) watch(name);
  refuseRagged();
}

function describeTensor(this: tf.Tensor): string {
  if (this.isDisposed) return `Tensor of shape [${this.shape.join(', ')}], ${this.dtype}, disposed`;
  return this.toString(true);
}

function describeModel(this: tf.LayersModel): string {
  const lines: string[] = [];
  try {
    if (!this.built) this.build([]);
    this.summary(undefined, undefined, (line) => lines.push(line));
  } catch {
    lines.push(`${this.getClassName()} '${this.name}', not built: the first layer has no inputShape`);
  }
  return lines.join('\n');
}

/** `History of 10 epochs: loss 0.2028 to 0.0868, val_loss 0.1704 to 0.0842` */
function describeHistory(this: tf.History): string {
  const count = this.epoch?.length ?? 0;
  const curves = Object.entries(this.history ?? {}).map(([name, values]) => {
    const [first, last] = [values[0], values.at(-1)].map((value) => Number(value).toPrecision(4));
    return `${name} ${first} to ${last}`;
  });
  return `History of ${count} epoch${count === 1 ? '' : 's'}: ${curves.join(', ')}`;
}

function watch(name: 'fit' | 'fitDataset'): void {
  const original = tf.LayersModel.prototype[name] as (...args: unknown[]) => Promise<tf.History>;
  tf.LayersModel.prototype[name] = async function (this: tf.LayersModel, ...args: unknown[]) {
    running.add(this);
    try {
      return await original.apply(this, args);
    } finally {
      running.delete(this);
    }
  };
}

/** Where TensorFlow.js stands before a cell, to come back to when the cell is cut short. */
export function markScopes(): () => void {
  const engine = tf.engine();
  const { state } = engine;
  const depth = state.scopeStack.length;
  const { gradientDepth, kernelDepth, activeTape } = state;
  return () => {
    // a scope that `tf.tidy` opened and could not close would dispose of what later cells make
    while (state.scopeStack.length > depth) engine.endScope();
    Object.assign(state, { gradientDepth, kernelDepth, activeTape });
  };
}

/** Tells each `fit` that runs to end after its batch, and waits for that, `ms` at most. */
export async function stopFits(ms: number): Promise<void> {
  for (const model of running) model.stopTraining = true;
  for (let i = 0; running.size && i < ms; i += 10) await new Promise((resolve) => setTimeout(resolve, 10));
  // one that V8 cut cannot end by itself
  for (const model of running) Object.assign(model, { isTraining: false });
  running.clear();
}
