import assert from 'node:assert/strict';
import { root, run, typescript } from '../../support/run';
import { cases } from './cases';

async function outcomesOf(kind: 'plain' | 'project'): Promise<Map<string, unknown>> {
  const args = [...typescript, `${__dirname}/child.ts`, kind];
  const { stdout } = await run(process.execPath, args, { cwd: root });
  const lines = stdout.split('\n').filter((line) => line.startsWith('["'));
  return new Map(lines.map((line) => JSON.parse(line) as [string, unknown]));
}

/** Asserts that `got` equals `expected`, with a relative tolerance of 1e-4 for numbers. */
function assertClose(got: unknown, expected: unknown): void {
  if (Array.isArray(expected) && Array.isArray(got)) {
    assert.equal(got.length, expected.length);
    expected.forEach((value, i) => assertClose(got[i], value));
  } else if (typeof expected === 'number' && typeof got === 'number')
    assert.ok(
      Math.abs(got - expected) <= 1e-4 * Math.max(1e-3, Math.abs(expected)),
      `${got}, not ${expected}`,
    );
  else assert.deepEqual(got, expected);
}

describe('small programs give the same results as plain tfjs-node in another process', () => {
  let expected: Map<string, unknown>;
  let got: Map<string, unknown>;

  before(async function () {
    this.timeout(120_000);
    [expected, got] = await Promise.all([outcomesOf('plain'), outcomesOf('project')]);
  });

  for (const name of Object.keys(cases))
    it(name, () => {
      assert.ok(expected.has(name), 'plain tfjs-node crashed');
      assert.ok(got.has(name), 'the process crashed');
      assertClose(got.get(name), expected.get(name));
    });
});
