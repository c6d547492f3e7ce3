import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { grade } from '../../../grading/run/grade';
import { readSubmissions } from '../../../grading/run/intake';
import { toExitCode, type Results } from '../../../grading/reports/results';
import { root } from '../../support/run';

const submissions = readSubmissions(
  [join(root, 'grading/fixtures/0-vanilla/pass/sequential.ts')],
  '0-vanilla',
);

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

function verifiers(): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      const [, parent] = /^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
      return Number(parent) === process.pid && /verifier/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
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

const summary = ({ submissions }: Results): unknown[] =>
  submissions.map(({ verdict, score }) => [verdict, score]);
