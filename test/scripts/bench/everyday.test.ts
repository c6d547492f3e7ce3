import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lines, toEverydayTable, whatNames, type Timed } from '../../../scripts/bench/everyday-lines';

describe('npm run bench -- everyday', () => {
  it('prints this project beside the fastest peer, and the ratio', () => {
    const about = { what: 'umap', firstMs: 9000, trust: 0.98 } as const;
    const timed: Timed[] = [
      { ...about, system: 'autoencoders', setting: 'autoencoders-native', ms: 1500 },
      { ...about, system: 'science', setting: 'umap-learn', ms: 3000, trust: 0.97 },
      { ...about, system: 'science', setting: 'slow', ms: 4000 },
      { what: 'curve', system: 'autoencoders', setting: 'autoencoders-native', ms: 1.234, firstMs: 40 },
    ];
    assert.equal(
      toEverydayTable(timed),
      [
        'in ms                       ours  peer  ratio  ours, first  peer, first          trust  the fastest peer',
        'UMAP of 10,000 codes of 32  1500  3000   0.50         9000         9000  0.980 / 0.970  science (umap-learn)',
        'a loss curve as PNG         1.23     -      -         40.0            -              -  -',
      ].join('\n'),
    );
  });

  it('has a peer for everything', () => {
    for (const what of whatNames) assert.ok(lines[what].peers.length, what);
  });

  it('measures this project, each in a turn that does not count and those that do', async () => {
    const { benchEveryday } =
      require('../../../dist/scripts/bench/everyday') as typeof import('../../../scripts/bench/everyday');
    const json = join(mkdtempSync(join(tmpdir(), 'bench-')), 'figures.json');
    const what = ['import', 'load', 'first-step', 'evaluate', 'grid', 'curve'] as const;
    await benchEveryday({ rounds: 1, what: [...what], only: ['autoencoders'], json });
    const timed = JSON.parse(readFileSync(json, 'utf8')) as Timed[];
    assert.deepEqual(
      timed.map((one) => one.what),
      what,
    );
    for (const { ms, firstMs } of timed) assert.ok(ms > 0 && firstMs > 0);
  }).timeout(120_000);
});
