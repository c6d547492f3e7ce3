import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { slugs } from '../../../grading/tasks';
import { readContents } from '../../../scripts/release/contents';
import { findTarget, putEdition } from '../../../scripts/release/put';
import { loadTrained } from '../../../src/trained';
import { root, run } from '../../support/run';
import { findLeaks, findSecrets } from './secrets';

// The edition as learners have it after its set-up: with the JavaScript, the declarations and the source maps.
describe("the learners' edition", function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'für Lernende '));
  const secrets = findSecrets();
  const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
  const list = (inside = ''): string[] =>
    readdirSync(join(folder, inside), { withFileTypes: true })
      .filter(({ name }) => name !== 'node_modules')
      .flatMap((entry) =>
        entry.isDirectory() ? list(join(inside, entry.name)) : [join(inside, entry.name)],
      );

  before(async () => {
    putEdition(findTarget(folder), readContents(), { version: '1.0.0', commit: 'abc' });
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    const compiler = ['node_modules/typescript-7/bin/tsc', '-p', '.', '--outDir', 'dist'];
    const { code, stdout } = await run(process.execPath, compiler, { cwd: folder });
    assert.equal(code, 0, stdout);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('has no line of an answer key or of a hidden check in any file, compiled ones included', () => {
    const files = list();
    for (const path of ['dist/src/index.js', 'notebooks/0-vanilla/task.ipynb', 'src/finished/models.json'])
      assert.ok(files.includes(path), path);
    const leaks = files.flatMap((path) => findLeaks(path, readFileSync(join(folder, path)), secrets));
    assert.deepEqual(leaks, []);
  });

  it('has the task notebooks as they are, without the files of the instructor', () => {
    for (const slug of slugs) {
      const path = `notebooks/${slug}/task.ipynb`;
      assert.equal(read(path), readFileSync(join(root, path), 'utf8'));
    }
    const files = list().join('\n');
    for (const name of [
      'fixtures',
      'grading/proof',
      'models/0-vanilla',
      'other-sizes',
      'instructor',
      '.git/',
    ])
      assert.ok(!files.includes(name), name);
  });

  it('does not show a key when the function that a lesson uses is printed', async () => {
    const code = `const course = require('./dist/src');
console.log(Object.values(course).filter((value) => typeof value === 'function').map(String).join('\\n'));`;
    const { stdout } = await run(process.execPath, ['-e', code], { cwd: folder });
    assert.match(stdout, /=> \(0, load_1\.load\)\('vanillaAutoencoder', args\)/);
    assert.deepEqual(findLeaks('printed.txt', Buffer.from(stdout), secrets), []);
  });

  it('loads the trained models of the lessons, which compute what those of the project do', async () => {
    const code = `const tf = require('@tensorflow/tfjs');
const { loadTrained } = require('./dist/src');
(async () => {
  const sums = [];
  for (const slug of ${JSON.stringify(slugs)}) {
    const { decoder } = await loadTrained(slug);
    sums.push(decoder.predict(tf.ones([1, ...decoder.inputs[0].shape.slice(1)])).sum().dataSync()[0]);
  }
  console.log(JSON.stringify(sums));
})();`;
    const { stdout, stderr } = await run(process.execPath, ['-e', code], { cwd: folder });
    const sums = JSON.parse(stdout || `"${stderr}"`) as number[];
    for (const [i, slug] of slugs.entries()) {
      const { decoder } = await loadTrained(slug);
      const drawn = decoder.predict(tf.ones([1, ...decoder.inputs[0]!.shape.slice(1)] as number[]));
      const expected = (drawn as tf.Tensor).sum().dataSync()[0]!;
      assert.ok(Math.abs(sums[i]! / expected - 1) < 1e-4, `${slug}: ${sums[i]}, not ${expected}`);
    }
  });

  it('checks a task with the public checks', async () => {
    const code = `const { tasks } = require('./dist/grading/tasks');
console.log(JSON.stringify(tasks.map(({ checks }) => checks.map(({ id }) => id))));`;
    const { stdout, stderr } = await run(process.execPath, ['-e', code], { cwd: folder });
    const checks = JSON.parse(stdout || `"${stderr}"`) as string[][];
    assert.equal(checks.length, 4);
    for (const ids of checks) {
      assert.ok(ids.length > 10 && ids.includes('encoder-layers'), ids.join());
      assert.ok(!ids.includes('other-sizes'));
    }
  });

  it('reads answers to hand in without the snapshots of the grader, which it cannot make', async () => {
    const code = `console.log(require('./dist/grading/isolation/snapshot').findSnapshot('reading'));`;
    const { stdout, stderr } = await run(process.execPath, ['-e', code], { cwd: folder });
    assert.equal(stdout.trim(), 'undefined', stderr);
  });
});

describe('the search for secrets', () => {
  const secrets = findSecrets();
  const key = (slug: string): Buffer => readFileSync(join(root, `src/models/${slug}.ts`));

  for (const slug of slugs)
    it(`knows the telling lines of the answer key of ${slug}`, () => {
      const found = findLeaks('src/any.ts', key(slug), secrets);
      const code = key(slug)
        .toString()
        .split('\n')
        .filter((line) => line.length >= 20 && !/^( \*|\/\*\*|import)/.test(line));
      assert.ok(found.length >= code.length / 3, `${found.length} of ${code.length}`);
    });

  it('finds a line in JavaScript, a comment, a source map, and the source or output of a notebook', () => {
    const line = '  for (const units of [...hiddenLayers, latentDims]) code = dense(units, "relu", code);';
    const asWritten = line.replaceAll('"', "'");
    const inNotebook = { cells: [{ source: ['x\n', asWritten], outputs: [{ text: asWritten }] }] };
    for (const [path, text, count] of [
      ['dist/a.js', `    ${asWritten}\n`, 1],
      ['docs/a.md', `// ${asWritten.trim()}`, 1],
      ['dist/a.js.map', JSON.stringify({ sourcesContent: [`a\n${asWritten}\nb`] }), 1],
      ['a.ipynb', JSON.stringify(inNotebook), 2],
      ['a.ts', 'for (const units of hiddenLayers) features = mine(units);', 0],
    ] as const)
      assert.equal(findLeaks(path, Buffer.from(text), secrets).length, count, path);
  });
});
