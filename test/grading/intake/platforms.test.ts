import assert from 'node:assert/strict';
import { findTask } from '../../../grading/reading/task';
import { slugs } from '../../../grading/tasks';
import { Class, skippedIn } from './class';
import { toZip, zipOf } from './raw-zip';

const notebook = JSON.stringify({
  metadata: { autoencoders: { source: 'notebooks/source/1-sparse/task.ts' } },
});
const options = { findTask: (text: string) => Promise.resolve(findTask(text, slugs)) };

const moodle = {
  'Ada Lovelace_101_assignsubmission_file_/0-vanilla.ts': 'ada',
  'Grace Hopper_102_assignsubmission_file_/my work/0-vanilla (1).ts': 'grace',
  'Zoë Ünlü_103_assignsubmission_file_0-vanilla.ts': 'zoë',
  'Participant_104_assignsubmission_file/task.ipynb': notebook,
};
const moodleList = [
  'Ada Lovelace_101: 0-vanilla: ada',
  'Grace Hopper_102: 0-vanilla: grace',
  `Participant_104: 1-sparse: ${notebook}`,
  'Zoë Ünlü_103: 0-vanilla: zoë',
];
const canvas = {
  'lovelaceada_12_900_0-vanilla.ts': 'first',
  'lovelaceada_12_905_0-vanilla-1.ts': 'second',
  'hoppergrace_LATE_34_901_task.ipynb': notebook,
  'turingalan_56_902_all my work.zip': toZip([{ name: 'work/0-vanilla.ts', data: 'alan' }]),
};
const canvasList = [
  `hoppergrace_34: 1-sparse: ${notebook}`,
  'lovelaceada_12: 0-vanilla: second',
  'turingalan_56: 0-vanilla: alan',
];
const gradescope = {
  'assignment_7_export/submission_1/0-vanilla.ts': 'team',
  'assignment_7_export/submission_2/task/0-vanilla.ts': 'alan',
  'assignment_7_export/submission_3/0-vanilla.ts': 'nobody',
  'assignment_7_export/submission_metadata.yml': `submission_1:
  :submitters:
  - :name: Ada Lovelace
    :sid: '0111'
    :email: ada@example.org
  - :name: Grace Hopper
    :email: grace@example.org
  :created_at: 2026-04-26 17:34:00.861687000 Z
  :results:
    output: |-
      submission_2:
        :submitters: [{ :sid: forged }]
submission_2:
  :submitters:
  - :sid: 333
  :created_at: 2026-05-02 00:00:01.000000000 +02:00
submission_3:
  :submitters: []
`,
};
const gradescopeList = [
  '0111: 0-vanilla: team',
  '333: 0-vanilla: alan',
  'grace@example.org: 0-vanilla: team',
  'submission_3: 0-vanilla: nobody',
];

describe('intake of a download', () => {
  for (const [platform, files, expected] of [
    ['Moodle', moodle, moodleList],
    ['Canvas', canvas, canvasList],
    ['Gradescope', gradescope, gradescopeList],
  ] as [string, Record<string, string | Buffer>, string[]][]) {
    it(`of ${platform}: who it is and which task, unpacked or not, also if it is in another folder`, async () => {
      const download = new Class({ 'class.zip': zipOf(files), 'zips/class.zip': zipOf(files) });
      for (const [name, content] of Object.entries(files)) {
        download.write(`folder/${name}`, content);
        download.write(`downloads/unpacked/${name}`, content);
      }
      assert.deepEqual(await download.list('folder', options), expected);
      assert.deepEqual(await download.list('class.zip', options), expected);
      if (platform === 'Gradescope') return; // it has a folder of its own already
      assert.deepEqual(await download.list('downloads', options), expected);
      assert.deepEqual(await download.list('zips', options), expected);
    });
  }

  it('of Moodle or Canvas, of which single files or folders are given', async () => {
    const download = new Class({ ...moodle, ...canvas });
    const [ada, zoë] = [Object.keys(moodle)[0]!, Object.keys(moodle)[2]!];
    assert.deepEqual(
      await download.list([ada, zoë, 'lovelaceada_12_900_0-vanilla.ts', 'turingalan_56_902_all my work.zip']),
      [
        'Ada Lovelace_101: 0-vanilla: ada',
        'Zoë Ünlü_103: 0-vanilla: zoë',
        'lovelaceada_12: 0-vanilla: first',
        'turingalan_56: 0-vanilla: alan',
      ].sort(),
    );
    assert.deepEqual(await download.list(ada.split('/')[0]!), ['Ada Lovelace_101: 0-vanilla: ada']);
  });

  it('of Canvas and Gradescope tells what is late', async () => {
    const download = new Class({ ...canvas, ...gradescope });
    const lates = async (path: string, due?: Date): Promise<unknown[]> =>
      (await download.takeIn(path, { ...options, due })).submissions.map(({ learner, submittedAt, late }) => [
        learner!.id,
        submittedAt,
        late,
      ]);
    assert.deepEqual((await lates('hoppergrace_LATE_34_901_task.ipynb'))[0], [
      'hoppergrace_34',
      undefined,
      true,
    ]);
    assert.deepEqual(await lates('assignment_7_export', new Date('2026-05-01T22:00:00Z')), [
      ['0111', '2026-04-26T17:34:00.861Z', false],
      ['grace@example.org', '2026-04-26T17:34:00.861Z', false],
      ['333', '2026-05-01T22:00:01.000Z', true],
      ['submission_3', undefined, undefined],
    ]);
  });

  it('of nbgrader: the folders of learners, then of assignments, and the time', async () => {
    const folder = new Class({
      'submitted/ada/0-vanilla/problem.ipynb': notebook,
      'submitted/ada/0-vanilla/timestamp.txt': '2026-02-02 15:58:23.948203 UTC',
      'submitted/bob/ps1/1-sparse.ipynb': notebook,
    });
    const { submissions } = await folder.takeIn('submitted');
    assert.deepEqual(
      submissions.map(({ learner, slug, submittedAt }) => [learner!.id, slug, submittedAt]),
      [
        ['ada', '0-vanilla', '2026-02-02T15:58:23.948Z'],
        ['bob', '1-sparse', undefined],
      ],
    );
  });

  it('of repositories: the login is after the name of the assignment', async () => {
    const folder = new Class({
      'week-1-submissions/week-1-ada-l/0-vanilla.ts': 'ada',
      'week-1-submissions/week-1-bob2/work/0-vanilla.ts': 'bob',
      'repositories/2-convolutional-ada-l/solution.ts': 'ada',
    });
    assert.deepEqual(await folder.list('week-1-submissions'), [
      'ada-l: 0-vanilla: ada',
      'bob2: 0-vanilla: bob',
    ]);
    assert.deepEqual(await folder.list('repositories'), ['ada-l: 2-convolutional: ada']);
  });

  it('of a copy of the course: only its notebooks count, not its answer keys', async () => {
    const files = { 'src/models/0-vanilla.ts': 'key', 'grading/fixtures/0-vanilla/0-vanilla.ts': 'key' };
    const course = {
      ...files,
      'notebooks/0-vanilla/task.ipynb': 'own',
      'notebooks/0-vanilla/lesson.ipynb': '',
    };
    const folder = new Class(
      Object.fromEntries(Object.entries(course).map(([name, text]) => [`class/ada/${name}`, text])),
    );
    assert.deepEqual(await folder.list('class'), ['ada: 0-vanilla: own']);
    assert.deepEqual(await folder.list('class/ada'), ['ada: 0-vanilla: own']);
  });

  it('gives nobody the name of another who imitates a platform inside a folder', async () => {
    const folder = new Class({
      'class/ada/0-vanilla.ts': 'ada',
      'class/eve/Ada Lovelace_101_assignsubmission_file_/1-sparse.ts': 'eve',
      'class/mallory/Ada Lovelace_101_assignsubmission_file_/1-sparse.ts': 'm',
      'class/mallory/ada_1_2_0-vanilla.ts': 'm',
      'class/mallory/submissions/ada/0-vanilla.ts': 'm',
    });
    const intake = await folder.takeIn('class');
    assert.deepEqual(
      intake.submissions.map(({ learner, slug }) => `${learner!.id} ${slug}`),
      ['ada 0-vanilla', 'eve 1-sparse', 'mallory 0-vanilla'],
    );
    assert.match(
      skippedIn(folder, intake).join('\n'),
      /mallory\/ada_1_2_0-vanilla\.ts: a platform's download/,
    );
  });
});
