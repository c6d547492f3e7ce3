import * as tf from '@tensorflow/tfjs';
import { regularizerOf } from '../../training/penalties';
import { isPure, isPureFunction } from './pure';

/** An object, and those of its properties that matter. */
interface Part {
  object: object;
  keys: string[];
}

/**
 * Everything that an object of a pure class depends on: its properties, and those of the objects it contains, at any
 * depth. Values of tensors are excluded: tensors kept from one step to the next (the states of a recurrent layer, a penalty
 * that is not collected yet) are detected when a step uses them.
 */
export class Watched {
  /** Whether it contains custom code: a function, or an object of a class, that may depend on anything. */
  readonly hasCustomCode: boolean;
  private readonly isAnother: () => boolean;

  /**
   * @param only the properties of `root` that matter, if not all do; `root` may then be of any class
   * @param shared objects that another `Watched`, asked together with this one, watches already
   */
  constructor(root: object, only?: string[], shared = new Set<object>()) {
    let hasCustomCode = false;
    const seen = new Set<object>();
    const parts: Part[] = [];
    const add = (object: object, keys: string[], isWhole = true): void => {
      if (shared.has(object)) return;
      if (isWhole) shared.add(object);
      parts.push({ object, keys });
    };
    const visit = (object: object): void => {
      if (seen.has(object) || object instanceof tf.SymbolicTensor) return;
      seen.add(object);
      if (object instanceof tf.Variable) return add(object, ['trainable']);
      const isWhole = object !== root || !only;
      if (isWhole && !isPlain(object) && !isPure(object)) return void (hasCustomCode = true);
      const keys = isWhole ? keysOf(object) : only!;
      add(object, isWhole ? [...keys, ...methodsOf(object)] : keys, isWhole);
      for (const key of keys) {
        const value = (object as Record<string, unknown>)[key];
        const regularizer = regularizerOf(value);
        if (regularizer) visit(regularizer);
        else if (typeof value === 'function') hasCustomCode ||= !isPureFunction(value);
        else if (typeof value === 'object' && !isBlank(value)) visit(value!);
      }
    };
    visit(root);
    this.hasCustomCode = hasCustomCode;
    this.isAnother = compile(parts);
  }

  get hasChanged(): boolean {
    return this.isAnother();
  }
}

/** Properties that no step depends on: how a layer was built, what was built from it, and a step counter. */
const irrelevant =
  /Initializer$|^(inboundNodes|outboundNodes|_refCount|initialWeights|iterations_|stopTraining_|history)$/;

/** Whether `value` is a tensor or null: a layer may replace one by the other. */
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

/**
 * Returns a function that tells whether a property of `parts` has changed. It runs before every step, so it is compiled:
 * a loop over objects and names takes ten times as long.
 */
function compile(parts: Part[]): () => boolean {
  const held: unknown[] = [];
  const hold = (value: unknown): string => `held${held.push(value) - 1}`;
  const terms = parts.flatMap(({ object, keys }) => {
    const name = hold(object);
    return keys.map((key) => {
      const property = `${name}[${JSON.stringify(key)}]`;
      const value = (object as Record<string, unknown>)[key];
      if (isBlank(value)) return `!isBlank(${property})`;
      return typeof value === 'number'
        ? `!Object.is(${property}, ${hold(value)})`
        : `${property} !== ${hold(value)}`;
    });
  });
  const names = held.map((_, i) => `held${i}`);
  const body = `const [${names}] = held; return () => ${terms.join(' || ') || 'false'};`;
  return new Function('isBlank', 'held', body)(isBlank, held) as () => boolean;
}
