import assert from 'node:assert/strict';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formats } from '../../../grading/reports/formats';
import { root } from '../../../src/project/root';
import { run, typescript, type Ended } from '../../support/run';
import { assertJUnit, findJsonErrors, readCsv } from './validate';

const page = readFileSync(join(root, 'docs/instructor.md'), 'utf8');

/** The commands of the page: their variables, and the arguments of `npm run grade`. */
const commands = [...page.matchAll(/`((?:[A-Z_0-9]+=\S+ )*)npm run -s grade -- (submissions[^`|>]*)`/g)].map(
  ([, variables, args]) => ({
    env: Object.fromEntries(
      variables!
        .split(' ')
        .filter(Boolean)
        .map((pair) => pair.split('=') as [string, string]),
    ),
    args: args!.split(' '),
  }),
);

/** A folder with submissions: Ada's is right, Grace's loses points. */
function writeSubmissions(): string {
  const folder = mkdtempSync(join(tmpdir(), 'class-'));
  for (const [name, fixture] of [
    ['ada', 'pass/sequential'],
    ['grace', 'fail/sgd'],
  ]) {
    mkdirSync(join(folder, 'submissions', name!), { recursive: true });
    const file = join(root, 'grading/fixtures/0-vanilla', `${fixture}.ts`);
    cpSync(file, join(folder, 'submissions', name!, '0-vanilla.ts'));
  }
  return folder;
}

const gradeIn = (cwd: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> =>
  run(process.execPath, [...typescript, join(root, 'scripts/grade/main.ts'), ...args], {
    cwd,
    env: { ...process.env, ...env },
  });

describe('docs/instructor.md', function () {
  this.timeout(240_000);
  const folder = writeSubmissions();

  it('has a command for each format', () => {
    const named = commands.map(({ args }) =>
      args.includes('--format') ? args[args.indexOf('--format') + 1] : 'text',
    );
    assert.deepEqual(named.sort(), [...formats].sort());
  });

  for (const { args, env } of commands)
    it(`grades with ${args.join(' ')}`, async () => {
      const ended = await gradeIn(folder, args, env);
      assert.deepEqual([ended.code, ended.stderr], [args[0] === 'submissions/ada' ? 0 : 1, ''], ended.stdout);
      if (!args.includes('--out')) return assert.match(ended.stdout, /94 of 100 points/);
      assert.equal(ended.stdout, '');
      const file = join(folder, args.at(-1)!);
      const report = readFileSync(file, 'utf8');
      const format = args[args.indexOf('--format') + 1]!;
      if (format === 'junit') await assertJUnit(report);
      else if (format === 'html') assert.match(report, /100 of 100 points/);
      else if (file.endsWith('.csv')) assert.match(readCsv(report).join('\n'), /grace.*,94/);
      else assert.deepEqual(findJsonErrors([[format, report]]), []);
    });

  it('walks a class through grading: every command works as it says', async () => {
    const [, section] = page.split('## Grade a class');
    const lines = section!
      .split('\n## ')[0]!
      .match(/^ {4}\S.*$/gm)!
      .map((line) => line.trim());
    const [first, byHand, regrade, exported] = lines as [string, string, string, string];
    assert.equal(lines.length, 4);
    const toArgs = (line: string): string[] => /^npm run grade -- (.*)$/.exec(line)![1]!.split(' ');
    const read = (name: string): string => readFileSync(join(folder, 'marks', name), 'utf8');

    const ended = await gradeIn(folder, toArgs(first));
    assert.equal(ended.code, 1, ended.stderr);
    for (const [, name] of section!.split('\n## ')[0]!.matchAll(/^\| `(\S+)` /gm))
      assert.ok(
        name!.endsWith('/')
          ? readdirSync(join(folder, 'marks', name!)).length
          : read(name!.replace('LEARNER', 'ada')),
      );
    appendFileSync(join(folder, 'marks/by-hand.csv'), `${byHand}\n`);
    assert.equal((await gradeIn(folder, toArgs(first))).code, 1);
    assert.match(read('table.csv'), /^ada,,,,85,.*0-vanilla/m);
    assert.match(read('feedback/ada.html'), /accepted late, 5 points off/);
    const again = await gradeIn(folder, toArgs(regrade));
    assert.equal(again.code, 1);
    assert.doesNotMatch(again.stdout, /moved/);
    assert.equal((await gradeIn(folder, toArgs(exported))).code, 1);
    assert.match(read('moodle.csv'), /^ada,,85,/m);
  });

  it('describes what becomes of each verdict, for each format', () => {
    const [, table] = page.split('| `internal` ');
    for (const format of formats)
      assert.match(table!.split('\n\n')[0]!, new RegExp(`^\\|.*\`${format}\`.*\\|$`, 'm'));
  });

  it('a report that cannot be written to its file is printed, with exit code 2', async () => {
    writeFileSync(join(folder, 'taken'), 'a file, not a folder');
    const ended = await gradeIn(folder, [
      'submissions/ada',
      '--only',
      'loads',
      '--format',
      'json',
      '--out',
      'taken/marks.json',
    ]);
    assert.equal(ended.code, 2);
    assert.match(ended.stderr, /cannot write taken\/marks\.json: .*\. The report is printed instead\./);
    assert.deepEqual(findJsonErrors([['json', ended.stdout]]), []);
  });

  it('a report that is about one learner is refused for a class, before anything is graded', async () => {
    const ended = await gradeIn(folder, ['submissions/', '--format', 'gradescope', '--out', 'refused.json']);
    assert.equal(ended.code, 2);
    assert.match(ended.stderr, /^invalid submissions for --format gradescope: of 2 learners \(ada, grace;/);
    assert.equal(existsSync(join(folder, 'refused.json')), false);
  });
});
