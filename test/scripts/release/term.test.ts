import assert from 'node:assert/strict';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
  appendFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readContents, type EditionFile } from '../../../scripts/release/contents';
import { findTarget, putEdition } from '../../../scripts/release/put';
import { main as update } from '../../../scripts/update/main';
import { readCsv } from '../../grading/reports/validate';
import { toAnswerCell } from '../../../scripts/lib/answer-cell';
import { root, run, type Ended } from '../../support/run';

interface Notebook {
  cells: { cell_type: string; id: string; source: string[]; metadata: { tags?: string[] } }[];
}

const task = 'notebooks/0-vanilla/task.ipynb';
const lesson = 'notebooks/0-vanilla/lesson.ipynb';

const key = toAnswerCell('0-vanilla');
/** What each learner writes in place of the stub: a right answer, a wrong one, a hostile one. */
const answers: Record<string, string> = {
  Ada: key,
  Bob: key.replace("dense(inputDims, 'sigmoid', hidden)", "dense(inputDims, 'relu', hidden)"),
  Eve: `import { writeFileSync } from 'node:fs';
for (const path of ['marks/by-hand.csv', '../Ada.zip']) try { writeFileSync(path, 'eve') } catch {}
try { process.kill(process.ppid, 'SIGKILL') } catch {}
console.log(JSON.stringify({ verdict: 'pass', score: 100, points: 100 }));
${key.replace('{ encoder, decoder, auto };', '{ encoder, decoder: encoder, auto };')}`,
};

// A term with real parts: the edition is released, three learners work in their copies, it is updated in the middle, they
// hand in, and the instructor collects, grades, corrects, grades again and exports.
describe('a term', function () {
  this.timeout(180_000);
  const base = mkdtempSync(join(tmpdir(), 'Kurs é '));
  const place = (...parts: string[]): string => join(base, ...parts);
  after(() => rmSync(base, { recursive: true, force: true }));

  const edit = (text: string, change: (notebook: Notebook) => void): string => {
    const notebook = JSON.parse(text) as Notebook;
    change(notebook);
    return JSON.stringify(notebook, null, 1);
  };
  const editFile = (path: string, change: (notebook: Notebook) => void): void =>
    writeFileSync(path, edit(readFileSync(path, 'utf8'), change));
  const release = (name: string, version: string, files: EditionFile[]): void =>
    putEdition(findTarget(place(name)), files, { version, commit: version });
  const command = (name: string, cwd: string, ...args: string[]): Promise<Ended> =>
    run(process.execPath, [join(root, `dist/scripts/${name}/main.js`), ...args], { cwd });
  const grade = (...args: string[]): Promise<Ended> =>
    command('grade', base, 'submissions', '--out', 'marks/', '--no-pictures', '--seed', '7', ...args);

  it('begins with an edition, of which each learner has a copy and answers the first task', () => {
    release('course', '1.0.0', readContents());
    for (const [name, answer] of Object.entries(answers)) {
      cpSync(place('course'), place(name), { recursive: true });
      editFile(place(name, task), ({ cells }) => {
        const stubs = cells.filter(({ metadata }) => metadata.tags?.includes('answer'));
        assert.equal(stubs.length, 1);
        stubs[0]!.source = [answer];
      });
    }
    editFile(place('Bob', lesson), ({ cells }) => (cells[0]!.source = ['# My notes']));
  });

  it('continues with an update, which brings a changed lesson and keeps all answers', async () => {
    const files = readContents().map(({ path, data }) =>
      path === lesson
        ? {
            path,
            data: Buffer.from(edit(data.toString(), ({ cells }) => cells[0]!.source.push('\nCorrected.'))),
          }
        : { path, data },
    );
    release('newer', '1.1.0', files);
    const { log } = console;
    for (const name of Object.keys(answers)) {
      console.log = () => undefined;
      try {
        assert.equal(await update([place('newer')], place(name)), 0);
      } finally {
        console.log = log;
      }
      const { cells } = JSON.parse(readFileSync(place(name, task), 'utf8')) as Notebook;
      assert.ok(
        cells.some(({ source }) => source.join('') === answers[name]),
        name,
      );
    }
    assert.match(readFileSync(place('Ada', lesson), 'utf8'), /Corrected\./);
    assert.match(readFileSync(place('Bob', lesson), 'utf8'), /# My notes/);
    assert.match(readFileSync(place('Bob/notebooks/0-vanilla/lesson (1.1.0).ipynb'), 'utf8'), /Corrected\./);
  });

  it('has each learner hand in an archive', async () => {
    mkdirSync(place('submissions'));
    for (const name of Object.keys(answers)) {
      const { code, stdout, stderr } = await command('submit', place(name), '--name', name, task);
      assert.equal(code, 0, stdout + stderr);
      assert.match(stdout, /0-vanilla: notebooks\/0-vanilla\/task\.ipynb/);
      cpSync(place(name, `${name}.zip`), place('submissions', `${name}.zip`));
    }
  });

  it('is graded: the right answer gets 100, the wrong one what it is worth, the hostile one nothing more', async () => {
    const { code, stdout, stderr } = await grade();
    assert.equal(code, 1, stdout + stderr);
    const rows = readCsv(readFileSync(place('marks/table.csv'), 'utf8'));
    const column = rows[0]!.indexOf('0-vanilla');
    const scores = Object.fromEntries(rows.slice(1).map((row) => [row[0], Number(row[column])]));
    assert.equal(scores.Ada, 100, JSON.stringify(rows));
    assert.ok(scores.Bob! > 50 && scores.Bob! < 100, JSON.stringify(rows));
    assert.ok(scores.Eve! < scores.Bob!, JSON.stringify(rows));
    assert.match(readFileSync(place('marks/feedback/Bob.html'), 'utf8'), /sigmoid/);
    assert.ok(!existsSync(place('by-hand.csv')));
    assert.doesNotMatch(readFileSync(place('marks/by-hand.csv'), 'utf8'), /eve/);
  });

  it('is corrected by hand, graded again, where no score moves, and exported for the gradebook', async () => {
    appendFileSync(place('marks/by-hand.csv'), 'Bob,0-vanilla,88,"accepted after a talk"\n');
    const { code, stdout, stderr } = await grade('--regrade', '--format', 'moodle');
    assert.equal(code, 1, stderr);
    assert.doesNotMatch(stdout, /Scores that moved/);
    const rows = readCsv(readFileSync(place('marks/moodle.csv'), 'utf8'));
    const scores = Object.fromEntries(rows.slice(1).map(([name, , score]) => [name, score]));
    assert.deepEqual([scores.Ada, scores.Bob], ['100', '88']);
    assert.match(readFileSync(place('marks/feedback/Bob.html'), 'utf8'), /accepted after a talk/);
  });
});
