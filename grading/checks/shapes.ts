import type { Check } from '../harness/check';
import type { Part } from '../protocol/subject';
import type { Blueprint } from '../measure/blueprint';
import { fail, modelOf, type Case, type Trial } from '../measure/trial';

type Shape = (number | null)[];
const words = (shapes: Shape[]): string =>
  shapes.length === 1
    ? JSON.stringify(shapes[0])
    : `[${shapes.map((shape) => JSON.stringify(shape)).join(', ')}]`;

/** The input and output shapes of `part`. */
function shapesOf(
  { input, code, output, variational }: Blueprint,
  part: Part,
): { inputs: Shape[]; outputs: Shape[] } {
  const batched = (shape: number[]): Shape => [null, ...shape];
  const codes = variational ? [code, code, code] : [code];
  return {
    encoder: { inputs: [input].map(batched), outputs: codes.map(batched) },
    decoder: { inputs: [code].map(batched), outputs: [output].map(batched) },
    auto: { inputs: [input].map(batched), outputs: [output].map(batched) },
  }[part];
}

/** Inputs and outputs have the right shapes. */
export const shapesCheck = (part: Part, points: number): Check<Trial> => ({
  id: `${part}-shapes`,
  title: `${part} has the right input and output shapes`,
  points,
  needs: ['returns'],
  run: async (trial) => checkShapes(trial.case, part),
});

export function checkShapes(one: Case, part: Part): void {
  const asked = shapesOf(one.blueprint, part);
  const model = modelOf(one, part);
  for (const side of ['inputs', 'outputs'] as const) {
    const [expected, actual] = [words(asked[side]), words(model[side])];
    if (expected === actual) continue;
    const noun = side === 'inputs' ? 'input' : 'output';
    const count = asked[side].length !== model[side].length;
    fail(
      count
        ? `${part}: expected ${counted(asked[side].length, noun)}, got ${counted(model[side].length, noun)}`
        : `expected ${part} ${noun} shape ${expected}, got ${actual}`,
      part === 'auto' && hasWrongHalf(one)
        ? 'auto applies the encoder, then the decoder: fix those first, then check again.'
        : help(one.blueprint, part, side, model[side]),
      expected,
      actual,
    );
  }
}

/** Whether the encoder or decoder has the wrong shapes. */
const hasWrongHalf = (one: Case): boolean =>
  (['encoder', 'decoder'] as const).some((part) => {
    const asked = shapesOf(one.blueprint, part);
    const model = modelOf(one, part);
    return words(asked.inputs) !== words(model.inputs) || words(asked.outputs) !== words(model.outputs);
  });

const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

function help(blueprint: Blueprint, part: Part, side: 'inputs' | 'outputs', actual: Shape[]): string {
  const { input, code, output, variational } = blueprint;
  const is = (shape: number[]): boolean => String(actual) === String([null, ...shape]);
  if (variational && part === 'encoder' && side === 'outputs')
    return 'The encoder has three outputs, each of latentDims units: tf.model({ inputs, outputs: [z, zMean, zLogVar] }).';
  if (variational && part !== 'encoder' && actual.length > 1)
    return 'The encoder returns a list of three: pass z, the first of them, to the decoder.';
  if (part === 'auto' && side === 'outputs' && is(code) && !is(output))
    return 'auto ends at the code: apply the decoder to the encoder’s output.';
  if (part === 'decoder' && side === 'inputs' && is(input))
    return 'The decoder starts from the code: its input has latentDims numbers, not inputDims.';
  if (part === 'decoder' && side === 'inputs')
    return 'The decoder starts from a code: tf.input with the shape latentDims, not after another layer.';
  if (side === 'inputs') return 'The input has the shape given by inputDims; take it from the argument.';
  if (part === 'encoder' && input.length > 1)
    return "Each pooling halves the sides and rounds up: maxPooling2d({ poolSize: [2, 2], padding: 'same' }).";
  if (part === 'encoder')
    return 'The encoder ends in a code of the shape given by latentDims; take it from the argument.';
  if (input.length > 1) return sizeHelp(actual[0] ?? [], blueprint);
  return 'The reconstruction has the shape of the input: the last layer has inputDims units.';
}

function sizeHelp(actual: Shape, { output }: Blueprint): string {
  if (actual.at(-1) !== output.at(-1))
    return 'The last convolution has as many filters as the input has channels: the last number of inputDims.';
  const wider = (actual[1] ?? 0) - output[0]!;
  if (wider === 4)
    return "The second-to-last convolution needs padding: 'valid'; it makes each side 2 smaller, which upsampling turns into 4.";
  if (wider === 2 || wider === -2)
    return "The second-to-last convolution, before the last upsampling, is the one with padding: 'valid'; the last one has 'same'.";
  return "For each of filters reversed, one convolution and one upsampling, then one more convolution; only the second-to-last convolution has padding: 'valid'.";
}
