// Random calls of the kernels that this project replaces. As a program, `programs.ts plain|here`, it runs them on plain
// tfjs-node or on this project's backend, and prints each result as a line of JSON.
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { loadPlain } from '../../support/plain';

/** A tensor, and where its numbers are when it is used: in JavaScript or, after a kernel has used them, in TensorFlow. */
interface Operand {
  shape: number[];
  dtype: 'float32' | 'int32' | 'bool';
  values: number[];
  place: 'javascript' | 'tensorflow' | 'variable' | 'reshaped' | 'sliced';
}
export interface Program {
  call: string;
  operands: Operand[];
  numbers: number[];
  flags: boolean[];
}

const special = [
  0,
  -0,
  1,
  -1,
  2,
  0.5,
  -2.5,
  1e-40,
  1e-30,
  3e9,
  -3e9,
  2 ** 31,
  -(2 ** 31),
  NaN,
  Infinity,
  -Infinity,
];
const usual = fc.integer({ min: -40, max: 40 }).map((value) => value / 8);
const value = fc.oneof(
  { weight: 4, arbitrary: usual },
  { weight: 1, arbitrary: fc.constantFrom(...special) },
);
const size = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 4 }) },
  { weight: 1, arbitrary: fc.constant(0) },
);
const shape = (maxLength: number) => fc.array(size, { maxLength });
const dtype = fc.oneof(
  { weight: 5, arbitrary: fc.constant('float32' as const) },
  { weight: 2, arbitrary: fc.constantFrom('int32' as const, 'bool' as const) },
);
const place = fc.constantFrom('javascript', 'tensorflow', 'variable', 'reshaped', 'sliced') as fc.Arbitrary<
  Operand['place']
>;

const operandOf = (sizes: number[]): fc.Arbitrary<Operand> => {
  const length = tf.util.sizeFromShape(sizes);
  return fc.record({
    shape: fc.constant(sizes),
    dtype,
    values: fc.array(value, { minLength: length, maxLength: length }),
    place,
  });
};
const operand = (maxRank: number) => shape(maxRank).chain(operandOf);

/** The shapes of two compatible operands: equal, one broadcast, or as for a matrix product. */
const pairs: Record<string, fc.Arbitrary<[number[], number[]]>> = {
  pointwise: shape(6).chain((a) =>
    fc.tuple(
      fc.constant(a),
      fc.oneof(
        fc.constant(a),
        fc.constant(a.slice(-1)),
        fc.constant<number[]>([]),
        fc.constant(a.map((length, i) => (i % 2 ? 1 : length))),
        shape(2),
      ),
    ),
  ),
  product: fc
    .tuple(
      size,
      size,
      size,
      fc.constantFrom([[], []], [[1], []], [[2], [1]], [[2], [2]], [[1, 1], [1]], [[2], []]),
    )
    .map(([m, k, n, [a, b]]): [number[], number[]] => [
      [...a!, m, k],
      [...b!, k, n],
    ]),
};
const pair = (name: keyof typeof pairs) =>
  pairs[name]!.chain(([a, b]) => fc.tuple(operandOf(a), operandOf(b)) as fc.Arbitrary<Operand[]>);
const one = (maxRank: number) => operand(maxRank).map((only) => [only]);

const operands: Record<string, fc.Arbitrary<Operand[]>> = {
  add: pair('pointwise'),
  mul: pair('pointwise'),
  sum: one(6),
  matMul: pair('product'),
  cast: one(3),
  slice: one(3),
  gather: one(3),
  gatherTwice: one(3),
  relu: one(3),
  sigmoid: one(3),
  tanh: one(3),
};
export const program: fc.Arbitrary<Program> = fc.constantFrom(...Object.keys(operands)).chain((call) =>
  fc.record({
    call: fc.constant(call),
    operands: operands[call]!,
    numbers: fc.array(fc.integer({ min: -1, max: 4 }), { minLength: 6, maxLength: 6 }),
    flags: fc.array(fc.boolean(), { minLength: 2, maxLength: 2 }),
  }),
);

type Call = (x: tf.Tensor[], numbers: number[], flags: boolean[]) => tf.Tensor;
const dtypes = ['float32', 'int32', 'bool', 'complex64', 'string'] as const;
const calls: Record<string, Call> = {
  add: ([a, b]) => tf.add(a!, b!),
  mul: ([a, b]) => tf.mul(a!, b!),
  sum: ([x], numbers, [keepDims]) => {
    const axes = numbers.slice(0, Math.abs(numbers[5]!)).map((axis) => axis - 1);
    return tf.sum(x!, numbers[5]! < 0 ? undefined : axes, keepDims);
  },
  matMul: ([a, b], _, [transposeA, transposeB]) =>
    tf.matMul(
      transposeA ? tf.transpose(a!, swapped(a!.rank)) : a!,
      transposeB ? tf.transpose(b!, swapped(b!.rank)) : b!,
      transposeA,
      transposeB,
    ),
  cast: ([x], [type]) => tf.cast(x!, dtypes[type! + 1 > 3 ? 0 : type! + 1]!),
  slice: ([x], numbers) => tf.slice(x!, numbers.slice(0, x!.rank), numbers.slice(3, 3 + x!.rank)),
  gather: ([x], numbers, [isInside, isLast]) =>
    tf.gather(x!, rowsOf(x!, numbers, isInside!), isLast ? -1 : 0),
  gatherTwice: ([x], numbers) => {
    const rows = rowsOf(x!, numbers, true);
    const flat = tf.reshape(x!, [x!.size]);
    return tf.add(tf.sum(tf.gather(x!, rows)), tf.sum(tf.gather(flat, rows).mul(tf.gather(flat, rows))));
  },
  relu: ([x]) => tf.relu(x!),
  sigmoid: ([x]) => tf.sigmoid(x!),
  tanh: ([x]) => tf.tanh(x!),
};

const swapped = (rank: number) => [...Array(rank - 2).keys(), rank - 1, rank - 2];

const rowsOf = (x: tf.Tensor, numbers: number[], isInside: boolean): tf.Tensor1D =>
  tf.tensor1d(isInside ? numbers.map((row) => Math.abs(row) % (x.shape[0] || 1)) : numbers, 'int32');

function toTensor({ shape, dtype, values, place }: Operand): tf.Tensor {
  const whole =
    place === 'reshaped' ? tf.tensor(values, [values.length], dtype) : tf.tensor(values, shape, dtype);
  if (place === 'reshaped') return tf.reshape(whole, shape);
  if (place === 'variable') return tf.variable(whole);
  if (place === 'tensorflow') tf.concat([tf.reshape(whole, [-1]), tf.reshape(whole, [-1])]);
  if (place === 'sliced')
    return tf.slice(
      whole,
      shape.map(() => 0),
      shape,
    );
  return whole;
}

/** The result of a call: tensors, including gradients of its inputs, and the number of leaked ones; or its error. */
export type Outcome = { tensors: Told[]; left: number } | { error: string };
type Told = { shape: number[]; dtype: string; values: string[] };

const tell = (tensor: tf.Tensor): Told => ({
  shape: tensor.shape,
  dtype: tensor.dtype,
  values: Array.from(tensor.dataSync(), String),
});

export function outcomeOf({ call, operands, numbers, flags }: Program): Outcome {
  const before = tf.memory().numTensors;
  try {
    const inputs = operands.map(toTensor);
    const run = (...x: tf.Tensor[]) => calls[call]!(x, numbers, flags);
    const results = [run(...inputs), ...inputs];
    if (operands.every(({ dtype }) => dtype === 'float32') && results[0]!.dtype === 'float32') {
      const loss = (...x: tf.Tensor[]) => tf.sum(tf.mul(run(...x), tf.add(run(...x), 0.5)));
      results.push(...tf.grads(loss)(inputs));
    }
    const tensors = results.map(tell);
    tf.dispose(results);
    return { tensors, left: tf.memory().numTensors - before };
  } catch (error) {
    return { error: kindOf((error as Error).message) };
  } finally {
    tf.disposeVariables();
  }
}

/** Compares only the kind of TensorFlow's messages, because they name operations. */
const kindOf = (message: string): string => /^Invalid TF_Status: \d+/.exec(message)?.[0] ?? message;

/** The programs of the test, the same in every process. */
export const sampling = { seed: 14, numRuns: 600 };

async function main(variant: string | undefined): Promise<void> {
  if (variant === 'plain') await loadPlain();
  else await (require('../../../src/backend') as typeof import('../../../src/backend')).chooseBackend();
  for (const each of fc.sample(program, sampling))
    process.stdout.write(`${JSON.stringify(outcomeOf(each))}\n`);
}

if (require.main === module) void main(process.argv[2]);
