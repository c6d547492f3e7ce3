import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { chooseBackend } from '../../../src/backend';
import { run, typescript } from '../../support/run';
import { edges, type Outcome } from './edges';

/** Whether `got` equals `expected`, with a tolerance of 1e-4 for numbers. */
const isSame = (got: number | string, expected: number | string): boolean =>
  typeof got === 'number' && typeof expected === 'number'
    ? Math.abs(got - expected) <= 1e-4 * Math.abs(expected) + 1e-6
    : got === expected;

function compare(got: Outcome, expected: Outcome): void {
  assert.deepEqual(Object.keys(got), Object.keys(expected));
  for (const [part, numbers] of Object.entries(expected)) {
    const same =
      got[part]!.length === numbers.length && numbers.every((number, i) => isSame(got[part]![i]!, number));
    const show = (of: (number | string)[]) => of.slice(0, 20).join(' ');
    assert.ok(same, `${part}: ${show(got[part]!)}\n  but tfjs-node: ${show(numbers)}`);
  }
}

describe('native operations match plain tfjs-node in another process', () => {
  let expected: Record<string, Outcome>;
  before(async function () {
    this.timeout(60_000);
    const program = [...typescript, require.resolve('./edges')];
    const [{ stdout, stderr }] = await Promise.all([run(process.execPath, program), chooseBackend()]);
    const answer = stdout.split('\n').find((line) => line.startsWith('{'));
    assert.ok(answer, stderr);
    expected = JSON.parse(answer) as Record<string, Outcome>;
  });
  beforeEach(() => tf.engine().startScope());
  afterEach(() => tf.engine().endScope());

  for (const [name, edge] of Object.entries(edges))
    it(name, async () => compare(await edge(), expected[name]!));
});
