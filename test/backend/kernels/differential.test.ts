import assert from 'node:assert/strict';
import fc from 'fast-check';
import { root, run, typescript } from '../../support/run';
import { program, sampling, type Outcome } from './programs';

/** The result of each program, in a process with plain tfjs-node or this project's backend. */
async function outcomes(variant: 'plain' | 'project'): Promise<Outcome[]> {
  const file = `${__dirname}/programs.ts`;
  const { code, stdout, stderr } = await run(process.execPath, [...typescript, file, variant], { cwd: root });
  assert.equal(code, 0, stderr);
  const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
  return lines.map((line) => JSON.parse(line) as Outcome);
}

const isClose = (a: number, b: number): boolean =>
  Object.is(a, b) || a === b || Math.abs(a - b) <= 1e-5 * Math.max(1, Math.abs(a));

describe('replaced kernels', () => {
  it('match plain tfjs-node for random inputs in any memory', async function () {
    this.timeout(240_000);
    const [expected, got] = [await outcomes('plain'), await outcomes('project')];
    const programs = fc.sample(program, sampling);
    assert.deepEqual([expected.length, got.length], [programs.length, programs.length]);
    let [threw, compared] = [0, 0];
    for (const [i, expectation] of expected.entries()) {
      const title = `program ${i}: ${fc.stringify(programs[i])}`;
      const outcome = got[i]!;
      if ('error' in expectation || 'error' in outcome) {
        assert.deepEqual(outcome, expectation, title);
        threw++;
        continue;
      }
      assert.equal(outcome.left, expectation.left, `tensors left behind: ${title}`);
      expectation.tensors.forEach(({ shape, dtype, values }, k) => {
        const tensor = outcome.tensors[k]!;
        assert.deepEqual([tensor.shape, tensor.dtype], [shape, dtype], title);
        values.forEach((value, j) => {
          const isSame = isClose(Number(value), Number(tensor.values[j]));
          assert.ok(isSame, `${tensor.values[j]}, expected ${value}, in tensor ${k} of ${title}`);
          compared++;
        });
      });
    }
    assert.ok(
      threw < programs.length / 2 && compared > 5 * programs.length,
      'most programs compute something',
    );
  });
});
