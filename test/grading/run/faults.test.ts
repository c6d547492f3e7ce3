import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { grade } from '../../../grading/run/grade';
import { takeIn, type Submission } from '../../../grading/intake';
import { toValid } from '../../../grading/run/validate';
import { toExitCode, type Results, type SubmissionResult } from '../../../grading/reports/results';
import { root, run, typescript } from '../../support/run';

const path = join(root, 'grading/fixtures/0-vanilla/pass/sequential.ts');
let submissions: Submission[];
before(async () => {
  ({ submissions } = await takeIn([path], { task: '0-vanilla' }));
});

/** Kills verifiers of this process as they start, `times` at most, while `work` runs. */
async function killing<T>(times: number, work: () => Promise<T>): Promise<T> {
  const killed = new Set<string>();
  const timer = setInterval(() => {
    for (const pid of verifiers()) {
      if (killed.has(pid) || killed.size >= times) continue;
      killed.add(pid);
      process.kill(Number(pid), 'SIGKILL');
    }
  }, 20);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

/** Whether the last word of a command is the verifier's program, or a snapshot of it. */
const isVerifier = (command: string): boolean => /\/verifying(\/main\.js|-\w+\.blob)\0$/.test(command);

function verifiers(): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      const [, parent] = /^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
      return Number(parent) === process.pid && isVerifier(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
    } catch {
      return false;
    }
  });
}

describe('a fault of the grader', function () {
  this.timeout(120_000);
  before(function () {
    if (process.platform !== 'linux') this.skip();
  });

  it('is tried once more', async () => {
    const results = await killing(1, () => grade(submissions, { seed: 1 }));
    assert.deepEqual(summary(results), [['pass', 100]]);
  });

  it('is internal if it happens again, never a zero, with exit code 2', async () => {
    const results = await killing(Infinity, () => grade(submissions, { seed: 1 }));
    assert.deepEqual(summary(results), [['internal', null]]);
    assert.match(results.submissions[0]!.message!, /process of the checks failed: it exited \(SIGKILL\)/);
    assert.equal(toExitCode(results), 2);
  });
});

describe('a result that does not fit its schema', () => {
  const result = {
    slug: '0-vanilla',
    path: 'a.ts',
    seed: 1,
    verdict: 'pass',
    score: 1,
    maxScore: 1,
    checks: [],
  } as const;
  const toResult = (change: object): SubmissionResult => ({ ...result, checks: [], ...change });

  it('is a fault of the grader', () => {
    assert.deepEqual(toValid(toResult({})), result);
    for (const change of [{ score: null }, { verdict: 'good' }, { extra: 1 }, { seed: -1 }])
      assert.throws(() => toValid(toResult(change)), /does not fit the schema of results/);
  });

  for (const [title, text] of [
    ['is not JSON', '{'],
    ['lacks its definitions', '{"$id":"results.schema.json"}'],
    ['is not a schema', '{"$id":"results.schema.json","definitions":{"submission":{"type":7}}}'],
  ] as const)
    it(`is one, too, if the schema ${title}`, () => {
      const path = join(mkdtempSync(join(tmpdir(), 'schema-')), 'results.schema.json');
      writeFileSync(path, text);
      assert.throws(() => toValid(toResult({}), path), /the schema of results cannot be used/);
    });
});

describe('npm run grade on a full disk', function () {
  this.timeout(60_000);

  it('says so and exits with 2', async function () {
    if (process.platform !== 'linux') return this.skip();
    const program = join(root, 'scripts/grade/main.ts');
    const command = [process.execPath, ...typescript, program, '--list'].map((word) => `'${word}'`).join(' ');
    const { code, stderr } = await run('sh', ['-c', `${command} > /dev/full`]);
    assert.match(stderr, /the grader failed: ENOSPC/);
    assert.equal(code, 2);
  });
});

const summary = ({ submissions }: Results): unknown[] =>
  submissions.map(({ verdict, score }) => [verdict, score]);
