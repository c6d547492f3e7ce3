import type * as tf from '@tensorflow/tfjs';
import { intAttributes } from '../kernels/kernel';
import type { Operation, Recording, Source } from './recorder';
import type { Attribute } from './runtime';

/** A recording whose operations are fewer, and do more each. */
export interface Plan {
  /** By their index in the recording; the others are not needed. */
  operations: Map<number, Operation>;
  results: Source[];
  /** Variables that are assigned, each with its new value. */
  assigned: Map<tf.Variable, Source>;
  /** Operations that change variables in place, each with those it waits for: all others that read the variables. */
  updates: Map<number, number[]>;
}

/** Activations as native/dense.cc numbers them, by the operations that compute them and their gradients. */
const activations: Record<string, number> = { Relu: 1, Sigmoid: 2 };
const gradients: Record<string, number> = { ReluGrad: 1, SigmoidGrad: 2, TanhGrad: 3 };

/**
 * The same step with fewer and faster operations: reshapes and casts that change nothing are left out; a product, the
 * bias added to it and the activation of both are one operation, the gradients of activation and bias another; Adam
 * works in place.
 *
 * @param batch shapes of its tensors
 */
export function fuse(recording: Recording, batch: number[][]): Plan {
  const operations = recording.operations.map((operation) => ({ ...operation }));
  const moved = new Map<string, Source>();
  const now = (source: Source): Source => moved.get(keyOf(source)) ?? source;
  const move = (index: number, to: Source) => moved.set(keyOf({ from: 'operation', index, output: 0 }), to);
  const roots = () => [...recording.results, ...recording.assigned.values()].map(now);
  const shapeOf = (source: Source): number[] => {
    if (source.from === 'operation') return operations[source.index]!.shapes[source.output]!;
    if (source.from === 'variable') return source.variable.shape;
    return source.from === 'batch' ? batch[source.index]! : recording.constants[source.index]!.shape;
  };

  operations.forEach((operation, i) => {
    operation.inputs = operation.inputs.map(now);
    const [input] = operation.inputs;
    const before = input?.from === 'operation' ? operations[input.index]! : undefined;
    if (operation.name === 'Reshape' && before?.name === 'Reshape') operation.inputs[0] = before.inputs[0]!;
    if (changesNothing(operation, shapeOf)) move(i, operation.inputs[0]!);
  });

  const uses = countUses(operations, roots());
  operations.forEach((operation, i) => {
    operation.inputs = operation.inputs.map(now);
    const [input] = operation.inputs;
    const index = input?.from === 'operation' ? input.index : -1;
    const before = operations[index];
    if (isProduct(operation)) operations[i] = toProduct(operation);
    else if (before && operation.name === 'BiasAddGrad' && before.name in gradients && isWide(operation)) {
      operations[index] = withBiasGradient(before, operation, operations, uses);
      move(i, { from: 'operation', index, output: 1 });
    } else if (before && uses.get(index) === 1) operations[i] = joined(before, operation) ?? operation;
  });

  const assigned = new Map([...recording.assigned].map(([variable, source]) => [variable, now(source)]));
  const inPlace = operations.flatMap((operation, i) =>
    isOnlyAssigned(operation, i, uses, assigned) ? [i] : [],
  );
  for (const i of inPlace) {
    operations[i] = { ...operations[i]!, name: 'AutoencodersAdamInPlace', shapes: [] };
    for (const variable of changedBy(operations[i]!)) assigned.delete(variable);
  }
  const results = recording.results.map(now);
  const live = findLive(operations, [...results, ...assigned.values()], inPlace);
  return {
    operations: new Map([...live].sort((a, b) => a - b).map((i) => [i, operations[i]!])),
    results,
    assigned,
    updates: new Map(inPlace.map((i) => [i, readersOf(changedBy(operations[i]!), operations, live, i)])),
  };
}

const keyOf = (source: Source): string =>
  source.from === 'operation' ? `${source.index}:${source.output}` : '';

const attributeOf = ({ attributes }: Operation, name: string): unknown =>
  attributes.find((attribute) => attribute.name === name)?.value;

function changesNothing(operation: Operation, shapeOf: (source: Source) => number[]): boolean {
  const { name, inputs, shapes } = operation;
  if (name === 'Reshape') return String(shapeOf(inputs[0]!)) === String(shapes[0]);
  if (name === 'Cast') return attributeOf(operation, 'SrcT') === attributeOf(operation, 'DstT');
  return name === 'AddN' && inputs.length === 1;
}

/** How many inputs of operations that are needed, and how many `roots`, each operation serves. */
function countUses(operations: Operation[], roots: Source[]): Map<number, number> {
  const uses = new Map<number, number>();
  const live = findLive(operations, roots, []);
  for (const source of [...roots, ...[...live].flatMap((i) => operations[i]!.inputs)])
    if (source.from === 'operation') uses.set(source.index, (uses.get(source.index) ?? 0) + 1);
  return uses;
}

/** The operations that `roots` and the operations `first` need, themselves included. */
function findLive(operations: Operation[], roots: Source[], first: number[]): Set<number> {
  const live = new Set<number>();
  const add = (i: number): void => {
    if (live.has(i)) return;
    live.add(i);
    operations[i]!.inputs.forEach(addSource);
  };
  const addSource = (source: Source): void => {
    if (source.from === 'operation') add(source.index);
  };
  roots.forEach(addSource);
  first.forEach(add);
  return live;
}

/** Gradients of fewer columns are faster one after the other. */
const isWide = ({ shapes }: Operation): boolean => shapes[0]![0]! >= 16;

/** A product of two matrices of floats. */
const isProduct = (operation: Operation): boolean =>
  operation.name === 'MatMul' && attributeOf(operation, 'T') === 1;

const toProduct = (operation: Operation): Operation => ({
  ...operation,
  name: 'AutoencodersProduct',
  attributes: intAttributes({
    transpose_a: Number(attributeOf(operation, 'transpose_a')),
    transpose_b: Number(attributeOf(operation, 'transpose_b')),
  }),
});

/** `before` and `operation`, which alone uses it, as one, where there is one. */
function joined(before: Operation, operation: Operation): Operation | undefined {
  const { name, inputs, shapes } = operation;
  const dense = (attributes: Attribute[], activation: number, more: Source[]): Operation => ({
    name: 'AutoencodersDense',
    attributes: [...attributes, ...intAttributes({ activation })],
    inputs: [...before.inputs, ...more],
    shapes,
  });
  if (before.name === 'AutoencodersProduct' && name === 'BiasAdd')
    return dense(before.attributes, 0, inputs.slice(1));
  const isLinear = before.name === 'AutoencodersDense' && attributeOf(before, 'activation') === 0;
  return isLinear && name in activations
    ? dense(before.attributes.slice(0, 2), activations[name]!, [])
    : undefined;
}

/** The gradient of an activation and of the bias below it; where the loss above is cross-entropy, of the three. */
function withBiasGradient(
  gradient: Operation,
  ofBias: Operation,
  operations: Operation[],
  uses: Map<number, number>,
): Operation {
  const [a, b] = gradient.inputs as [Source, Source];
  const [dy, y] = gradient.name === 'ReluGrad' ? [a, b] : [b, a];
  const shapes = [gradient.shapes[0]!, ofBias.shapes[0]!];
  const loss = dy.from === 'operation' && uses.get(dy.index) === 1 ? operations[dy.index]! : undefined;
  if (gradient.name === 'SigmoidGrad' && loss?.name === 'AutoencodersCrossentropyGradient')
    if (keyOf(loss.inputs[1]!) === keyOf(y) && keyOf(y))
      return { ...loss, name: 'AutoencodersSigmoidCrossentropyGradient', shapes };
  const attributes = intAttributes({ activation: gradients[gradient.name]! });
  return { name: 'AutoencodersActivationGradient', attributes, inputs: [dy, y], shapes };
}

/** Whether `operation` is an update by Adam of which nothing but the variables it is of takes what it gives. */
function isOnlyAssigned(
  operation: Operation,
  index: number,
  uses: Map<number, number>,
  assigned: Map<tf.Variable, Source>,
): boolean {
  if (operation.name !== 'AutoencodersAdam' || uses.get(index) !== 3) return false;
  const variables = changedBy(operation);
  return (
    variables.length === 3 &&
    variables.every((variable, output) => {
      const source = assigned.get(variable);
      return source?.from === 'operation' && source.index === index && source.output === output;
    })
  );
}

/** The weight and its two moments. */
const changedBy = ({ inputs }: Operation): tf.Variable[] =>
  inputs.slice(0, 3).flatMap((input) => (input.from === 'variable' ? [input.variable] : []));

function readersOf(
  variables: tf.Variable[],
  operations: Operation[],
  live: Set<number>,
  self: number,
): number[] {
  const reads = (input: Source) => input.from === 'variable' && variables.includes(input.variable);
  return [...live].filter((i) => i !== self && operations[i]!.inputs.some(reads));
}
