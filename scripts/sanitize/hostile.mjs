// hostile.mjs ADDON ROUNDS SEED: passes hostile arguments to the graph addon and expects an Error each time: no crash, no
// success. Then tries random arguments, which may also be valid.
import { writeSync } from 'node:fs';
import seedrandom from 'seedrandom';
import { calls } from './calls.mjs';
import {
  addon,
  bytes,
  config,
  detached,
  double,
  expected,
  external,
  numbers,
  other,
  session,
} from './target.mjs';

const [rounds, seed] = process.argv.slice(3);
let refused = 0;

/** Prints the next call immediately, so that it is the last line before a crash. */
const say = (what) => writeSync(1, `${what}\n`);

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

const draw = seedrandom(seed);
const below = (end) => Math.floor(draw() * end);
const one = (values) => values[below(values.length)];

/** A random argument, or element of one. */
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

/** A valid value or, one time in four, a random one. */
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
  say(title);
  refuse(title, call);
  checkSound();
}
for (let round = 0; round < Number(rounds); round++) {
  const name = one(Object.keys(random));
  say(`random call ${round}: ${name}`);
  try {
    random[name]();
  } catch (error) {
    if (!(error instanceof Error)) throw new Error(`thrown ${String(error)}`);
  }
  if (below(50) === 0) globalThis.gc?.(); // closes the sessions that are no longer referenced
}
process.stdout.write(`${refused} hostile calls refused, ${rounds} random ones survived`);
