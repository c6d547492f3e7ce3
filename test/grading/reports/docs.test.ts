import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
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

  it('describes what becomes of each verdict, for each format', () => {
    const [, table] = page.split('| `internal` ');
    for (const format of formats)
      assert.match(table!.split('\n\n')[0]!, new RegExp(`^\\|.*\`${format}\`.*\\|$`, 'm'));
  });

  it('a report that cannot be written to its file is printed, with exit code 2', async () => {
    mkdirSync(join(folder, 'taken'));
    const ended = await gradeIn(folder, [
      'submissions/ada',
      '--only',
      'loads',
      '--format',
      'json',
      '--out',
      'taken',
    ]);
    assert.equal(ended.code, 2);
    assert.match(ended.stderr, /cannot write taken: .*\. The report is printed instead\./);
    assert.deepEqual(findJsonErrors([['json', ended.stdout]]), []);
  });

  it('a report that is about one learner is refused for a class, before anything is graded', async () => {
    const ended = await gradeIn(folder, ['submissions/', '--format', 'gradescope', '--out', 'refused.json']);
    assert.equal(ended.code, 2);
    assert.match(ended.stderr, /^invalid submissions for --format gradescope: of 2 learners \(ada, grace;/);
    assert.equal(existsSync(join(folder, 'refused.json')), false);
  });
});
