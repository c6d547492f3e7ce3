import * as tf from '@tensorflow/tfjs';
import type { Observer } from '../../user-code';
import { dataOf, native, type Values } from '../runtime';
import { engine, nextTensorId, withHook, type Hook, type KernelCall, type Outputs } from './hooks';
import type { Event, Script } from './script';
import { flatten, mapLeaves, Ref } from './tree';

/** Which code of a model is custom. */
export type Custom = Pick<Observer, 'isCustomLayer' | 'isCustomFunction'>;

/** Tensors of outside that are larger are not handed to a graph at every step. */
const largest = 100_000;

/**
 * Writes down what user code does in one step, each piece of it once. Given the events of pieces that ran already, it
 * repeats those, kernel by kernel, in place of the code; gradients reach them as they would reach the code.
 */
export class Tracer implements Observer, Hook {
  readonly events: Event[] = [];
  /** The numbers of constants, by the index of their `Ref`. */
  readonly constants = new Map<number, Values>();
  /** Why a graph cannot stand for the code, if so. */
  why?: string;
  /** What the code threw, which ends the step. */
  thrown?: { error: unknown };
  protected readonly tensors: tf.Tensor[] = [];
  private readonly refs = new Map<number, Ref>();
  private readonly stepStart = nextTensorId();
  private pieceStart = 0;
  protected gradientDepth = 0;
  isInside = false;
  private readonly held = new Set<tf.Tensor>();
  private readonly repeated: Event[];
  private readonly numbers: Map<number, Values>;

  /** @param before what ran already */
  constructor(
    protected readonly batch: tf.Tensor[],
    private readonly custom: Custom,
    private readonly before?: {
      events: Event[];
      constants: Map<number, Values>;
      thrown?: { error: unknown };
    },
  ) {
    this.repeated = before?.events ?? [];
    this.numbers = before?.constants ?? new Map<number, Values>();
    for (const tensor of batch) this.bind(tensor);
  }

  isCustomLayer(layer: object): boolean {
    return !this.isInside && this.custom.isCustomLayer(layer);
  }

  isCustomFunction(fn: (...args: never[]) => unknown): boolean {
    return !this.isInside && this.custom.isCustomFunction(fn);
  }

  run<Args, Result>(owner: object, code: (args: Args) => Result, args: Args): Result {
    if (this.events.length < this.repeated.length) return this.repeat(args) as Result;
    this.isInside = true;
    this.pieceStart = nextTensorId();
    this.gradientDepth = engine().state.gradientDepth;
    try {
      const tree = mapLeaves(
        args,
        (tensor) => this.refOf(tensor as tf.Tensor) ?? this.bind(tensor as tf.Tensor),
      );
      this.add({ kind: 'call', subject: owner, tree, code });
      const result = withHook(this, () => code(args));
      this.add({ kind: 'return', tree: this.describe(result) });
      return result;
    } catch (error) {
      this.thrown ??= { error };
      throw error;
    } finally {
      this.isInside = false;
    }
  }

  kernel(call: KernelCall, execute: () => Outputs): Outputs {
    const { kernelName, inputs, attrs } = call;
    if (!kernelName) this.refuse('it has a gradient of its own (tf.customGrad)');
    if (engine().state.gradientDepth > this.gradientDepth) this.refuse('it computes a gradient itself');
    const described = this.describe(inputs);
    const event: Event = kernelName
      ? { kind: 'kernel', subject: kernelName, tree: [described, mapLeaves(attrs, (leaf) => leaf)] }
      : { kind: 'custom', subject: call, tree: described };
    this.add(event);
    const outputs = this.outputsOf(execute);
    if (event.kind === 'kernel' && Array.isArray(outputs)) event.outputs = outputs.length;
    for (const output of [outputs].flat()) this.bind(output);
    return outputs;
  }

  assign(variable: tf.Variable, value: tf.Tensor, execute: () => void): void {
    this.refuse('it assigns a variable');
    this.add({ kind: 'assign', subject: variable, tree: this.describe(value) });
    execute();
  }

  /** Lets go of what was kept for the step. */
  end(): void {
    tf.dispose([...this.held]);
  }

  /** What was written down, when the step has ended. */
  toScript(unused: number[]): Script {
    return {
      events: this.events,
      isTaped: this.gradientDepth > 0,
      infos: this.tensors.map(({ shape, dtype }) => ({ shape, dtype })),
      fixed: new Map(unused.map((index) => [index, this.constants.get(index)!])),
    };
  }

  /** Whether user code kept a tensor past the step, other than `results`. */
  keepsTensors(results: tf.Tensor[]): boolean {
    return this.tensors.some(
      (tensor) => tensor.id >= this.stepStart && !tensor.isDisposed && !results.includes(tensor),
    );
  }

  protected add(event: Event): void {
    this.events.push(event);
  }

  protected outputsOf(execute: () => Outputs): Outputs {
    return execute();
  }

  protected refuse(why: string): void {
    this.why ??= why;
  }

  protected bind(tensor: tf.Tensor): Ref {
    const ref = this.refs.get(tensor.id) ?? new Ref(this.tensors.length);
    this.refs.set(tensor.id, ref);
    this.tensors[ref.index] ??= tensor;
    return ref;
  }

  /** Called when all that ran already has been repeated. */
  protected afterRepeating(): void {}

  private refOf(tensor: tf.Tensor): Ref | tf.Variable | undefined {
    return this.refs.get(tensor.id) ?? (tensor instanceof tf.Variable ? tensor : undefined);
  }

  /** `tree` with a `Ref` for each tensor. One that is new was made of numbers of JavaScript: a constant. */
  private describe(tree: unknown): unknown {
    return mapLeaves(tree, (leaf) => this.refOf(leaf as tf.Tensor) ?? this.toConstant(leaf as tf.Tensor));
  }

  private toConstant(tensor: tf.Tensor): Ref | tf.Tensor {
    const { id, dtype, shape, size } = tensor;
    const isOutside = id < this.stepStart;
    const isMade = id >= this.pieceStart && dataOf(tensor).values;
    if (!['float32', 'int32', 'bool'].includes(dtype))
      this.refuse('it makes a tensor that is neither float32, int32 nor bool');
    else if (!isMade && (!isOutside || size > largest)) this.refuse('it uses a tensor made outside of it');
    else {
      this.add({ kind: 'constant', tree: [dtype, shape] });
      const ref = this.bind(tensor);
      const { recording } = native().binding;
      const values = recording?.read(tensor) ?? native().readSync(tensor.dataId);
      this.constants.set(ref.index, values.slice());
      recording?.note({ ref: ref.index }, tensor);
      return ref;
    }
    return tensor;
  }

  private repeat(args: unknown): unknown {
    const tensors = flatten(args);
    const call = this.next();
    mapLeaves(call.tree, (leaf) => void this.rebind(leaf, tensors.shift()!));
    const from = this.events.length;
    const end = this.repeated.findIndex(({ kind }, i) => i >= from && kind === 'return');
    const isCustom = this.repeated
      .slice(from, end < 0 ? undefined : end)
      .some(({ kind }) => kind === 'custom');
    if (isCustom && end >= 0) return this.rerun(call, end, args);
    if (isCustom && this.before?.thrown) throw this.before.thrown.error;
    while (this.events.length < this.repeated.length) {
      const event = this.next();
      if (event.kind === 'return') {
        if (this.events.length === this.repeated.length) this.afterRepeating();
        return this.resolve(event.tree, (tensor) => this.release(tensor));
      }
      this.redo(event);
    }
    if (this.before?.thrown) throw this.before.thrown.error;
    this.afterRepeating();
    throw new Error('user code that ran in part cannot be repeated');
  }

  /** A gradient of its own holds on to the tensors it was made for: the one code that runs twice, in a step that stays eager. */
  private rerun(call: Event, end: number, args: unknown): unknown {
    while (this.events.length <= end) this.next();
    const result = (call as Event & { kind: 'call' }).code(args as never);
    const tensors = flatten(result);
    mapLeaves(this.repeated[end]!.tree, (leaf) => void this.rebind(leaf, tensors.shift()!));
    return result;
  }

  private next(): Event {
    const event = this.repeated[this.events.length]!;
    this.add(event);
    return event;
  }

  private redo(event: Event): void {
    if (event.kind === 'assign') event.subject.assign(this.resolve(event.tree) as tf.Tensor);
    if (event.kind === 'constant') {
      const [dtype, shape] = event.tree as [tf.DataType, number[]];
      const { index } = new Ref(this.tensors.length);
      const values = this.numbers.get(index)!;
      const tensor = tf.tensor(values, shape, dtype);
      this.hold(tensor);
      this.constants.set(index, values);
      native().binding.recording?.note({ ref: index }, tensor);
    }
    if (event.kind === 'kernel') {
      const [inputs, attrs] = this.resolve(event.tree) as [tf.NamedTensorMap, tf.NamedAttrMap];
      for (const output of [tf.engine().runKernel(event.subject, inputs, attrs)].flat()) this.hold(output);
    }
  }

  private rebind(leaf: unknown, tensor: tf.Tensor): void {
    if (leaf instanceof Ref && !this.tensors[leaf.index]) this.bind(tensor);
  }

  /** Keeps a tensor that is repeated to the end of the step: a later piece may use it as the code kept it. */
  private hold(tensor: tf.Tensor): void {
    this.bind(tensor);
    this.held.add(tf.keep(tensor));
  }

  /** Leaves a tensor to the scope of tidy that it is returned to. */
  private release(tensor: tf.Tensor): tf.Tensor {
    if (this.held.delete(tensor)) engine().track(Object.assign(tensor, { kept: false }));
    return tensor;
  }

  private resolve(tree: unknown, map = (tensor: tf.Tensor) => tensor): unknown {
    return mapLeaves(tree, (leaf) => map(leaf instanceof Ref ? this.tensors[leaf.index]! : leaf));
  }
}
