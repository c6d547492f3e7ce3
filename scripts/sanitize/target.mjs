// The target: the graph addon, given as the program's first argument, and one of its sessions.
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const require = createRequire(import.meta.url);
const {
  constant,
  float,
  GraphDefBuilder,
  int,
  shape,
  text,
  type,
} = require('../../dist/src/backend/session/graph-def');

export const addon = require(resolve(process.argv[2]));
export const config = Buffer.from('\x82\x01\x1a\x1a\x18SINGLE_THREADED_EXECUTOR', 'latin1');
const [FLOAT, INT32, STRING] = [1, 3, 7].map(type);

/** A graph with floats `x` [4, 3], ints `i` [2], and nodes of every kind that is hard to feed or fetch. */
function makeGraph() {
  const graph = new GraphDefBuilder();
  graph.add('x', 'Placeholder', [], { dtype: FLOAT, shape: shape([4, 3]) });
  graph.add('i', 'Placeholder', [], { dtype: INT32, shape: shape([2]) });
  graph.add('none', 'Placeholder', [], { dtype: FLOAT, shape: shape([4, 0]) });
  graph.add('any', 'Placeholder', [], { dtype: FLOAT, shape: shape([-1, 3]) });
  graph.add('huge', 'Placeholder', [], { dtype: FLOAT, shape: shape([2 ** 40, 3]) });
  graph.add('large', 'Placeholder', [], { dtype: FLOAT, shape: shape([2 ** 23, 1]) });
  graph.add('words', 'Placeholder', [], { dtype: STRING, shape: shape([1]) });
  graph.add('double', 'AddV2', ['x', 'x'], { T: FLOAT });
  graph.add('nothing', 'NoOp', []);
  graph.add('variable', 'VarHandleOp', [], { dtype: FLOAT, shape: shape([4, 3]), shared_name: text('v') });
  graph.add('read', 'ReadVariableOp', ['variable'], { dtype: FLOAT });
  const product = (a, b) => ({ transpose_a: int(a), transpose_b: int(b) });
  graph.add('product', 'AutoencodersProduct', ['x', 'x'], product(0, 0));
  graph.add('larger', 'AutoencodersProduct', ['large', 'large'], product(0, 1));
  graph.add('square', 'AutoencodersProduct', ['x', 'x'], product(0, 1));
  graph.add('one', 'Const', [], { dtype: FLOAT, value: constant([], 1, new Float32Array([0.5])) });
  const numbers = ['learning_rate', 'beta1', 'beta2', 'one_minus_beta1', 'one_minus_beta2', 'epsilon'];
  const adam = Object.fromEntries(numbers.map((name) => [name, float(0.5)]));
  graph.add('adam', 'AutoencodersAdamInPlace', ['x', 'none', 'x', 'x', 'one', 'one'], adam);
  return graph.toBytes();
}

export const bytes = makeGraph();
export const session = addon.open(bytes, config);
export const numbers = Float32Array.from({ length: 12 }, (_, i) => i);
export const expected = numbers.map((number) => 2 * number);
export const double = addon.prepare(session, ['x'], ['double'], []);
export const rows = (array, list) => [array, Int32Array.from(list)];

export function detached(array) {
  structuredClone(array, { transfer: [array.buffer] });
  return array;
}

export const other = () => addon.open(bytes, config);
export const external = () => new (process.binding('js_stream').JSStream)()._externalStream;
