import { intAttributes } from '../../kernels/kernel';
import type { Operation, Source } from '../record/recorder';
import { attributeOf, type Operations } from './operations';

/** What a transposed layer is recorded as, the gradient of a convolution, and what it becomes. */
const recorded = 'AutoencodersConvolutionInputGradient';
const fused = 'AutoencodersTransposedConvolution';

/** Fuses a transposed convolution, its bias and a relu into one operation. */
export function joinTransposed(operations: Operations): void {
  operations.forEach((operation, i) => {
    const [input] = operation.inputs;
    const before = operations.of(input);
    if (!before || !operations.isUsedOnce(input) || attributeOf(before, 'relu') !== 0) return;
    operations.list[i] = toTransposed(before, operation) ?? operation;
  });
}

/** The fusion of `before` and `operation`, its only user, if there is one. */
function toTransposed(before: Operation, { name, inputs, shapes }: Operation): Operation | undefined {
  if (before.name === recorded && name === 'BiasAdd') {
    const [x, , filter] = before.inputs as [Source, Source, Source];
    return { name: fused, attributes: before.attributes, inputs: [x, filter, inputs[1]!], shapes };
  }
  if (before.name !== fused || name !== 'Relu') return undefined;
  const attributes = before.attributes.filter((attribute) => attribute.name !== 'relu');
  return { ...before, attributes: [...attributes, ...intAttributes({ relu: 1 })], shapes };
}
