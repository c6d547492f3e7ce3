import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { Journal, type Entry } from '../../../grading/class/journal';
import { handIn, newFolder, runClass, scoring } from './support';

const entry = (at: string): Entry => ({ kind: 'done', at });
const write = (folder: string, ...all: string[]): void => {
  const journal = new Journal(folder);
  for (const at of all) journal.append(entry(at));
  journal.close();
};
const readBack = (folder: string): { entries: Entry[]; warnings: string[] } => {
  const journal = new Journal(folder);
  journal.close();
  return journal;
};

describe('the journal of a class', () => {
  it('returns what was written, in order, whatever the texts', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 5 }), (texts) => {
        const folder = newFolder();
        write(folder, ...texts);
        const { entries, warnings } = readBack(folder);
        assert.deepEqual([entries, warnings], [texts.map(entry), []]);
      }),
      { numRuns: 20, seed: 1 },
    );
  });

  it('drops a last line that is incomplete, wherever it ends, and says so', () => {
    const folder = newFolder();
    const path = join(folder, 'results.jsonl');
    write(folder, 'one', 'two', 'Ümläut');
    const whole = readFileSync(path);
    const start = whole.lastIndexOf('\n', whole.length - 2) + 1;
    for (let end = start + 1; end < whole.length; end++) {
      writeFileSync(path, whole.subarray(0, end));
      const { entries, warnings } = readBack(folder);
      assert.deepEqual(entries, [entry('one'), entry('two')]);
      assert.match(warnings.join(), /incomplete/);
      write(folder, 'three');
      assert.deepEqual(readBack(folder), Object.assign(readBack(folder), { entries: [...entries, entry('three')], warnings: [] })); // prettier-ignore
    }
  });

  for (const [title, damage] of [
    ['a changed score', (text: string) => text.replace('"score":60', '"score":100')],
    ['a line that is no JSON', (text: string) => `oops\n${text}`],
    ['zeros', (text: string) => `${'\0'.repeat(512)}\n${text}`],
    ['half of a line', (text: string) => text.slice(100)],
    ['nothing but null', () => 'null\n{}\n[]\n'],
  ] as const)
    it(`that was damaged is kept aside, and what is missing is graded again: ${title}`, async () => {
      const folder = newFolder();
      const submissions = [handIn('ada', '0-vanilla', 60), handIn('grace', '0-vanilla', 70)];
      await runClass(folder, submissions);
      const path = join(folder, 'results.jsonl');
      const damaged = damage(readFileSync(path, 'utf8'));
      writeFileSync(path, damaged);
      const [graded, warnings]: string[][] = [[], []];
      const { results, exitCode } = await runClass(folder, submissions, {
        gradeEach: scoring(graded),
        onWarning: (text) => warnings!.push(text),
      });
      assert.deepEqual(results.submissions.map(({ score }) => score), [60, 70]); // prettier-ignore
      assert.equal(exitCode, 1);
      assert.match(warnings!.join(), /was changed: lines? .* kept as .*results\.jsonl\.damaged-1/);
      assert.equal(readFileSync(join(folder, 'results.jsonl.damaged-1'), 'utf8'), damaged);
      assert.ok(!readdirSync(folder).some((name) => name.endsWith('.part')));
    });

  it('keeps all lines before when the disk is full', async function () {
    const folder = newFolder();
    write(folder, 'one');
    const journal = new Journal(folder) as unknown as { file: number; append(entry: Entry): void };
    const { openSync } = await import('node:fs');
    try {
      journal.file = openSync('/dev/full', 'a');
    } catch {
      return this.skip();
    }
    assert.throws(() => journal.append(entry('two')), /cannot write .*results\.jsonl: ENOSPC/);
    assert.deepEqual(readBack(folder).entries, [entry('one')]);
  });
});
