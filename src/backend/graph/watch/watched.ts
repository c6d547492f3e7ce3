import * as tf from '@tensorflow/tfjs';
import { regularizerOf } from '../../training/penalties';
import { isKnown, isKnownFunction } from './known';

/**
 * Everything that an object of a known class depends on: its properties, and those of the objects it contains, at any
 * depth. Values of tensors are excluded: tensors kept from one step to the next (the states of a recurrent layer, a penalty
 * that is not collected yet) are detected when a step uses them.
 */
export class Watched {
  /** Whether it contains custom code: a function, or an object of a class, that may depend on anything. */
  readonly hasCustomCode: boolean;
  private readonly parts: { object: object; values: unknown[]; isSame: Comparison }[] = [];

  /** @param only the properties of `root` that matter, if not all do; `root` may then be of any class */
  constructor(root: object, only?: string[]) {
    let hasCustomCode = false;
    const seen = new Set<object>();
    const visit = (object: object): void => {
      if (seen.has(object) || object instanceof tf.SymbolicTensor) return;
      seen.add(object);
      if (object instanceof tf.Variable) return this.add(object, ['trainable']);
      const isWhole = object !== root || !only;
      if (isWhole && !isPlain(object) && !isKnown(object)) return void (hasCustomCode = true);
      const keys = isWhole ? keysOf(object) : only!;
      this.add(object, isWhole ? [...keys, ...methodsOf(object)] : keys);
      for (const key of keys) {
        const value = (object as Record<string, unknown>)[key];
        const regularizer = regularizerOf(value);
        if (regularizer) visit(regularizer);
        else if (typeof value === 'function') hasCustomCode ||= !isKnownFunction(value);
        else if (typeof value === 'object' && !isBlank(value)) visit(value!);
      }
    };
    visit(root);
    this.hasCustomCode = hasCustomCode;
  }

  /** Called before every step, so it is a loop without allocations. */
  get hasChanged(): boolean {
    for (const { object, values, isSame } of this.parts) if (!isSame(object, values)) return true;
    return false;
  }

  private add(object: object, keys: string[]): void {
    const values = keys.map((key) => {
      const value = (object as Record<string, unknown>)[key];
      return isBlank(value) ? blank : value;
    });
    this.parts.push({ object, values, isSame: compare(keys, values) });
  }
}

/** Properties that no step depends on: how a layer was built, what was built from it, and a step counter. */
const irrelevant =
  /Initializer$|^(inboundNodes|outboundNodes|_refCount|initialWeights|iterations_|stopTraining_|history)$/;

/** A placeholder for a tensor or null: a layer may replace one by the other. */
const blank = Symbol('a tensor, or nothing');

function isBlank(value: unknown): boolean {
  if (value == null) return true;
  if (Array.isArray(value)) return value.length > 0 && value.every(isBlank);
  return value instanceof tf.Tensor && !(value instanceof tf.Variable);
}

function isPlain(object: object): boolean {
  const prototype = Object.getPrototypeOf(object) as object | null;
  return Array.isArray(object) || prototype === null || prototype === Object.prototype;
}

function keysOf(object: object): string[] {
  if (object instanceof tf.LayersModel) return ['layers', 'trainable_', 'model'];
  const keys = Object.keys(object).filter((key) => !irrelevant.test(key));
  if (Array.isArray(object)) keys.push('length');
  if (object instanceof tf.layers.Layer) keys.push('activityRegularizer'); // behind an accessor: see penalties.ts
  return keys;
}

/** The names of an object's own methods: replacing one changes the object. */
function methodsOf(object: object): string[] {
  const names = new Set<string>();
  if (isPlain(object)) return [];
  let prototype = Object.getPrototypeOf(object) as object;
  while (prototype !== Object.prototype) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype)))
      if (typeof value === 'function' && name !== 'constructor') names.add(name);
    prototype = Object.getPrototypeOf(prototype) as object;
  }
  return [...names];
}

type Comparison = (object: object, values: unknown[]) => boolean;
const comparisons = new Map<string, Comparison>();

/**
 * A function that compares the properties `keys` of an object with `values`. It is compiled once for all objects with the
 * same keys, because a loop over names takes ten times as long.
 */
function compare(keys: string[], values: unknown[]): Comparison {
  const terms = keys.map((key, i) => {
    const property = `object[${JSON.stringify(key)}]`;
    return values[i] === blank ? `isBlank(${property})` : `Object.is(${property}, values[${i}])`;
  });
  const body = `return (object, values) => ${terms.join(' && ') || 'true'};`;
  let comparison = comparisons.get(body);
  if (!comparison) {
    comparison = new Function('isBlank', body)(isBlank) as Comparison;
    comparisons.set(body, comparison);
  }
  return comparison;
}
