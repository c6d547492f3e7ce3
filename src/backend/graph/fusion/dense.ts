import { intAttributes } from '../../kernels/kernel';
import { sameSource, type Operation, type Source } from '../record/recorder';
import type { Attribute } from '../../tfjs/runtime';
import { attributeOf, type Operations } from './operations';

/** The activation numbers of ops/dense.cc, by the operations of the activation and of its gradient. */
const activations: Record<string, number> = { Relu: 1, Sigmoid: 2 };
const gradients: Record<string, number> = { AutoencodersReluGradient: 1, SigmoidGrad: 2, TanhGrad: 3 };

/** `AutoencodersDenseCrossentropy` needs more columns. */
const fewest = 4;

/** Fuses a product, its bias and activation into one operation, and the gradients of activation and bias into another. */
export function joinDense(operations: Operations): void {
  const { list } = operations;
  operations.forEach((operation, i) => {
    const [input] = operation.inputs;
    const before = operations.of(input);
    if (operation.name === 'MatMul' && attributeOf(operation, 'T') === 1) list[i] = toProduct(operation);
    else if (before && operations.isUsedOnce(input)) list[i] = toDense(before, operation) ?? operation;
    if (operation.name !== 'BiasAddGrad' || !before || !(before.name in gradients)) return;
    const { index } = input as { index: number };
    list[index] = withBiasGradient(before, operation);
    operations.move(i, { from: 'operation', index, output: 1 });
  });
}

const toProduct = (operation: Operation): Operation => ({
  ...operation,
  name: 'AutoencodersProduct',
  attributes: intAttributes({
    transpose_a: Number(attributeOf(operation, 'transpose_a')),
    transpose_b: Number(attributeOf(operation, 'transpose_b')),
  }),
});

/** The fusion of `before` and `operation`, its only user, if there is one. */
function toDense(before: Operation, { name, inputs, shapes }: Operation): Operation | undefined {
  const dense = (attributes: Attribute[], activation: number, more: Source[]): Operation => ({
    name: 'AutoencodersDense',
    attributes: [...attributes, ...intAttributes({ activation })],
    inputs: [...before.inputs, ...more],
    shapes,
  });
  if (before.name === 'AutoencodersProduct' && name === 'BiasAdd')
    return dense(before.attributes, 0, inputs.slice(1));
  const isLinear = before.name === 'AutoencodersDense' && attributeOf(before, 'activation') === 0;
  if (!isLinear || !(name in activations)) return undefined;
  return dense(before.attributes.slice(0, 2), activations[name]!, []);
}

/** The gradients of an activation and of the bias before it. */
function withBiasGradient(gradient: Operation, ofBias: Operation): Operation {
  const [a, b] = gradient.inputs as [Source, Source];
  return {
    name: 'AutoencodersActivationGradient',
    attributes: intAttributes({ activation: gradients[gradient.name]! }),
    inputs: gradient.name === 'AutoencodersReluGradient' ? [a, b] : [b, a], // dy, y
    shapes: [gradient.shapes[0]!, ofBias.shapes[0]!],
  };
}

/** Fuses the cross-entropy of a sigmoid and its gradient with the product before it, if nothing else needs the sigmoid. */
export function joinCrossentropy(operations: Operations): void {
  const { list } = operations;
  operations.forEach((operation, i) => {
    const [dy, y] = operation.inputs;
    const gradient = operations.of(dy);
    const isSigmoid =
      operation.name === 'AutoencodersActivationGradient' && attributeOf(operation, 'activation') === 2;
    if (!isSigmoid || gradient?.name !== 'AutoencodersCrossentropyGradient' || !operations.isUsedOnce(dy))
      return;
    const [target, p, ofLoss] = gradient.inputs as [Source, Source, Source];
    if (!sameSource(p, y)) return;
    list[i] = { ...gradient, name: 'AutoencodersSigmoidCrossentropyGradient', shapes: operation.shapes };
    const dense = operations.of(p)!;
    const loss = list.findIndex(
      ({ name, inputs }) => name === 'AutoencodersCrossentropy' && sameSource(inputs[1]!, p),
    );
    const hasColumns = dense.shapes[0]!.at(-1)! > fewest;
    const isDense =
      dense.name === 'AutoencodersDense' && attributeOf(dense, 'activation') === 2 && hasColumns;
    // p is used by the loss, its gradient and the sigmoid's.
    if (!isDense || loss < 0 || operations.usesOf((p as { index: number }).index) !== 3) return;
    if (!sameSource(list[loss]!.inputs[0]!, target) || operations.findLive([ofLoss], []).includes(loss))
      return;
    list[i] = {
      name: 'AutoencodersDenseCrossentropy',
      attributes: dense.attributes.slice(0, 2),
      inputs: [...dense.inputs, target, ofLoss],
      shapes: [...operation.shapes, list[loss]!.shapes[0]!],
    };
    operations.move(loss, { from: 'operation', index: i, output: 2 });
  });
}
