import Ajv from 'ajv';
import assert from 'node:assert/strict';
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import schema from '../../../grading/reports/results.schema.json';
import type { Results } from '../../../grading/reports/results';
import { handIn, newFolder, runClass, scoring } from './support';

const two = [handIn('ada', '0-vanilla', 100), handIn('grace', '0-vanilla', 60)];
const read = (folder: string, name: string): string => readFileSync(join(folder, name), 'utf8');
const readResults = (folder: string): Results => JSON.parse(read(folder, 'results.json')) as Results;
const isResults = new Ajv({ allowUnionTypes: true }).compile(schema);

describe('a score set by hand', () => {
  const set = (folder: string, ...lines: string[]): void =>
    appendFileSync(join(folder, 'by-hand.csv'), lines.map((line) => `${line}\n`).join(''));

  it('wins in the table, the page and the feedback, also where nothing was handed in', async () => {
    const folder = newFolder();
    await runClass(folder, two);
    set(folder, 'grace,0-vanilla,75,"late, but good <b>"', 'ada,2-convolutional,30,');
    const { results } = await runClass(folder, two);
    assert.ok(isResults(readResults(folder)), JSON.stringify(isResults.errors));
    assert.match(read(folder, 'table.csv'), /^ada,,,,100,,30,,130,2-convolutional,/m);
    assert.match(read(folder, 'table.csv'), /^grace,,,,75,,,,75,0-vanilla,/m);
    assert.match(read(folder, 'index.html'), /75<\/a> <small>by hand \(automatic: 60\)/);
    assert.match(
      read(folder, 'feedback/grace.html'),
      /75 of 100 points, set by hand: late, but good &#60;b&#62;/,
    );
    assert.deepEqual(results.submissions[1]!.byHand, { automatic: 60, comment: 'late, but good <b>' });
  });

  it('stays, and is flagged, when the automatic one moves; until it is set again', async () => {
    const folder = newFolder();
    await runClass(folder, two);
    set(folder, 'grace,0-vanilla,75,');
    await runClass(folder, two);
    const better = [two[0]!, handIn('grace', '0-vanilla', 80)];
    for (const _again of [1, 2]) {
      const [, grace] = (await runClass(folder, better)).results.submissions;
      assert.equal(grace!.score, 75);
      assert.deepEqual(grace!.byHand, { automatic: 80, comment: '', before: 60 });
    }
    assert.match(read(folder, 'index.html'), /the automatic score moved from 60/);
    const text = read(folder, 'by-hand.csv').replace('grace,0-vanilla,75,', 'grace,0-vanilla,85,');
    writeFileSync(join(folder, 'by-hand.csv'), text);
    const [, grace] = (await runClass(folder, better)).results.submissions;
    assert.deepEqual(grace!.byHand, { automatic: 80, comment: '' });
  });

  for (const [line, message] of [
    ['Grace,0-vanilla,75,', /line 5: invalid learner: Grace \(expected .* such as grace\)/],
    ['grace,vanilla,75,', /line 5: invalid task: vanilla \(expected one of 0-vanilla, /],
    ['grace,0-vanilla,120,', /line 5: invalid score: 120 \(expected a number from 0 to 100\)/],
    ['grace,0-vanilla,"7,5",', /line 5: invalid score: 7,5/],
    ['grace,0-vanilla,,', /line 5: invalid score: /],
    ['grace,0-vanilla', /line 5: invalid number of cells: 2/],
    ['grace,0-vanilla,75,late,but good', /line 5: invalid number of cells: 5 .* in quotes/],
    ['grace,0-vanilla,75,\ngrace,0-vanilla,76,', /line 6: invalid line: a second score of grace/],
    ['grace,0-vanilla,75,"late', /is not a CSV file: /],
  ] as const)
    it(`is refused before anything is graded: ${JSON.stringify(line)}`, async () => {
      const folder = newFolder();
      await runClass(folder, two);
      const before = readdirSync(folder).map((name) => [name, name === 'feedback' ? '' : read(folder, name)]);
      set(folder, line);
      const graded: string[] = [];
      const [ada] = two;
      const changed = [ada!, handIn('grace', '0-vanilla', 99)];
      await assert.rejects(runClass(folder, changed, { gradeEach: scoring(graded) }), message);
      assert.deepEqual(graded, []);
      for (const [name, text] of before)
        if (name !== 'by-hand.csv' && name !== 'feedback') assert.equal(read(folder, name!), text);
    });

  it('may come from a spreadsheet: semicolons, a byte order mark, empty cells, comments in quotes', async () => {
    const folder = newFolder();
    const text =
      '\ufeff"# Scores, set by hand";;;\r\nlearner;task;score;comment;\r\ngrace;0-vanilla;75;late, but good;\r\n;;;;\r\n';
    writeFileSync(join(folder, 'by-hand.csv'), text);
    const { results } = await runClass(folder, two);
    assert.deepEqual(
      [results.submissions[1]!.score, results.submissions[1]!.byHand!.comment],
      [75, 'late, but good'],
    );
  });
});
