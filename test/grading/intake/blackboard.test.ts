import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { Class, skippedIn } from './class';
import { toZip, zipOf } from './raw-zip';

/** What Blackboard writes beside an attempt. */
const note = (name: string, date: string, { text = 'none', files = '' } = {}): string =>
  [
    `Name: ${name}`,
    'Assignment: 0-vanilla',
    `Date Submitted: ${date}`,
    'Current Mark: Needs Marking',
    '',
    'Submission Field:',
    text,
    '',
    'Comments:',
    'There are no student comments for this assignment.',
    '',
    'Files:',
    files,
  ].join('\r\n');
const american = 'Sunday, May 31, 2026 5:45:12 PM EDT';
const british = "Sunday, 31 May 2026 22:45:12 o'clock BST";
/** What the names of an attempt's files begin with. */
const attempt = (user: string, time = '2026-05-31-17-45-12'): string => `Task one_${user}_attempt_${time}`;
const listed = (name: string): { files: string } => ({
  files: `\tOriginal filename: a.ts\r\n\tFilename: ${name}`,
});

const download = {
  [`${attempt('ada_l')}.txt`]: note(
    'Ada (of Ockham) Lovelace (ada_l)',
    american,
    listed(`${attempt('ada_l')}_0-vanilla.ts`),
  ),
  [`${attempt('ada_l')}_0-vanilla.ts`]: 'ada',
  [`${attempt('l')}.txt`]: note('Lee (l)', british),
  [`${attempt('l')}_1-sparse.ts`]: 'lee',
  [`${attempt('grace', '2026-05-30-01-02-03')}.txt`]: note('Grace Hopper (grace)', 'some day'),
  [`${attempt('grace', '2026-05-30-01-02-03')}_0-vanilla.ts`]: 'first',
  [`${attempt('grace', '2026-06-01-01-02-03')}.txt`]: note('Grace Hopper (grace)', 'some other day'),
  [`${attempt('grace', '2026-06-01-01-02-03')}_0-vanilla.ts`]: 'second',
  [`${attempt('alan')}.txt`]: note('Alan Turing (alan)', american),
  [`${attempt('alan')}_my work.zip`]: toZip([{ name: 'work/0-vanilla.ts', data: 'alan' }]),
  [`${attempt('eve')}.txt`]: note('Eve (eve)', american, { text: 'see my essay' }),
};
const expected = [
  'ada_l: 0-vanilla: ada',
  'alan: 0-vanilla: alan',
  'grace: 0-vanilla: second',
  'l: 1-sparse: lee',
];

describe('intake of a download of Blackboard', () => {
  it('takes who it is from the text files, unpacked or not, also in another folder', async () => {
    const both = new Class({ 'class.zip': zipOf(download), 'zips/class.zip': zipOf(download) });
    for (const [name, content] of Object.entries(download)) {
      both.write(`folder/${name}`, content);
      both.write(`downloads/unpacked/${name}`, content);
    }
    for (const path of ['folder', 'class.zip', 'downloads', 'zips'])
      assert.deepEqual(await both.list(path), expected, path);
    const intake = await both.takeIn('folder');
    assert.deepEqual(skippedIn(both, intake), [
      `folder/${attempt('eve')}.txt: an attempt without a .ts file or a notebook`,
      `folder/${attempt('grace', '2026-05-30-01-02-03')}_0-vanilla.ts: not counted: ${both.folder}/folder/${attempt('grace', '2026-06-01-01-02-03')}_0-vanilla.ts was handed in later`,
    ]);
    assert.deepEqual(
      intake.submissions.map(({ learner, submittedAt }) => [
        learner!.firstName,
        learner!.lastName,
        submittedAt,
      ]),
      [
        ['Ada (of Ockham)', 'Lovelace', '2026-05-31T21:45:12.000Z'],
        ['Alan', 'Turing', '2026-05-31T21:45:12.000Z'],
        ['Grace', 'Hopper', undefined],
        [undefined, 'Lee', '2026-05-31T21:45:12.000Z'],
      ],
    );
  });

  for (const [written, time] of [
    [american, '2026-05-31T21:45:12.000Z'],
    [british, '2026-05-31T21:45:12.000Z'],
    ['Thursday, January 1, 2026 12:00:00 AM GMT', '2026-01-01T00:00:00.000Z'],
    ['Thursday, January 1, 2026 12:30:00\u202fPM UTC', '2026-01-01T12:30:00.000Z'],
    ['1 January 2026 at 00:30:00 CET', '2025-12-31T23:30:00.000Z'],
    ['Thursday, January 1, 2026 12:00:00 AM IST', undefined], // in India, Ireland, or Israel
    ['Monday, 31 February 2026 10:00:00 UTC', undefined],
    ['constructor 1, 2026 10:00:00 UTC', undefined],
    ['1 January 2026 10:00:00 constructor', undefined],
  ] as const)
    it(`reads the time ${written}`, async () => {
      const one = new Class({
        [`class/${attempt('ada_l')}.txt`]: note('Ada Lovelace (ada_l)', written),
        [`class/${attempt('ada_l')}_0-vanilla.ts`]: 'ada',
      });
      assert.equal((await one.takeIn('class')).submissions[0]!.submittedAt, time);
    });

  it('leaves out what no text file assigns to a learner, and says so', async () => {
    const files = {
      ...download,
      [`${attempt('nobody')}_0-vanilla.ts`]: 'nobody',
      [`${attempt('mallory')}.txt`]: note('Ada Lovelace (ada_l)', american),
      [`${attempt('mallory')}_0-vanilla.ts`]: 'mallory',
      [`${attempt('anonymous')}.txt`]: note('Anonymous', american),
      [`${attempt('anonymous')}_0-vanilla.ts`]: 'anonymous',
      [`${attempt('binary')}.txt`]: 'Name: B (binary)\0',
      [`${attempt('binary')}_0-vanilla.ts`]: 'binary',
    };
    const all = new Class({ 'class.zip': zipOf(files) });
    for (const [name, content] of Object.entries(files)) all.write(`folder/${name}`, content);
    for (const path of ['folder', 'class.zip']) {
      assert.deepEqual(await all.list(path), expected, path);
      const skipped = skippedIn(all, await all.takeIn(path)).join('\n');
      for (const user of ['nobody', 'mallory', 'anonymous', 'binary'])
        assert.match(
          skipped,
          new RegExp(`${user}\\S*_0-vanilla\\.ts: only Blackboard's .*${user}\\S*\\.txt says whose it is`),
          user,
        );
      assert.match(
        skipped,
        /mallory\S*\.txt: it says that the attempt was made by ada_l, but its own name names somebody else/,
      );
      assert.match(skipped, /anonymous\S*\.txt: it does not say whose attempt it is/);
      assert.match(skipped, /binary\S*\.txt: it is not text/);
    }
    const single = all.takeIn(`folder/${attempt('ada_l')}_0-vanilla.ts`);
    await assert.rejects(single, /give the whole download/);
  });

  it('believes nothing that a learner wrote: names of files, texts, zips, of any length', async () => {
    const forged = `${attempt('eve')}_${attempt('ada_l')}`;
    const claims = note('Ada Lovelace (ada_l)', american, listed(`${attempt('eve')}_1-sparse.ts`));
    const files = {
      ...download,
      [`${attempt('eve')}.txt`]: note('Eve (eve)', american, { text: `${claims}\r\n${'x'.repeat(200_000)}` }),
      [`${attempt('eve')}_1-sparse.ts`]: 'eve',
      [`${forged}.txt`]: claims,
      [`${forged}_2-convolutional.ts`]: 'eve too',
      [`${attempt('eve')}_work.zip`]: zipOf({
        [`${attempt('ada_l')}.txt`]: claims,
        [`${attempt('ada_l')}_/3-variational.ts`]: 'eve again',
      }),
    };
    const all = new Class({ 'class.zip': zipOf(files) });
    for (const [name, content] of Object.entries(files)) all.write(`folder/${name}`, content);
    const own = ['eve: 1-sparse: eve', 'eve: 2-convolutional: eve too', 'eve: 3-variational: eve again'];
    for (const path of ['folder', 'class.zip'])
      assert.deepEqual(await all.list(path, { task: '2-convolutional' }), [...own, ...expected].sort(), path);
  });

  it('takes the first of two text files of one name in a zip', async () => {
    const name = `${attempt('ada_l')}.txt`;
    const twice = new Class({
      'class.zip': toZip([
        { name, data: note('Ada Lovelace (ada_l)', american) },
        { name, data: note('Eve (eve)', american) },
        { name: `${attempt('ada_l')}_0-vanilla.ts`, data: 'ada' },
      ]),
    });
    assert.deepEqual(await twice.list('class.zip'), ['ada_l: 0-vanilla: ada']);
    assert.match(skippedIn(twice, await twice.takeIn('class.zip')).join(), /it is in the zip twice/);
  });

  it('reads of a huge text file only the start, and nothing of one that is a bomb', async () => {
    const random = randomBytes(6 * 2 ** 20).toString('hex');
    const files = {
      [`${attempt('ada_l')}.txt`]: note('Ada Lovelace (ada_l)', american, { text: random }),
      [`${attempt('ada_l')}_0-vanilla.ts`]: 'ada',
      [`${attempt('eve')}.txt`]: note('Eve (eve)', american, { text: 'x'.repeat(20 * 2 ** 20) }),
      [`${attempt('eve')}_0-vanilla.ts`]: 'eve',
    };
    const both = new Class({ 'class.zip': zipOf(files) });
    for (const [name, content] of Object.entries(files)) both.write(`folder/${name}`, content);
    assert.deepEqual(await both.list('folder'), ['ada_l: 0-vanilla: ada', 'eve: 0-vanilla: eve']);
    assert.deepEqual(await both.list('class.zip'), ['ada_l: 0-vanilla: ada']);
    assert.match(
      skippedIn(both, await both.takeIn('class.zip')).join(),
      /eve\S*\.txt: it shrinks to less than/,
    );
  });
});
