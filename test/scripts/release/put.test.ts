import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHash } from 'node:crypto';
import { readEdition } from '../../../scripts/lib/edition';
import { findTarget, putEdition } from '../../../scripts/release/put';
import { main } from '../../../scripts/release/main';
import { root } from '../../support/run';

const about = { version: '1.0.0', commit: 'abc' };
const filesOf = (texts: Record<string, string>) =>
  Object.entries(texts).map(([path, text]) => ({ path, data: Buffer.from(text) }));

describe('writing an edition', () => {
  let base: string;
  let folder: string;
  const put = (texts: Record<string, string>): void => putEdition(findTarget(folder), filesOf(texts), about);

  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'release é '));
    folder = join(base, 'course');
  });
  afterEach(() => rmSync(base, { recursive: true, force: true }));

  it('records the version, the commit and the SHA-256 of each file', () => {
    put({ 'a.txt': 'one', 'deep/b.txt': 'two' });
    const sha = (text: string): string => createHash('sha256').update(text).digest('hex');
    const files = { 'a.txt': sha('one'), 'deep/b.txt': sha('two') };
    assert.deepEqual(readEdition(folder), { edition: 'autoencoders', ...about, files });
    assert.equal(readFileSync(join(folder, 'deep/b.txt'), 'utf8'), 'two');
    assert.deepEqual(readdirSync(base), ['course']);
  });

  it('replaces an earlier edition and keeps its git history, but no file that is gone', () => {
    put({ 'a.txt': 'one', 'gone.txt': 'x' });
    mkdirSync(join(folder, '.git'));
    writeFileSync(join(folder, '.git/HEAD'), 'ref');
    put({ 'a.txt': 'new' });
    assert.deepEqual(readdirSync(folder).sort(), ['.git', 'a.txt', 'edition.json']);
    assert.equal(readFileSync(join(folder, '.git/HEAD'), 'utf8'), 'ref');
  });

  it('replaces nothing that was changed or added, and names it', () => {
    put({ 'a.txt': 'one', 'b.txt': 'two' });
    writeFileSync(join(folder, 'b.txt'), 'my work');
    writeFileSync(join(folder, 'mine.txt'), 'my work');
    assert.throws(() => put({}), /changed or added: b\.txt, mine\.txt\. Nothing was replaced/);
    assert.equal(readFileSync(join(folder, 'b.txt'), 'utf8'), 'my work');
  });

  it('refuses a folder with other files, a file, and the project itself, also through a link', () => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'a.txt'), '');
    assert.throws(() => findTarget(folder), /is not empty and is not an earlier edition/);
    assert.throws(() => findTarget(join(folder, 'a.txt')), /is a file; choose a folder/);
    symlinkSync(root, join(base, 'link'));
    for (const path of [root, join(root, 'runs/edition'), join(base, 'link/edition'), '/'])
      assert.throws(() => findTarget(path), /is in the project, or contains it/, path);
  });

  it('completes what a killed run was doing', () => {
    const gone = spawnSync(process.execPath, ['-e', '']).pid; // a process that is no more
    put({ 'a.txt': 'one' });
    renameSync(folder, join(base, `.course.${gone}.before`)); // killed between the two renames
    assert.equal(findTarget(folder), folder);
    assert.equal(readFileSync(join(folder, 'a.txt'), 'utf8'), 'one');
    mkdirSync(join(base, `.course.${gone}.before`)); // killed before the earlier one was removed
    mkdirSync(join(base, `.course.${gone}.making`)); // killed while writing
    put({ 'a.txt': 'two' });
    assert.deepEqual(readdirSync(base), ['course']);
  });

  it('changes nothing where it cannot write', () => {
    writeFileSync(join(base, 'file'), '');
    folder = join(base, 'file/course');
    assert.throws(() => put({ 'a.txt': 'one' }), /cannot write to .*ENOTDIR.*nothing was changed/);
    assert.deepEqual(readdirSync(base), ['file']);
  });
});

describe('npm run release', function () {
  this.timeout(60_000);
  const said = async (...args: string[]): Promise<[number, string]> => {
    const lines: string[] = [];
    const { error, log } = console;
    const write = process.stderr.write;
    console.error = console.log = (text: string) => void lines.push(text);
    process.stderr.write = (text: string | Uint8Array) => lines.push(String(text)) > 0;
    try {
      return [await main(args), lines.join('\n')];
    } finally {
      Object.assign(console, { error, log });
      process.stderr.write = write;
    }
  };

  it('asks for a folder, and refuses one with files', async () => {
    const [code, text] = await said();
    assert.equal(code, 2);
    assert.match(text, /name a folder: npm run release -- DIR/);
    const [refused, why] = await said(join(root, 'docs'));
    assert.notEqual(refused, 0);
    assert.match(why, /is in the project/);
  });
});
