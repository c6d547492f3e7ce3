import assert from 'node:assert/strict';
import { Class, skippedIn } from './class';

const due = new Date('2026-06-01T12:00:00Z');
/** Two attempts of Ada, the second of which is late, one of Bob, of which nobody knows when, and a late one of Eve. */
const handedIn = {
  'class/submission_1/0-vanilla.ts': 'ada, in time',
  'class/submission_2/0-vanilla.ts': 'ada, late',
  'class/submission_3/0-vanilla.ts': 'bob',
  'class/submission_4/0-vanilla.ts': 'eve',
  'class/submission_metadata.yml': `submission_1: { ':submitters': [{ ':sid': ada }], ':created_at': 2026-06-01 12:00:00 Z }
submission_2: { ':submitters': [{ ':sid': ada }], ':created_at': 2026-06-01 12:00:01 Z }
submission_3: { ':submitters': [{ ':sid': bob }] }
submission_4: { ':submitters': [{ ':sid': eve }], ':created_at': 2027-01-01 00:00:00 Z }
`,
};

describe('late submissions', () => {
  it('count by default, and are marked', async () => {
    const { submissions, skipped } = await new Class(handedIn).takeIn('class', { due });
    assert.deepEqual(
      submissions.map(({ text, late }) => [text, late]),
      [
        ['ada, late', true],
        ['bob', undefined],
        ['eve', true],
      ],
    );
    assert.equal(skipped.length, 1);
  });

  for (const attempts of ['last', 'best'] as const)
    it(`are left out if asked for, before the ${attempts} submission is chosen`, async () => {
      const all = new Class(handedIn);
      const intake = await all.takeIn('class', { due, late: 'exclude', attempts });
      assert.deepEqual(
        intake.submissions.map(({ text, late }) => [text, late]),
        [
          ['ada, in time', false],
          ['bob', undefined],
        ],
      );
      assert.deepEqual(skippedIn(all, intake), [
        'class/submission_2/0-vanilla.ts: late: handed in at 2026-06-01T12:00:01.000Z',
        'class/submission_4/0-vanilla.ts: late: handed in at 2027-01-01T00:00:00.000Z',
      ]);
    });

  it('are those that Canvas marks, too, without a due date', async () => {
    const canvas = new Class({
      'class/lovelaceada_12_900_0-vanilla.ts': 'ada',
      'class/hoppergrace_LATE_34_901_0-vanilla.ts': 'grace',
    });
    const intake = await canvas.takeIn('class', { late: 'exclude' });
    assert.deepEqual(
      intake.submissions.map(({ text }) => text),
      ['ada'],
    );
    assert.deepEqual(skippedIn(canvas, intake), [
      'class/hoppergrace_LATE_34_901_0-vanilla.ts: late, as the platform says',
    ]);
  });

  it('may be all there is: then it says so', async () => {
    const { 'class/submission_3/0-vanilla.ts': _bob, ...late } = handedIn;
    await assert.rejects(
      new Class(late).takeIn('class', { due: new Date(0), late: 'exclude' }),
      /has no submissions[^]*submission_4\/0-vanilla.ts: late: handed in at 2027/,
    );
  });
});
