import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fc from 'fast-check';
import { typescript } from '../../support/run';
import { program, type Program } from './program';
import type { Outcome } from './interpreter';

// With this seed, 220 programs contain every kind of loss, layer, optimizer and action that 300 contain.
const seed = Number(process.env.PROGRAMS_SEED ?? 14);
const count = Number(process.env.PROGRAMS ?? 220);

/** The result of each program in one kind of process; a crash ends the list. */
async function outcomesOf(kind: 'plain' | 'project', programs: Program[]): Promise<Outcome[][]> {
  const args = [...typescript, `${__dirname}/child.ts`, kind];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'ignore'] });
  let output = '';
  child.stdout.on('data', (data) => (output += data));
  child.stdin.on('error', () => undefined); // it crashed: its answers end early
  child.stdin.end(programs.map((one) => `${JSON.stringify(one)}\n`).join(''));
  await new Promise((resolve) => child.on('close', resolve));
  return output
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Outcome[]);
}

/**
 * Whether `got` matches plain tfjs-node: the same errors, and numbers within a thousandth of the largest. With an l1
 * penalty, weights oscillate around 0, in one process a step later than in the other.
 */
function isSame(expected: Outcome, got: Outcome | undefined, hasThrown: boolean): boolean {
  if (!got || 'error' in expected || 'error' in got)
    return got !== undefined && 'error' in expected && 'error' in got && expected.error === got.error;
  const [a, b] = [expected.numbers.map(Number), got.numbers.map(Number)];
  // A step that throws leaks the tensors saved for its gradient, which differ between kernels.
  if (expected.did === 'tensors left') return hasThrown || a[0] === b[0];
  const scale = a.reduce((largest, x) => (Number.isFinite(x) ? Math.max(largest, Math.abs(x)) : largest), 0);
  return (
    a.length === b.length &&
    a.every(
      (x, i) =>
        Object.is(x, b[i]) ||
        // Overflowing sums are Infinity in one order and NaN in another, and so are later results.
        ((scale > 1e30 || a.some((one) => Math.abs(one) === Infinity)) && !Number.isFinite(b[i])) ||
        Math.abs(x - b[i]!) <= 1e-3 * Math.max(Math.abs(x), Math.abs(b[i]!)) + 1e-3 * scale,
    )
  );
}

describe('random programs with user code and changing state', () => {
  it(`match plain tfjs-node (${count} programs, PROGRAMS_SEED=${seed})`, async function () {
    this.timeout(60_000 + 2_000 * count);
    const programs = fc.sample(program, { seed, numRuns: count });
    const [expected, got] = await Promise.all([
      outcomesOf('plain', programs),
      outcomesOf('project', programs),
    ]);
    assert.equal(expected.length, count, 'plain tfjs-node crashed');
    const hasThrown = expected.map((outcomes) => outcomes.some((outcome) => 'error' in outcome));
    const differing = programs.flatMap((_, i) => {
      const at = expected[i]!.findIndex((outcome, k) => !isSame(outcome, got[i]?.[k], hasThrown[i]!));
      return at < 0 ? [] : [{ i, at }];
    });
    const shifted = differing.map(({ i }) => ({ ...programs[i]!, isShifted: true }));
    const beside = await outcomesOf('plain', shifted);
    assert.equal(beside.length, shifted.length, 'plain tfjs-node crashed');
    const unstable: number[] = [];
    const different = differing.flatMap(({ i, at }, place) => {
      // Training that amplifies rounding errors cannot be compared.
      if (!isSame(expected[i]![at]!, beside[place]![at], hasThrown[i]!)) return (unstable.push(i), []);
      const said = [expected[i]![at], got[i]?.[at] ?? 'the process crashed'].map((x) =>
        JSON.stringify(x).slice(0, 300),
      );
      return [
        `program ${i}, action ${at}: expected ${said[0]}, got ${said[1]}\n${JSON.stringify(programs[i])}`,
      ];
    });
    assert.deepEqual(different, []);
    assert.ok(unstable.length < count / 20, `${unstable.length} programs depend on the last digit`);
  });
});
