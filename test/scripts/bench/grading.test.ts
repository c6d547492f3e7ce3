import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchGrading } from '../../../scripts/bench/grading';

describe('bench grading', () => {
  it('takes every timing, of real commands', async () => {
    const json = join(mkdtempSync(join(tmpdir(), 'bench-')), 'figures.json');
    await benchGrading({ rounds: 1, submissions: 4, json });
    const figures = JSON.parse(readFileSync(json, 'utf8')) as Record<string, number>;
    assert.deepEqual(Object.keys(figures), ['one', 'keys', 'submissions', 'class', 'perMinute']);
    assert.ok(figures.one! < figures.keys!);
    assert.ok(Math.abs(figures.perMinute! - 240 / figures.class!) < 1e-6);
  }).timeout(180_000);
});
