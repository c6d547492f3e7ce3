import assert from 'node:assert/strict';
import { UsageError, type Submission } from '../../../grading/intake';
import { toArchive } from '../../../scripts/submit/archive';
import { toArchiveName } from '../../../scripts/submit/name';

describe('the name of an archive to hand in', () => {
  it('is the name of the learner, in any script', () => {
    for (const name of [
      'Ada Lovelace',
      "Sinéad O'Connor",
      '李小龙',
      'Наталья',
      'محمد',
      'राम',
      'a.b@example.org',
      '👩‍🔬 Ann',
    ])
      assert.equal(toArchiveName(name), name);
  });

  it('has nothing that a file system or terminal takes for something else', () => {
    assert.equal(toArchiveName('../../etc/passwd'), 'etc-passwd');
    assert.equal(toArchiveName('a\\b:c*d?"<e>|f'), 'a-b-c-d-e-f');
    assert.equal(toArchiveName('\u001b[31mred\u001b[0m\u0007\nline \u202egnp.exe\u200b'), 'red line gnp.exe');
    assert.equal(toArchiveName('-rf.'), 'rf');
    assert.equal(toArchiveName('Zoe\u0308'), 'Zo\u00eb');
  });

  it('is refused if nothing is left, or it is too long or a device', () => {
    for (const name of ['', ' ', '...', '\u200b', '💥', 'é'.repeat(80), 'CON', 'nul.x'])
      assert.throws(() => toArchiveName(name), UsageError, name);
  });

  it('is the learner for the grader, or refused', async () => {
    const answer: Submission = {
      slug: '1-sparse',
      path: '1-sparse.ts',
      text: 'export {};',
      isNotebook: false,
    };
    for (const name of ['Ada Lovelace', 'Ada (1)', 'ada.zip', 'work', '__MACOSX', 'submission_12', '_'])
      assert.deepEqual((await toArchive(name, [answer])).answers, [answer], name);
    for (const name of ['sparse', '1-sparse-ada', 'Ada_1_assignsubmission_file_', 'ada_1_2_x', '0-vanilla'])
      await assert.rejects(toArchive(name, [answer]), UsageError, name);
  });
});
