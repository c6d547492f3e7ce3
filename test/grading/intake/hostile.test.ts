import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRegular } from '../../../grading/intake/read-file';
import { root } from '../../../src/project/root';
import { Class, skippedIn } from './class';

const key = join(root, 'src/models/0-vanilla.ts');

/** A class with Ada's right submission, and one that `attack` writes to Eve's folder. */
function withEve(attack: (folder: string) => void): Class {
  const one = new Class({ 'class/ada/0-vanilla.ts': 'ada', 'class/zoe/0-vanilla.ts': 'zoe' });
  mkdirSync(join(one.folder, 'class/eve'));
  attack(join(one.folder, 'class/eve'));
  return one;
}

/** Takes the class in, and makes sure that Eve's neighbours are unharmed: what is said of her. */
async function judge(attack: (folder: string) => void): Promise<string[]> {
  const one = withEve(attack);
  const intake = await one.takeIn('class');
  const others = intake.submissions.filter(({ learner }) => learner!.id !== 'eve');
  assert.deepEqual(
    others.map(({ text }) => text),
    ['ada', 'zoe'],
  );
  const eve = intake.submissions.filter(({ learner }) => learner!.id === 'eve');
  return [
    ...eve.map(({ slug, text, unreadable }) => `${slug}: ${unreadable ?? text}`),
    ...skippedIn(one, intake),
  ];
}

const attacks: [string, (folder: string) => void, RegExp][] = [
  [
    'a link to the answer key',
    (at) => symlinkSync(key, join(at, '0-vanilla.ts')),
    /^0-vanilla: it is a link/,
  ],
  [
    'a link to an endless device',
    (at) => symlinkSync('/dev/zero', join(at, '0-vanilla.ts')),
    /^0-vanilla: it is a link/,
  ],
  [
    'a link to itself',
    (at) => symlinkSync('0-vanilla.ts', join(at, '0-vanilla.ts')),
    /^0-vanilla: it is a link/,
  ],
  ['a link to a folder', (at) => symlinkSync(join(root, 'src/models'), join(at, 'work')), /work: a link/],
  ['a link to a folder above', (at) => symlinkSync('..', join(at, 'loop')), /loop: a link/],
  [
    'a link to a zip',
    (at) => symlinkSync('/dev/zero', join(at, 'work.zip')),
    /work\.zip: a link, which is not followed/,
  ],
  ['a FIFO', (at) => execFileSync('mkfifo', [join(at, '0-vanilla.ts')]), /^0-vanilla: it is not a file/],
  ['a FIFO called a zip', (at) => execFileSync('mkfifo', [join(at, 'work.zip')]), /work\.zip: neither/],
  [
    'a folder called a file',
    (at) => mkdirSync(join(at, '0-vanilla.ts')),
    /0-vanilla\.ts: a folder, not a file/,
  ],
  [
    'a file of 3 GB',
    (at) => {
      writeFileSync(join(at, '0-vanilla.ts'), '');
      truncateSync(join(at, '0-vanilla.ts'), 3 * 2 ** 30);
    },
    /^0-vanilla: the file is larger than 1 MB/,
  ],
  [
    'a zip of 3 GB of zeros',
    (at) => {
      writeFileSync(join(at, 'work.zip'), '');
      truncateSync(join(at, 'work.zip'), 3 * 2 ** 30);
    },
    /work\.zip: the zip is broken/,
  ],
  [
    'folders in each other without end',
    (at) => {
      const names = Array.from({ length: 100 }, () => 'deeper'.repeat(5));
      mkdirSync(join(at, ...names), { recursive: true });
      writeFileSync(join(at, ...names, '0-vanilla.ts'), 'deep');
    },
    /: more than 32 folders deep/,
  ],
  [
    'a name with control characters, marks of direction and a line break',
    (at) => writeFileSync(join(at, 'x\u001b[31m\n\u202e0-vanilla.ts'), 'x'),
    /its name does not tell its task/,
  ],
  [
    'a name that is not UTF-8',
    (at) =>
      writeFileSync(
        Buffer.concat([Buffer.from(`${at}/`), Buffer.from([0xff, 0xfe]), Buffer.from('0-vanilla.ts')]),
        'x',
      ),
    /its name is not UTF-8: rename it/,
  ],
  [
    'a folder whose name is not UTF-8',
    (at) => mkdirSync(Buffer.concat([Buffer.from(`${at}/`), Buffer.from([0xff])])),
    /its name is not UTF-8: rename it/,
  ],
  [
    'bytes that are no text',
    (at) => writeFileSync(join(at, '0-vanilla.ts'), Buffer.alloc(100)),
    /^0-vanilla: it is not text/,
  ],
  ['an empty file', (at) => writeFileSync(join(at, '0-vanilla.ts'), ''), /^0-vanilla: $/],
  ['UTF-16', (at) => writeFileSync(join(at, '0-vanilla.ts'), '\ufeffgröße', 'utf16le'), /^0-vanilla: größe$/],
  [
    'UTF-16 of the other order',
    (at) => writeFileSync(join(at, '0-vanilla.ts'), Buffer.from('\ufeffgröße', 'utf16le').swap16()),
    /^0-vanilla: größe$/,
  ],
  ['UTF-8 with a mark', (at) => writeFileSync(join(at, '0-vanilla.ts'), '\ufeffgröße'), /^0-vanilla: größe$/],
  [
    'the code page of Windows',
    (at) => writeFileSync(join(at, '0-vanilla.ts'), 'größe', 'latin1'),
    /^0-vanilla: größe$/,
  ],
];

describe('intake, attacked by one of a class,', function () {
  this.timeout(60_000);
  for (const [title, attack, message] of attacks)
    it(`contains ${title}`, async function () {
      if (process.platform === 'win32') return this.skip();
      const said = await judge(attack);
      assert.equal(said.length, 1, said.join('\n'));
      assert.match(said[0]!, message);
    });

  it('contains a file and a folder that may not be read', async function () {
    if (process.platform === 'win32') return this.skip();
    const one = withEve((at) => {
      writeFileSync(join(at, '0-vanilla.ts'), 'x');
      chmodSync(join(at, '0-vanilla.ts'), 0);
      mkdirSync(join(at, 'work'), { mode: 0 });
    });
    chmodSync(one.folder, 0o755);
    const isRoot = process.getuid!() === 0;
    if (isRoot) process.seteuid!(65534); // root may read all
    const intake = await one.takeIn('class').finally(() => isRoot && process.seteuid!(0));
    assert.deepEqual(
      intake.submissions.map(({ text }) => text),
      ['ada', 'zoe'],
    );
    const why = 'you may not read it: change its permissions';
    assert.deepEqual(skippedIn(one, intake).sort(), [
      `class/eve/0-vanilla.ts: ${why}`,
      `class/eve/work: ${why}`,
    ]);
  });

  it('contains a file that is longer than the system says', async function () {
    if (process.platform !== 'linux') return this.skip();
    await assert.rejects(readRegular('/proc/self/status', 2 ** 20), /it changed while it was read/);
  });

  it('contains 100,000 files', async () => {
    const said = await judge((at) => {
      for (let i = 0; i < 100_000; i++) writeFileSync(join(at, `${i}.ts`), '');
    });
    assert.ok(said.length <= 1001, `${said.length}`);
    assert.match(said.at(-1)!, /more files were skipped, which are not listed/);
  });

  it('does not follow a link that is given by itself, as a pattern in the shell may', async () => {
    const one = withEve((at) => symlinkSync(key, join(at, '0-vanilla.ts')));
    symlinkSync(root, join(one.folder, 'class/link'));
    symlinkSync('/dev/zero', join(one.folder, 'class/link.zip'));
    const given = ['class/ada/0-vanilla.ts', 'class/eve/0-vanilla.ts', 'class/link', 'class/link.zip'];
    assert.deepEqual(await one.list(given), [
      'ada: 0-vanilla: ada',
      'eve: 0-vanilla: !it is a link, not a file: hand in the file itself',
    ]);
    const why = 'it is a link: give what it points to';
    assert.deepEqual(skippedIn(one, await one.takeIn(given)), [
      `class/link: ${why}`,
      `class/link.zip: ${why}`,
    ]);
    await assert.rejects(one.takeIn('class/link'), /invalid file: .*link \(it is a link/);
  });
});
