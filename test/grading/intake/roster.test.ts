import assert from 'node:assert/strict';
import { Roster } from '../../../grading/intake';
import type { Who } from '../../../grading/intake/who';
import { Class } from './class';

const read = (text: string | Buffer): Roster => Roster.read(Buffer.from(text as string), 'roster.csv');
const who = (...aliases: string[]): Who => ({ id: aliases[0]!, aliases });
const idOf = (roster: Roster, ...aliases: string[]): string | undefined => roster.find(who(...aliases))?.id;

const canvas = `Student,ID,SIS User ID,SIS Login ID,Section,0-vanilla (4)
    Points Possible,,,,,100
"Lovelace, Ada",12,S1,al1,A,
"Hopper, Grace",34,S2,gh2,A,90
"Student, Test",99,,x,A,
`;
const rosters: [string, string, [string, string[]][]][] = [
  [
    'Canvas',
    canvas,
    [
      ['al1', ['lovelaceada_12', '#12', 'lovelaceada']],
      ['gh2', ['x', 'hoppergrace']],
      ['al1', ['Ada Lovelace']],
      ['gh2', ['S2']],
    ],
  ],
  [
    "Moodle's participants",
    '"First name","Last name","ID number","Email address"\nAda,Lovelace,77,ada@example.org\nGrace,Hopper,78,grace@example.org\n',
    [
      ['77', ['Ada Lovelace_101', 'Participant 101', 'Ada Lovelace']],
      ['78', ['GRACE@example.org']],
    ],
  ],
  [
    "Moodle's grading worksheet",
    'Identifier,"Full name","ID number","Email address",Status,Grade\n"Participant 101",Ada Lovelace,,ada@example.org,Submitted,\n"Participant 102",Grace Hopper,,grace@example.org,,\n',
    [
      ['Participant 101', ['Participant_101', 'Participant 101', 'Participant']],
      ['Participant 102', ['Team 1-Grace Hopper', 'Grace Hopper']],
    ],
  ],
  [
    'Gradescope',
    'First Name,Last Name,SID,Email,Role\nAda,Lovelace,0111,ada@example.org,Student\nGrace,Hopper,222,grace@example.org,Student\nAlan,Turing,1,alan@example.org,Instructor\n',
    [
      ['0111', ['0111']],
      ['222', ['none', 'grace@example.org']],
    ],
  ],
  [
    'nbgrader',
    'id,last_name,first_name,email,lms_user_id\nada,Lovelace,Ada,ada@example.org,9\ngrace,Hopper,Grace,,10\n',
    [
      ['ada', ['Ada']],
      ['grace', ['10']],
    ],
  ],
  [
    'GitHub Classroom',
    '"identifier","github_username","github_id","name"\n"ada@example.org","ada-l","1",""\n"grace@example.org","gh","2",""\n',
    [
      ['ada@example.org', ['ada-l']],
      ['grace@example.org', ['GH']],
    ],
  ],
];

describe('a roster', () => {
  for (const [title, text, expected] of rosters) {
    it(`as ${title} exports it: who is who, and who is missing`, () => {
      const roster = read(text);
      const [first, second] = [...new Set(expected.map(([id]) => id))];
      assert.deepEqual(
        roster.missing().map(({ id }) => id),
        [first, second],
      );
      for (const [id, aliases] of expected) assert.equal(idOf(roster, ...aliases), id, aliases.join());
      assert.equal(idOf(roster, 'nobody'), undefined);
      assert.deepEqual(roster.missing(), []);
    });
  }

  it('has the same people whatever spreadsheet saved it', () => {
    const lines = [
      ['Benutzername x', 'username', 'Surname', 'First name'],
      ['', 'zoë', 'Ünlü', 'Zoë; B'],
    ];
    const quoted = (by: string): string =>
      lines.map((line) => line.map((cell) => `"${cell}"`).join(by)).join('\r\n');
    const learner = { id: 'zoë', firstName: 'Zoë; B', lastName: 'Ünlü' };
    for (const [title, bytes] of [
      ['UTF-8 with a mark', Buffer.from(`\ufeff${quoted(',')}`)],
      ['semicolons', Buffer.from(quoted(';'))],
      ['tabs in UTF-16', Buffer.from(`\ufeff${quoted('\t')}`, 'utf16le')],
      ['the code page of Windows', Buffer.from(quoted(';'), 'latin1')],
      ["Excel's first line", Buffer.from(`sep=;\r\n${quoted(';')}`)],
      ['old line breaks', Buffer.from(quoted(',').replaceAll('\r\n', '\r'))],
    ] as [string, Buffer][])
      assert.deepEqual(read(bytes).missing(), [learner], title);
  });

  it('does not tell apart two people of one name, nor take the number of one for that of another', () => {
    const roster = read(
      'Student,ID,SIS User ID,SIS Login ID\n"Smith, Jo",12,900,js1\n"Smith, Jo",13,12,js2\n',
    );
    assert.equal(idOf(roster, 'smithjo_14', '#14', 'smithjo'), undefined);
    assert.equal(idOf(roster, 'smithjo_12', '#12', 'smithjo'), 'js1');
  });

  for (const [title, text, message] of [
    [
      'without a known column',
      'Vorname,Nachname\nAda,L\n',
      /no column that tells who it is \(expected one named id, username/,
    ],
    ['without people', 'id,email\n', /roster\.csv lists nobody/],
    ['that is empty', '', /no column that tells/],
    ['with the same person twice', 'id\nada\nAda\n', /two lines for Ada/],
    ['that is no CSV', 'id,name\n"ada,x\n', /not a CSV file: /],
    ['that is no text', 'id\0\n', /not a CSV file: it is not text/],
  ] as [string, string, RegExp][])
    it(`${title} is refused`, () => assert.throws(() => read(text), message));

  it('names the learners of a class, says who is missing, and grades those whom it does not have', async () => {
    const one = new Class({
      'submissions/ada/0-vanilla.ts': '',
      'submissions/eve/0-vanilla.ts': '',
      'submissions/zoe/x.ts': '',
    });
    const roster = read('id,first name,last name,email\nADA,Ada,Lovelace,a@example.org\nalan,,,\nzoe,,,\n');
    const { submissions, missing, unknown } = await one.takeIn('submissions', { roster });
    const learner = { id: 'ADA', firstName: 'Ada', lastName: 'Lovelace', email: 'a@example.org' };
    assert.deepEqual(
      submissions.map((submission) => submission.learner),
      [learner, { id: 'eve' }],
    );
    assert.deepEqual([missing, unknown], [[{ id: 'alan' }], [{ id: 'eve' }]]);
  });
});
