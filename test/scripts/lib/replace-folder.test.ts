import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBubblewraps } from '../../../grading/isolation/bubblewrap';
import { findFolder, Replacement, type Kind } from '../../../scripts/lib/replace-folder';
import { root, run, typescript, type Ended } from '../../support/run';

const kind: Kind = { isOne: (folder) => existsSync(join(folder, 'last')), kept: ['.git'] };

/** A program that puts a folder of 20 equal files in the place of its first argument; `steps` are run in between. */
const program = (steps: { filled?: string; beforeRename?: string; times?: number } = {}): string => `
  const fs = require('node:fs');
  const rename = fs.renameSync;
  let renames = 0;
  fs.renameSync = (...paths) => { renames++; ${steps.beforeRename ?? ''}; return rename(...paths); };
  const { findFolder, Replacement } = require('./scripts/lib/replace-folder.ts');
  const kind = { isOne: (folder) => fs.existsSync(folder + '/last'), kept: ['.git'] };
  const [, folder, text] = process.argv;
  (async () => {
    for (let i = 0; i < ${steps.times ?? 1}; i++) {
      const made = new Replacement(findFolder(folder, kind), kind);
      for (let at = 0; at < 20; at++) fs.writeFileSync(made.folder + '/' + at, text + i);
      fs.writeFileSync(made.folder + '/last', text + i);
      ${steps.filled ?? ''}
      made.put();
    }
  })();`;
const killed = "process.kill(process.pid, 'SIGKILL')";

// A folder that is replaced by programs which are killed, or run at once.
describe('a folder that is replaced', function () {
  this.timeout(60_000);
  let base: string;
  let folder: string;
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'für immer '));
    folder = join(base, 'course');
  });
  afterEach(() => rmSync(base, { recursive: true, force: true }));

  const args = (script: string, text: string): string[] => [...typescript, '-e', script, folder, text];
  const replace = (text: string, steps = {}): Promise<Ended> =>
    run(process.execPath, args(program(steps), text));
  const read = (): string | undefined => {
    const names = readdirSync(folder).filter((name) => name !== '.git');
    const texts = new Set(names.map((name) => readFileSync(join(folder, name), 'utf8')));
    return names.length === 21 && texts.size === 1 ? [...texts][0] : `${names.length}: ${[...texts].join()}`;
  };

  for (const [when, steps] of [
    ['while it was filled', { filled: killed }],
    ['before the earlier one was set aside', { beforeRename: `if (renames === 1) ${killed}` }],
    ['before the new one took its place', { beforeRename: `if (renames === 3) ${killed}` }],
    ["before it got the earlier one's history", { beforeRename: `if (renames === 2) ${killed}` }],
  ] as const)
    it(`is whole after the next run, and nothing is left, if a run was killed ${when}`, async () => {
      assert.equal((await replace('one')).code, 0);
      mkdirSync(join(folder, '.git'));
      assert.equal((await replace('two', steps)).code, null);
      assert.equal(readdirSync(base).length > 1, true, 'it left something');
      const { code, stderr } = await replace('three');
      assert.equal(code, 0, stderr);
      assert.deepEqual([readdirSync(base), read()], [['course'], 'three0']);
      assert.ok(existsSync(join(folder, '.git')));
    });

  it('returns as it was if the run that replaced it was killed, as soon as somebody looks', async () => {
    await replace('one');
    await replace('two', { beforeRename: `if (renames === 2) ${killed}` });
    assert.ok(!existsSync(folder));
    assert.equal(findFolder(folder, kind), folder);
    assert.deepEqual([readdirSync(base), read()], [['course'], 'one0']);
  });

  it('keeps what a running process prepares there, which then takes its place', async () => {
    const waits =
      "console.log('filled'); await new Promise((go) => process.stdin.once('data', go)); process.stdin.pause();";
    const child: ChildProcess = spawn(process.execPath, args(program({ filled: waits }), 'slow'), {
      cwd: root,
    });
    const ended = new Promise((resolve) => child.once('close', resolve));
    await new Promise((resolve) => child.stdout!.once('data', resolve));
    assert.equal((await replace('quick')).code, 0);
    assert.equal(read(), 'quick0');
    assert.equal(readdirSync(base).length, 2, 'its folder is still there');
    child.stdin!.write('go');
    assert.equal(await ended, 0);
    assert.deepEqual([readdirSync(base), read()], [['course'], 'slow0']);
  });

  it('is whole, and has its history, after several processes have replaced it at once', async () => {
    await replace('first');
    mkdirSync(join(folder, '.git'));
    const all = Promise.all(['a', 'b', 'c'].map((text) => replace(text, { times: 30 })));
    for (const { code, stderr } of await all) assert.equal(code, 0, stderr);
    assert.match(read()!, /^[abc]29$/);
    assert.deepEqual(readdirSync(base), ['course']);
    assert.ok(existsSync(join(folder, '.git')));
  });

  it('leaves alone what belongs to another computer, and what only looks similar', async () => {
    const others = [
      '.course.4242-0000000000.making',
      '.course.making',
      '.courses.4242.making',
      'course.4242.making',
    ];
    for (const name of others) mkdirSync(join(base, name));
    await replace('one');
    assert.deepEqual(readdirSync(base).sort(), [...others, 'course'].sort());
  });

  it('is not replaced where that is impossible; the message says why and what to do', async function () {
    const [bubblewrap] = findBubblewraps();
    const inBox = (...options: string[]): Promise<Ended> =>
      run(bubblewrap!, ['--dev-bind', '/', '/', ...options, process.execPath, ...args(program(), 'x')]);
    if (!bubblewrap || (await run(bubblewrap, ['--dev-bind', '/', '/', 'true'])).code !== 0) this.skip();
    mkdirSync(folder);
    mkdirSync(join(base, 'volume'));
    for (const [options, message] of [
      [
        ['--bind', join(base, 'volume'), folder],
        /cannot write to .*course: .*mounted.*EBUSY.*nothing was changed. Name a folder in it, such as .*course\/new/,
      ],
      [['--tmpfs', folder], /EBUSY/],
      [
        ['--ro-bind', base, base],
        /cannot write to .*: the disk is read-only \(EROFS\); nothing was changed. Choose a place/,
      ],
    ] as [string[], RegExp][]) {
      const { code, stderr } = await inBox(...options);
      assert.equal(code, 1);
      assert.match(stderr, message);
      assert.deepEqual(readdirSync(base).sort(), ['course', 'volume']);
    }
  });

  it('names a file in its path, and passes on errors that are not of the file system', () => {
    writeFileSync(join(base, 'file'), '');
    assert.throws(
      () => new Replacement(join(base, 'file/course'), kind),
      /a part of its path is not a folder \(ENOTDIR\); nothing was changed. Choose another path/,
    );
    const made = new Replacement(folder, kind);
    const other = new Error('other');
    assert.equal(made.giveUp(other), other);
    assert.deepEqual(readdirSync(base), ['file']);
  });
});
