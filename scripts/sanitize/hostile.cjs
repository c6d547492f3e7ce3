// hostile.cjs ADDON ROUNDS SEED: hands the addon for graphs what a program can, and expects an Error each time: no crash,
// no success. Then arguments drawn at random, which may also be right.
const { resolve } = require('node:path');
const {
  constant,
  float,
  GraphDefBuilder,
  int,
  shape,
  text,
  type,
} = require('../../dist/src/backend/graph/graph-def');
const seedrandom = require('seedrandom');

const [addonFile, rounds, seed] = process.argv.slice(2);
const addon = require(resolve(addonFile));
const config = Buffer.from('\x82\x01\x1a\x1a\x18SINGLE_THREADED_EXECUTOR', 'latin1');
const [FLOAT, INT32, STRING] = [1, 3, 7].map(type);

/** A graph with floats `x` [4, 3], ints `i` [2], and nodes of each kind that is hard to feed or to fetch. */
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

const bytes = makeGraph();
const session = addon.open(bytes, config);
const numbers = Float32Array.from({ length: 12 }, (_, i) => i);
const expected = numbers.map((number) => 2 * number);
const double = addon.prepare(session, ['x'], ['double'], []);
const rows = (array, list) => [array, Int32Array.from(list)];
let refused = 0;

function refuse(title, call) {
  let result;
  try {
    result = call();
  } catch (error) {
    if (error instanceof Error && error.message) return void refused++;
    throw new Error(`${title}: thrown ${String(error)}`);
  }
  throw new Error(`${title}: not refused, gave ${String(result)}`);
}

function checkSound() {
  const [result] = addon.run(session, double, [numbers]);
  if (String(result) !== String(expected)) throw new Error(`2 * x is ${result}, not ${expected}`);
}

function detached(array) {
  structuredClone(array, { transfer: [array.buffer] });
  return array;
}

/** `items`, the first of which is made by `get` when it is asked for. */
function withGetter(items, get) {
  const array = [...items];
  Object.defineProperty(array, 0, { get });
  return array;
}

const other = () => addon.open(bytes, config);
const external = () => new (process.binding('js_stream').JSStream)()._externalStream;

const calls = {
  'no arguments': () => addon.run(),
  'no session': () => addon.run({}, double, [numbers]),
  "another program's external": () => addon.run(external(), double, [numbers]),
  'a call that was not prepared': () => addon.run(session, 1000, [numbers]),
  'call -1': () => addon.run(session, -1, [numbers]),
  'no feeds': () => addon.run(session, double, []),
  'a feed too many': () => addon.run(session, double, [numbers, numbers]),
  'feeds that are no array': () => addon.run(session, double, numbers),
  'an array of 4294967295 feeds': () => addon.run(session, double, new Array(2 ** 32 - 1)),
  'a feed that is a number': () => addon.run(session, double, [1]),
  'a feed of undefined': () => addon.run(session, double, [undefined]),
  'ints for floats': () => addon.run(session, double, [new Int32Array(12)]),
  'doubles for floats': () => addon.run(session, double, [new Float64Array(12)]),
  'a DataView': () => addon.run(session, double, [new DataView(new ArrayBuffer(48))]),
  'too few numbers': () => addon.run(session, double, [new Float32Array(11)]),
  'a detached array': () => addon.run(session, double, [detached(new Float32Array(12))]),
  'rows of a detached array': () =>
    addon.run(session, double, [rows(detached(new Float32Array(12)), [0, 0, 0, 0])]),
  'detached numbers of rows': () => addon.run(session, double, [[numbers, detached(new Int32Array(4))]]),
  'row 4 of 4': () => addon.run(session, double, [rows(numbers, [0, 1, 2, 4])]),
  'row -1': () => addon.run(session, double, [rows(numbers, [0, 1, 2, -1])]),
  'too few rows': () => addon.run(session, double, [rows(numbers, [0, 1, 2])]),
  'rows of half a row': () => addon.run(session, double, [rows(new Float32Array(2), [0, 0, 0, 0])]),
  'rows of doubles': () => addon.run(session, double, [[new Float64Array(12), new Int32Array(4)]]),
  'numbers of rows that are floats': () => addon.run(session, double, [[numbers, new Float32Array(4)]]),
  'rows without numbers': () => addon.run(session, double, [[numbers]]),
  'rows of rows': () => addon.run(session, double, [[rows(numbers, [0]), new Int32Array(4)]]),
  'rows of ints': () => addon.run(session, addon.prepare(session, ['i'], ['i'], []), [rows(numbers, [0, 0])]),
  'a shape that is not known': () =>
    addon.run(session, addon.prepare(session, ['any'], ['any'], []), [numbers]),
  'a shape of 2^40 rows': () => addon.run(session, addon.prepare(session, ['huge'], ['huge'], []), [numbers]),
  words: () => addon.run(session, addon.prepare(session, ['words'], ['words'], []), [numbers]),
  'a feed that is missing': () => addon.run(session, addon.prepare(session, [], ['double'], []), []),
  'a variable that has no value': () => addon.run(session, addon.prepare(session, [], ['read'], []), []),
  'the handle of a variable': () => addon.run(session, addon.prepare(session, [], ['variable'], []), []),
  'factors that do not fit': () =>
    addon.run(session, addon.prepare(session, ['x'], ['product'], []), [numbers]),
  'moments of another shape': () =>
    addon.run(session, addon.prepare(session, ['x', 'none'], [], ['adam']), [numbers, new Float32Array(0)]),
  'a product larger than any memory': () =>
    addon.run(session, addon.prepare(session, ['large'], ['larger'], []), [new Float32Array(2 ** 23)]),
  'one placeholder fed twice': () =>
    addon.run(session, addon.prepare(session, ['x', 'x'], ['double'], []), [numbers, numbers]),
  'an unknown feed': () => addon.prepare(session, ['y'], [], []),
  'an unknown fetch': () => addon.prepare(session, [], ['y'], []),
  'an unknown target': () => addon.prepare(session, [], [], ['y']),
  'output 1 of 1': () => addon.prepare(session, [], ['double:1'], []),
  'output -1': () => addon.prepare(session, [], ['double:-1'], []),
  'output 2^40': () => addon.prepare(session, [], [`double:${2 ** 40}`], []),
  'no number of an output': () => addon.prepare(session, [], ['double:'], []),
  'an output that is no number': () => addon.prepare(session, [], ['double:x'], []),
  'the output of a node without one': () => addon.prepare(session, [], ['nothing'], []),
  'names that are no strings': () => addon.prepare(session, [1], [], []),
  'names that are no array': () => addon.prepare(session, 'x', [], []),
  'an array of 4294967295 names': () => addon.prepare(session, new Array(2 ** 32 - 1), [], []),
  'a graph that is none': () => addon.open(Buffer.from('no graph'), config),
  'half a graph': () => addon.open(bytes.slice(0, bytes.length / 2), config),
  'a graph that is text': () => addon.open('x', config),
  'a setting that is none': () => addon.open(bytes, Buffer.from('no settings')),
  'no setting': () => addon.open(bytes),
  'names that are there already': () => addon.extend(session, bytes),
  'a graph of floats': () => addon.extend(session, numbers),
  '0 threads': () => addon.setThreads(0),
  '2^31 threads': () => addon.setThreads(2 ** 31 - 1),
  'threads in words': () => addon.setThreads('two'),
  'a closed session': () => {
    const closed = other();
    addon.close(closed);
    addon.close(closed);
    addon.prepare(closed, ['x'], [], []);
  },
  'a session that its own feeds close': () => {
    const doomed = other();
    const call = addon.prepare(doomed, ['x'], ['double'], []);
    addon.run(
      doomed,
      call,
      withGetter([numbers], () => (addon.close(doomed), numbers)),
    );
  },
  'a session that the rows of its feeds close': () => {
    const doomed = other();
    const call = addon.prepare(doomed, ['x', 'i'], ['double'], []);
    const feed = withGetter([numbers, new Int32Array(4)], () => (addon.close(doomed), numbers));
    addon.run(doomed, call, [feed, new Int32Array(2)]);
  },
  'a session that its own names close': () => {
    const doomed = other();
    addon.prepare(
      doomed,
      withGetter(['x'], () => (addon.close(doomed), 'x')),
      ['double'],
      [],
    );
  },
  'a session that the names of its fetches close': () => {
    const doomed = other();
    addon.prepare(
      doomed,
      ['x'],
      withGetter(['double'], () => (addon.close(doomed), 'double')),
      [],
    );
  },
  'feeds that throw': () =>
    addon.run(
      session,
      double,
      withGetter([numbers], () => {
        throw new Error('mine');
      }),
    ),
  'rows whose source is detached as their numbers are read': () => {
    const source = new Float32Array(12);
    const feed = [source, undefined];
    Object.defineProperty(feed, 1, { get: () => (detached(source), new Int32Array(4)) });
    addon.run(session, double, [feed]);
  },
  'arrays that are not what they are called': () => {
    const own = globalThis.Float32Array;
    globalThis.Float32Array = function () {
      return new own(1);
    };
    try {
      addon.run(session, double, [numbers]);
    } finally {
      globalThis.Float32Array = own;
    }
  },
};

const draw = seedrandom(seed);
const below = (end) => Math.floor(draw() * end);
const one = (values) => values[below(values.length)];

/** Something that may be an argument, or an item of one. */
function anything(depth = 2) {
  const types = [Float32Array, Int32Array, Uint8Array, Float64Array, BigInt64Array, Uint8ClampedArray];
  return one([
    () =>
      one([undefined, null, true, NaN, Infinity, -1, 0.5, 2 ** 31, 2 ** 53, 10n, Symbol('s'), () => 1, {}]),
    () => one(['', 'x', 'i', 'double', 'double:0', 'square', 'none', 'read', 'x\0y', '^x', 'ö'.repeat(1000)]),
    () => new (one(types))(below(20)),
    () => new (one(types))(new SharedArrayBuffer(48)),
    () => new Int32Array(below(5)).map(() => below(6) - 1),
    () => detached(new (one(types))(12)),
    () => one([session, other(), external(), numbers, bytes, config, double, new Proxy([numbers], {})]),
    () => (depth > 0 ? Array.from({ length: below(4) }, () => anything(depth - 1)) : []),
  ])();
}

/** A right value or, one time in four, another. */
const mostly = (value) => (below(4) === 0 ? anything() : value);

const random = {
  run: () => addon.run(mostly(session), mostly(below(double + 3)), mostly([mostly(numbers)])),
  rows: () => addon.run(mostly(session), double, [[mostly(numbers), mostly(new Int32Array(4))]]),
  prepare: () => addon.prepare(mostly(session), mostly(['x']), mostly([mostly('square')]), mostly([])),
  open: () => addon.close(addon.open(mostly(bytes.slice(0, below(bytes.length))), mostly(config))),
  extend: () => addon.extend(mostly(session), mostly(bytes)),
  anything: () =>
    addon[one(Object.keys(addon).filter((name) => name !== 'setThreads'))](
      ...[anything(), anything(), anything(), anything()],
    ),
};

for (const [title, call] of Object.entries(calls)) {
  refuse(title, call);
  checkSound();
}
for (let round = 0; round < Number(rounds); round++) {
  try {
    one(Object.values(random))();
  } catch (error) {
    if (!(error instanceof Error)) throw new Error(`thrown ${String(error)}`);
  }
  const isClosed = below(50) === 0;
  if (isClosed) globalThis.gc?.();
}
process.stdout.write(`${refused} hostile calls refused, ${rounds} random ones survived`);
