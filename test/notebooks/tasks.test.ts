import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Jimp } from 'jimp';
import { slugs } from '../../grading/tasks';
import { root } from '../support/run';
import { readNotebook, runTool, printedBy, textOf } from './course';

describe('the task notebooks', function () {
  this.timeout(300_000);
  const out = mkdtempSync(join(tmpdir(), 'notebooks-'));
  const cellOf = (slug: string, id: string) =>
    readNotebook(join(out, slug, 'task.ipynb')).cells.find((cell) => cell.id === id)!;

  it('with their stubs, end with a message that says what to do', async () => {
    const tasks = slugs.map((slug) => `${slug}/task`);
    const { code, stdout } = await runTool(root, '--stubs', '--out', out, ...tasks);
    assert.equal(code, 1);
    assert.match(stdout, /0 of 4 notebooks completed/);
    for (const slug of slugs) {
      assert.match(printedBy(cellOf(slug, 'check')), /practice: 1 of \d+ checks passed/, slug);
      const hints = textOf(cellOf(slug, 'hints').outputs![0]!.data!['text/html']);
      assert.equal(hints.split('<details').length - 1, 3, slug);
      const { ename, evalue } = cellOf(slug, 'build').outputs!.at(-1)!;
      assert.equal(ename, 'Error');
      assert.match(evalue!, /^autoencoder is not written yet: fill in the cell above/, slug);
      assert.equal(stdout.split(`Error: ${evalue}`).length - 1, 4, 'each is printed');
    }
  });

  it('with the answer key, 0-vanilla learns and draws ten digits', async () => {
    const { code, stdout } = await runTool(root, '--quick', '--out', out, 'notebooks/0-vanilla/task.ipynb');
    assert.equal(code, 0, stdout);
    const { cells } = readNotebook(join(out, '0-vanilla/task.ipynb'));
    const spoken = cells.flatMap(({ outputs }) => outputs ?? []).filter(({ name }) => name === 'stderr');
    assert.deepEqual(spoken, [], "no output of TensorFlow's or tfjs' own");
    const said = printedBy(cellOf('0-vanilla', 'fit'));
    const valLoss = /val_loss of each epoch: (\S+)/.exec(said)!;
    assert.ok(Number(valLoss[1]) <= 0.66, said); // 0.69 before training
    const pictures = cellOf('0-vanilla', 'reconstructions').outputs!.map(({ data }) => data?.['image/png']);
    const png = Buffer.from(textOf(pictures.find(Boolean)), 'base64');
    const { width, height } = await Jimp.read(png);
    assert.deepEqual([width, height], [3 * (10 * 29 - 1), 3 * (2 * 29 - 1)]);
  });
});
