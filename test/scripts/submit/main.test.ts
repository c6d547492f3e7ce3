import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Results } from '../../../grading/reports/results';
import { slugs } from '../../../grading/tasks';
import { main } from '../../../scripts/submit/main';
import { toAnswerCell } from '../../../scripts/lib/answer-cell';
import { root, run, typescript } from '../../support/run';

interface Cell {
  source: string | string[];
  metadata: { tags?: string[] };
}

const text = (...path: string[]): string => readFileSync(join(root, ...path), 'utf8');

/** The task notebook with `code` in the cell for the answer. */
function fillIn(slug: string, code: string): string {
  const notebook = JSON.parse(text('notebooks', slug, 'task.ipynb')) as { cells: Cell[] };
  const [answer] = notebook.cells.filter(({ metadata }) => metadata.tags?.includes('answer'));
  answer!.source = code;
  return JSON.stringify(notebook);
}

const withKey = (slug: string): string => fillIn(slug, toAnswerCell(slug));

describe('npm run submit', function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'submit test '));
  after(() => rmSync(folder, { recursive: true, force: true }));

  const put = (name: string, data: string | Buffer): string => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, data);
    return path;
  };

  /** Runs the command here, which is quicker than in a process of its own. */
  async function submit(...args: string[]): Promise<{ code: number; said: string }> {
    const { log, error } = console;
    const lines: string[] = [];
    console.log = console.error = (line: string) => void lines.push(line);
    try {
      const code = await main(args);
      return { code, said: lines.join('\n') };
    } finally {
      Object.assign(console, { log, error });
    }
  }

  it('makes an archive that npm run grade attributes to the learner, with all points for the answer keys', async () => {
    const files = slugs.map((slug) => put(`all/${slug}/task.ipynb`, withKey(slug)));
    const { code, said } = await submit(...files, '--name', 'Ña 李 Lovelace', '--out', folder);
    assert.equal(code, 0, said);
    for (const slug of slugs) assert.match(said, new RegExp(`^  ${slug}: `, 'm'));
    const graded = await run(process.execPath, [
      ...[...typescript, join(root, 'scripts/grade/main.ts'), '--seed', '1', '--format', 'json'],
      join(folder, 'Ña 李 Lovelace.zip'),
    ]);
    const { submissions } = JSON.parse(graded.stdout) as unknown as Results;
    assert.deepEqual(
      submissions.map(({ slug, score, learner }) => [slug, score, learner!.id]),
      slugs.map((slug) => [slug, 100, 'Ña 李 Lovelace']),
      graded.stderr,
    );
  });

  it('leaves out what is still the stub, and says so', async () => {
    const done = put('some/0-vanilla/task.ipynb', withKey('0-vanilla'));
    const stub = put('some/1-sparse/task.ipynb', text('notebooks/1-sparse/task.ipynb'));
    const { code, said } = await submit(done, stub, '--name', 'stub', '--out', folder);
    assert.match(
      said,
      /contains the answers to:\n {2}0-vanilla: .*\nNo answer yet, left out:\n {2}1-sparse: /,
    );
    assert.equal(code, 1);
  });

  it('takes the task notebooks by default, and makes no archive of stubs', async () => {
    const out = join(folder, 'nothing');
    const { code, said } = await submit('--name', 'Ada', '--out', out);
    for (const slug of slugs)
      assert.match(said, new RegExp(`^  ${slug}: .*notebooks/${slug}/task\\.ipynb$`, 'm'));
    assert.match(said, /nothing to hand in yet/);
    assert.equal(code, 1);
    assert.throws(() => readdirSync(out), /ENOENT/);
  });

  it('tells what the grader will object to, and hands in the rest', async () => {
    const key = put('wrong/0-vanilla.ipynb', withKey('0-vanilla'));
    const bad = [
      put('wrong/1-sparse.ts', 'export function autoencoder(): number {\n  return "no number";\n}'),
      put('wrong/2-convolutional.ipynb', '{ "cells": '),
      put('wrong/3-variational.ts', Buffer.from('export const a\0 = 1;')),
      put('wrong/notes.pdf', 'pdf'),
    ];
    const { code, said } = await submit(key, ...bad, '--name', 'wrong', '--out', folder);
    assert.match(said, /1-sparse\.ts: TypeScript finds an error in line 2: /);
    assert.match(said, /2-convolutional\.ipynb: the file is not a notebook/);
    assert.match(said, /3-variational\.ts: it is not text: .*\(left out\)/);
    assert.match(said, /notes\.pdf: expected a \.ts file/);
    assert.match(said, /answers to:\n.*0-vanilla: .*\n.*1-sparse: .*\n.*2-convolutional: .*\nTo fix:/);
    assert.equal(code, 1);
  });

  it('survives hostile notebooks', async () => {
    const link = join(folder, 'hostile/3-variational.ipynb');
    const hostile = [
      put('hostile/0-vanilla.ipynb', '['.repeat(200_000)),
      put('hostile/1-sparse.ts', `export const autoencoder = ${'('.repeat(50_000)}1${')'.repeat(50_000)};`),
      put('hostile/2-convolutional.ipynb', fillIn('2-convolutional', 'process.exit(0); while (true);')),
    ];
    symlinkSync('/etc/passwd', link);
    const { code, said } = await submit(...hostile, link, '--name', 'hostile', '--out', folder);
    const wrong = said.slice(said.indexOf('To fix:'), said.indexOf('\nFix this'));
    for (const path of [...hostile, link]) assert.ok(wrong.includes(path), said);
    assert.ok(!said.includes('root:'), said);
    assert.equal(code, 1);
  });

  it('leaves out what the grader takes for a zip bomb, and hands in the rest', async () => {
    const cell = { cell_type: 'code', metadata: {}, source: 'export const autoencoder = 1;' };
    const bomb = JSON.stringify({ cells: [cell] }) + ' '.repeat(4_000_000);
    const files = [
      put('bomb/0-vanilla.ipynb', bomb),
      put('bomb/1-sparse.ts', 'export const autoencoder = 1;'),
    ];
    const { code, said } = await submit(...files, '--name', 'bomb', '--out', folder);
    assert.match(
      said,
      /answers to:\n {2}1-sparse: .*\nTo fix:\n {2}.*0-vanilla\.ipynb: .*zip bomb.*\(left out\)/,
    );
    assert.equal(code, 1);
    const alone = await submit(files[0]!, '--name', 'alone', '--out', folder);
    assert.match(alone.said, /0-vanilla\.ipynb: .*\(left out\)\nThere is nothing to hand in yet/);
    assert.equal(alone.code, 1);
  });

  it('replaces an archive only with --force', async () => {
    const file = put('force/0-vanilla.ts', 'export const autoencoder = 1;');
    const zip = put('Ada.zip', 'precious');
    const args = [file, '--name', 'Ada', '--out', folder];
    const { code, said } = await submit(...args);
    assert.match(said, /Ada\.zip exists already: add --force/);
    assert.deepEqual([code, readFileSync(zip, 'utf8')], [2, 'precious']);
    assert.equal((await submit(...args, '--force')).code, 0);
    assert.equal(readFileSync(zip).subarray(0, 2).toString(), 'PK');
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.endsWith('.part')),
      [],
    );
  });

  it('refuses what cannot be an archive', async () => {
    const file = put('refused/0-vanilla.ts', 'export const autoencoder = 1;');
    const copy = put('refused/copy/0-vanilla.ts', 'export const autoencoder = 1;');
    const other = put('refused/mine.ts', 'export const autoencoder = 1;');
    for (const [args, why] of [
      [[file, copy, '--name', 'x1'], /are both for 0-vanilla/],
      [[other, '--name', 'x2'], /expected one that names its task; or add --task/],
      [[join(folder, 'none.ts'), '--name', 'x3'], /none\.ts \(expected a file or folder\)/],
      [[file, '--name', 'x4', '--out', join(file, 'in a file')], /cannot write .*x4\.zip: .*--out/],
      [[file, '--name', '0-vanilla-ada'], /the grader would take it for ada/],
      [[file, '--name', '?!'], /expected a name with letters or digits/],
    ] as [string[], RegExp][]) {
      const { code, said } = await submit('--out', folder, ...args);
      assert.match(said, why);
      assert.equal(code, 2, said);
    }
    assert.equal((await submit(other, '--name', 'mine', '--task', '0-vanilla', '--out', folder)).code, 0);
  });
});
