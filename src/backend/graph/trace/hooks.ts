import * as tf from '@tensorflow/tfjs';
import { onTermination } from '../../tfjs/termination';

/** A kernel call of a tfjs operation; without a name, a call of `tf.customGrad`. */
export interface KernelCall {
  kernelName?: string;
  inputs: tf.NamedTensorMap;
  attrs?: object;
}
export type Outputs = tf.Tensor | tf.Tensor[];

/** An observer of the calls of user code. */
export interface Hook {
  kernel(call: KernelCall, execute: () => Outputs): Outputs;
  assign(variable: tf.Variable, value: tf.Tensor, execute: () => void): void;
}

/** The untyped members of tfjs' engine that this folder uses. */
interface Engine {
  constructor: { nextTensorId: number };
  state: {
    kernelDepth: number;
    gradientDepth: number;
    activeTape: { saved: tf.Tensor[] }[] | null;
  };
  startTape(): void;
  endTape(): void;
  runKernelFunc(call: KernelCall): Outputs;
  /** Makes the innermost tidy scope dispose `tensor`. */
  track(tensor: tf.Tensor): tf.Tensor;
}

export const engine = (): Engine => tf.engine() as unknown as Engine;

/** The id of the next tensor. */
export const nextTensorId = (): number => engine().constructor.nextTensorId;

let hook: Hook | undefined;
let installed = false;
onTermination(() => (hook = undefined));

/** Runs `work`, reporting each kernel call and variable assignment to `next`. */
export function withHook<T>(next: Hook | undefined, work: () => T): T {
  const outer = hook;
  hook = next;
  try {
    return work();
  } finally {
    hook = outer;
  }
}

/** Runs `work` as if inside a gradient, which some tfjs operations check, but without keeping anything for one. */
export function withTape<T>(work: () => T): T {
  const target = engine();
  target.startTape();
  try {
    return work();
  } finally {
    target.endTape();
    for (const { saved } of target.state.activeTape ?? []) tf.dispose(saved);
    target.state.activeTape = null;
  }
}

export function installHooks(): void {
  if (installed) return;
  installed = true;
  const target = engine();
  const { runKernelFunc } = target;
  target.runKernelFunc = function (call) {
    const execute = () => runKernelFunc.call(this, call);
    return hook && !this.state.kernelDepth ? hook.kernel(call, execute) : execute();
  };
  const { prototype } = tf.Variable;
  const { assign } = prototype;
  prototype.assign = function (value) {
    const execute = () => assign.call(this, value);
    if (hook) hook.assign(this, value, execute);
    else execute();
  };
}
