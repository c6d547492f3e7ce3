import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cellsOf, summarize, toMemoryTable } from '../../../scripts/bench/memory';
import { slugs } from '../../../src/course/slugs';
import { root } from '../../support/run';

describe('npm run bench -- memory', () => {
  const rows = [
    { what: 'server', started: 80 },
    { what: '0-vanilla', started: 500, imported: 550, peak: 704.4, afterwards: 650 },
    { what: '1-sparse', started: 510, imported: 540, peak: 690, afterwards: 660 },
  ];

  it('runs the task notebooks with the answer key, one epoch, and no check', () => {
    for (const task of slugs) {
      const cells = cellsOf(task, 3);
      assert.match(cells[0]!, /from 'autoencoders'/);
      assert.equal(cells.filter((code) => code.includes('const epochs = 3;')).length, 1, task);
      assert.equal(cells.filter((code) => / = await auto\.fit\(/.test(code)).length, 1, task);
      assert.ok(!cells.some((code) => /is not written yet|\bcheck\(|from '\.|^export/m.test(code)), task);
    }
  });

  it('prints the figures, and what a learner takes, a server included', () => {
    assert.equal(
      toMemoryTable(rows),
      [
        'MiB        started  imported  peak  afterwards',
        'server          80         -     -           -',
        '0-vanilla      500       550   704         650',
        '1-sparse       510       540   690         660',
      ].join('\n'),
    );
    assert.match(summarize(rows), /at most 784 MiB while training, 740 MiB afterwards/);
  });

  it('sees the memory that a cell takes', function () {
    this.timeout(60_000);
    if (process.platform !== 'linux') this.skip();
    const cells = ['1', 'const big = Buffer.alloc(300 * 2 ** 20, 1); big.length'];
    const args = [join(root, 'scripts/bench/memory.py'), mkdtempSync(join(tmpdir(), 'memory é '))];
    const said = execFileSync(join(root, '.venv/bin/python'), args, { input: JSON.stringify({ cells }) });
    const { imported, peak, afterwards } = JSON.parse(said.toString()) as Record<string, number>;
    for (const most of [peak!, afterwards!])
      assert.ok(most > imported! + 250 && most < imported! + 450, `${imported} ${peak} ${afterwards}`);
  });
});
