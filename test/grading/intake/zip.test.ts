import assert from 'node:assert/strict';
import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { Class, skippedIn } from './class';
import { toZip, type RawEntry } from './raw-zip';

const ada: RawEntry = { name: 'ada/0-vanilla.ts', data: 'ada' };
const zeros = Buffer.alloc(20 * 2 ** 20);

/** What is said of the entries beside Ada's, whose submission has to be found. */
async function judge(...entries: RawEntry[]): Promise<string[]> {
  const one = new Class({ 'class.zip': toZip([ada, ...entries]) });
  const intake = await one.takeIn('class.zip');
  const [first, ...others] = intake.submissions;
  assert.equal(first!.text, 'ada');
  return [
    ...others.map(({ learner, slug, text, unreadable }) => `${learner?.id}: ${slug}: ${unreadable ?? text}`),
    ...skippedIn(one, intake),
  ];
}

const entries: [string, RawEntry, RegExp][] = [
  ['a path that leads out', { name: '../eve/0-vanilla.ts', data: 'x' }, /its path leads out of the zip/],
  [
    'a path that leads out in the middle',
    { name: 'eve/../ada/0-vanilla.ts', data: 'x' },
    /leads out of the zip/,
  ],
  [
    'a path that leads out by backslashes',
    { name: 'eve\\..\\..\\0-vanilla.ts', data: 'x' },
    /leads out of the zip/,
  ],
  ['an absolute path', { name: '/etc/0-vanilla.ts', data: 'x' }, /leads out of the zip/],
  ['a path with a drive', { name: 'C:/0-vanilla.ts', data: 'x' }, /leads out of the zip/],
  [
    'a link',
    { name: 'eve/0-vanilla.ts', data: '/etc/passwd', mode: 0o120777 },
    /a link, which is not followed/,
  ],
  ['a device', { name: 'eve/0-vanilla.ts', data: 'x', mode: 0o020666 }, /: not a file/],
  ['an encrypted file', { name: 'eve/0-vanilla.ts', data: 'x', flags: 0x801 }, /it is encrypted/],
  ['another compression', { name: 'eve/0-vanilla.ts', data: 'x', method: 12 }, /compressed by method 12/],
  [
    'a name that is not UTF-8',
    { name: Buffer.from([0xff, 0x2f, 0x30]), data: 'x' },
    /name in the zip is not UTF-8/,
  ],
  ['a bomb', { name: 'eve/0-vanilla.ipynb', data: zeros }, /shrinks to less than 1\/1000/],
  [
    'a size that is too small',
    { name: 'eve/0-vanilla.ts', data: zeros, size: 10 },
    /^eve: 0-vanilla: it cannot be read from the zip: too many bytes/,
  ],
  [
    'a size that is too large',
    { name: 'eve/0-vanilla.ts', data: 'x', size: 100 },
    /^eve: 0-vanilla: it cannot be read from the zip: not enough bytes/,
  ],
  [
    'a large file',
    { name: 'eve/0-vanilla.ts', data: Buffer.alloc(2 ** 20 + 1, 'ab\n'), method: 0 },
    /^eve: 0-vanilla: the file is larger than 1 MB/,
  ],
  ['a file twice', { ...ada, data: 'not ada' }, /it is in the zip twice/],
  [
    'a name of 60,000 characters',
    { name: `${'x'.repeat(60_000)}/0-vanilla.ts`, data: 'x' },
    /its path is too long/,
  ],
  ['a zip that is none', { name: 'eve/work.zip', data: 'PK' }, /eve\/work\.zip: the zip is broken/],
  [
    'a zip in a zip in a zip',
    { name: 'eve.zip', data: toZip([{ name: 'work.zip', data: toZip([ada]) }]) },
    /eve\.zip\/work\.zip: a zip in a zip in a zip/,
  ],
];

describe('intake of a zip', function () {
  this.timeout(30_000);
  for (const [title, entry, message] of entries)
    it(`contains ${title}`, async () => {
      const said = await judge(entry);
      assert.equal(said.length, 1, said.join('\n'));
      assert.match(said[0]!, message);
    });

  it('leaves out what systems add, and folders', async () => {
    assert.deepEqual(
      await judge(
        { name: '__MACOSX/ada/._0-vanilla.ts' },
        { name: 'ada/.DS_Store' },
        { name: 'ada/' },
        { name: 'ada/a/./' },
      ),
      [],
    );
  });

  it('reads the zips of learners in the zip of a class', async () => {
    const inner = toZip([{ name: 'my work\\0-vanilla.ts', data: 'eve' }]);
    assert.deepEqual(await judge({ name: 'eve.zip', data: inner }, { name: 'zoe/x.ZIP', data: inner }), [
      'eve: 0-vanilla: eve',
      'zoe: 0-vanilla: eve',
    ]);
  });

  it('limits what one learner has, not what the others have', async () => {
    const text = Buffer.alloc(30 * 2 ** 20);
    for (let i = 0; i < text.length; i += 4) text.writeUInt32LE(((i * 2654435761) >>> 0) & 0x7f7f7f7f, i);
    const many = [0, 1, 2].map((slug) => ({
      name: `eve/${['0-vanilla', '1-sparse', '2-convolutional'][slug]}.ipynb`,
      data: text,
      method: 0,
    }));
    const one = new Class({ 'class.zip': toZip([...many, { name: 'zoe/0-vanilla.ts', data: 'zoe' }]) });
    const { submissions } = await one.takeIn('class.zip');
    assert.deepEqual(
      submissions.map(({ learner, unreadable }) => [learner!.id, /together/.test(unreadable ?? '')]),
      [
        ['eve', false],
        ['eve', false],
        ['eve', true],
        ['zoe', false],
      ],
    );
  });

  it('refuses entries that overlap, as those of a zip bomb do', async () => {
    const one = new Class({ 'class.zip': toZip([ada, { ...ada, name: 'eve/0-vanilla.ts', offset: 0 }]) });
    await assert.rejects(one.takeIn('class.zip'), /class\.zip: its entries overlap/);
  });

  it('refuses one that is cut, that lies about its entries, or has too many', async () => {
    const bytes = toZip([ada]);
    const many = toZip(Array.from({ length: 10_001 }, (_, i) => ({ name: `${i}.ts`, method: 0 })));
    const one = new Class({
      'class/ada/0-vanilla.ts': 'ada',
      'class/eve/cut.zip': bytes.subarray(0, bytes.length - 10),
      'class/eve/lies.zip': toZip([ada], { count: 2 }),
      'class/eve/outer.zip': toZip([{ name: 'many.zip', data: many, method: 0 }]),
    });
    const intake = await one.takeIn('class');
    assert.equal(intake.submissions.length, 1);
    const said = skippedIn(one, intake).sort();
    assert.match(said[0]!, /cut\.zip: the zip is broken/);
    assert.match(said[1]!, /lies\.zip: the zip is broken/);
    assert.match(said[2]!, /many\.zip: a zip of more than 10000 files/);
  });

  it('uses the times of its entries to tell which submission is the last', async () => {
    const at = (day: number): Date => new Date(2026, 4, day);
    const one = new Class({
      'class.zip': toZip([
        { name: 'ada/b/0-vanilla.ts', data: 'old', time: at(1) },
        { name: 'ada/a/0-vanilla.ts', data: 'new', time: at(2) },
      ]),
    });
    assert.deepEqual(await one.list('class.zip'), ['ada: 0-vanilla: new']);
  });

  it('of which nothing can be graded says why', async () => {
    const one = new Class({ 'empty.zip': toZip([]), 'none.zip': '' });
    await assert.rejects(one.takeIn('empty.zip'), /has no submissions/);
    await assert.rejects(one.takeIn('none.zip'), /none\.zip: the zip is broken/);
    truncateSync(join(one.folder, 'none.zip'), 2 ** 32);
    await assert.rejects(one.takeIn('none.zip'), /none\.zip: the zip is broken/);
  });
});
