import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Jimp } from 'jimp';
import { toAlt } from '../../../src/helpers/show/figure/alt';
import { toFigure, toText, type Layout } from '../../../src/helpers/show/figure/figure';
import { assertTrace } from '../../../src/helpers/show/figure/trace-types';
import { root, run } from '../../support/run';

/** A script that runs `more`, then draws two figures. */
const toScript = (more = '') => `${more}
  const { plot, plotBars } = require(${JSON.stringify(join(root, 'dist/src'))});
  plot([{ x: new Float32Array([1, 2]), y: [3, 1], mode: 'lines' }], { title: 'Ein Verlust (λ)', height: 300 });
  plotBars([1, 2], { names: ['a', 'b'], title: 'Bars', xTitle: 'x', yTitle: 'y' });`;

describe('plot', () => {
  it('writes PNG files and prints their paths in a terminal without a screen', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'plots-'));
    const { stdout, stderr } = await run(process.execPath, ['-e', toScript()], { cwd });
    const files = ['1-ein-verlust-λ.png', '2-bars.png'];
    assert.deepEqual(readdirSync(join(cwd, 'plots')), files, stderr);
    assert.deepEqual(
      stdout.split('\n').filter((line) => line.startsWith('->')),
      files.map((file) => `-> ${join('plots', file)}`),
    );
    const { width, height } = await Jimp.read(join(cwd, 'plots', files[0]!));
    assert.deepEqual([width, height], [1400, 600], 'sharp: twice the size of the figure');
  });

  it('passes the figure to nodeplotlib if there is a screen', async () => {
    const script = toScript('process.stdout.isTTY = true;');
    // with a port, nodeplotlib does not open a browser; 0 means any free one
    const env = { ...process.env, DISPLAY: ':0', NODEPLOTLIB_PORT: '0' };
    const child = spawn(process.execPath, ['-e', script], {
      cwd: mkdtempSync(join(tmpdir(), 'plots-')),
      env,
    });
    try {
      const address = await new Promise<string>((resolve, reject) => {
        let said = '';
        child.on('close', () => reject(new Error(said)));
        child.stderr.on('data', (text) => (said += text));
        child.stdout.on('data', (text) => {
          const found = /Server running at (http:\S+)/.exec((said += text));
          if (found) resolve(found[1]!);
        });
      });
      assert.match(await (await fetch(address)).text(), /<title>Nodeplotlib/i);
    } finally {
      child.kill();
    }
  });

  it('breaks long titles into lines that fit, and leaves the others alone', () => {
    const long =
      'the distance of a code from another, in distances between two digits, averaged over all of the test digits';
    const { layout } = toFigure([], { title: long, xaxis: { title: 'epoch' }, yaxis: { title: long } });
    const lines = (title: Layout['title']) => toText(title).split('<br>');
    assert.deepEqual(lines(layout.xaxis.title), ['epoch']);
    for (const [title, room, size] of [
      [layout.title, 700, 17],
      [layout.yaxis.title, 320, 13],
    ] as const) {
      assert.equal(lines(title).join(' '), long);
      for (const line of lines(title)) assert.ok(line.length * 0.62 * size <= room, line);
    }
  });

  it('rejects types that Plotly does not know, and suggests the nearest one', () => {
    assert.throws(
      () => assertTrace({ type: 'scater' }, 1),
      /invalid type of trace 1: 'scater' \(did you mean 'scatter'\?\)/,
    );
    assert.throws(() => assertTrace({ type: 'histo' }, 0), /did you mean 'histogram'\?/);
    assert.throws(() => assertTrace(null, 0), /invalid trace 0: null \(expected an object/);
    for (const trace of [{}, { type: 'bar' }, { type: 'scatter3d' }, { type: undefined }])
      assertTrace(trace, 0);
  });

  it('applies the defaults of the course, which the caller can override', () => {
    const { data, layout } = toFigure(
      [{ type: 'heatmap', z: [new Float32Array([1, 2])], colorscale: 'Greys' }],
      {
        xaxis: { title: { text: 'epoch' }, gridcolor: 'red' },
        yaxis: { title: 'loss' },
        height: 100,
      },
    );
    assert.deepEqual([layout.width, layout.height, layout.yaxis.title], [700, 100, { text: 'loss' }]);
    assert.deepEqual([layout.xaxis.gridcolor, layout.xaxis.showline], ['red', true]);
    assert.deepEqual(data[0]!.z, [[1, 2]]);
    assert.deepEqual(data[0]!.colorscale, [
      [0, '#000000'],
      [1, '#ffffff'],
    ]);
  });

  it('describes a figure in words', () => {
    const lines = [
      { x: [1, 2], y: [0.25, 0.125], name: 'loss' },
      { type: 'bar', x: ['a'], y: [2] },
    ];
    const made = toFigure(lines, { title: 'T', xaxis: { title: 'epoch' }, yaxis: { title: 'value' } });
    assert.equal(toAlt(made), 'T. Lines of loss; Bars. Across: epoch, 1 to 2. Up: value, 0.125 to 2.');
    assert.equal(toAlt(toFigure(lines, { meta: { alt: 'Two things' } })), 'Two things');
  });
});
