import {
  addon,
  bytes,
  config,
  detached,
  double,
  numbers,
  other,
  external,
  rows,
  session,
} from './target.mjs';

/** `items`, whose first element is created by `get` when it is read. */
function withGetter(items, get) {
  const array = [...items];
  Object.defineProperty(array, 0, { get });
  return array;
}

/** Calls to the addon that must throw an error. */
export const calls = {
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
