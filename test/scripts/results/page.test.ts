import assert from 'node:assert/strict';
import { check } from 'prettier';
import { renderPage, toVerdict } from '../../../scripts/results/page';
import { plan } from '../../../scripts/results/plan';
import { median } from '../../../scripts/lib/median';
import type { Result } from '../../../scripts/results/result';
import { runs } from '../../../scripts/train/runs';

const toResult = (by: Result['by'], seed: number, loss: number, val_loss = loss): Result => ({
  ...{ task: '0-vanilla', by, seed, epochs: 2, msPerStep: 3.21, seconds: 99.7 },
  history: { loss: [0.25, loss], val_loss: [0.17, val_loss] },
  versions: by === 'keras' ? { keras: '3' } : { tfjs: '4' },
  machine: 'a processor, 2 cores',
});
const three = (by: Result['by'], ...losses: number[]) => losses.map((loss, seed) => toResult(by, seed, loss));

describe('the plan of results', () => {
  it('contains every run, and those with figures three times by each system', () => {
    const all = plan(Object.keys(runs));
    assert.equal(new Set(all.map((run) => JSON.stringify(run))).size, all.length);
    assert.deepEqual(new Set(all.map(({ task }) => task)), new Set(Object.keys(runs)));
    assert.equal(all.filter(({ task }) => task === 'cifar10').length, 6);
    assert.equal(all.filter(({ task }) => task === 'strided').length, 1);
  });
});

describe('the page of results', () => {
  it('shows the median', () => {
    assert.equal(median([3, 1, 2]), 2);
    assert.equal(median([4, 1, 2, 3]), 2.5);
    assert.equal(median([7]), 7);
  });

  it('counts a figure as reached up to 2 % above the larger of the printed one and the median of Keras', () => {
    const reached = (...results: Result[]) => toVerdict('0-vanilla', results)?.reached;
    assert.equal(reached(...three('course', 0.085, 0.0855, 0.2)), true); // 1.02 * 0.0842 = 0.08588, for val_loss
    assert.equal(reached(...three('course', 0.085, 0.0862, 0.2)), false);
    assert.equal(reached(...three('course', 0.085, 0.0862, 0.2), ...three('keras', 0.08, 0.086, 0.09)), true);
    assert.equal(reached(...three('course', 0.085, 0.0862, 0.2), ...three('keras', 0.08, 0.08, 0.09)), false);
    assert.equal(reached(...three('course', 0.08, 0.08)), undefined);
  });

  it('compares val_loss with its figure too', () => {
    const results = [0, 1, 2].map((seed) => toResult('course', seed, 0.08, 0.09));
    assert.equal(toVerdict('0-vanilla', results)?.reached, false);
  });

  it('lists all runs, and those not run', async () => {
    const results = [...three('course', 0.085, 0.0855, 0.086), toResult('keras', 0, 0.0839)];
    const page = renderPage(plan(['0-vanilla', 'strided']), results);
    assert.match(
      page,
      /\| 0-vanilla +\| 0.0846 \/ 0.0842 \| 0.0855 \/ 0.0855 \(3 seeds\) +\| .*\(1 seed\) .*\| yes /,
    );
    assert.match(page, /\| 1-sparse +\| 0.0839 \/ 0.0835 +\| not run +\| not run +\| +\| not yet/);
    assert.match(
      page,
      /\| 0-vanilla \| keras +\| 0 +\| 2 +\| 0.2500 \/ 0.1700 \| 0.0839 \/ 0.0839 \| 3.2 +\| 100 /,
    );
    assert.match(
      page,
      /These planned runs have no result yet: strided \(course, seed 0\), 0-vanilla \(keras, seed 1\)/,
    );
    assert.ok(await check(page, { parser: 'markdown', printWidth: 110 }));
  });
});
