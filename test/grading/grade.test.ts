import Ajv from 'ajv';
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { slugs } from '../../grading/tasks';
import { grade } from '../../grading/run/grade';
import { takeIn } from '../../grading/intake';
import schema from '../../grading/reports/results.schema.json';
import type { Results } from '../../grading/reports/results';
import { main } from '../../scripts/grade/main';
import { root } from '../../src/project/root';
import { run, typescript, type Ended } from '../support/run';

const key = (slug: string): string => join(root, `src/models/${slug}.ts`);
const fixture = (path: string): string => join(root, 'grading/fixtures', `${path}.ts`);
const isResults = new Ajv().compile(schema);

/** The output and exit code of the command. */
const gradeCommand = (...args: string[]): Promise<Ended> =>
  run(process.execPath, [...typescript, join(root, 'scripts/grade/main.ts'), ...args]);

function toResults({ stdout, stderr }: Ended): Results {
  const results: unknown = JSON.parse(stdout);
  assert.ok(isResults(results), `${JSON.stringify(isResults.errors)} ${stderr}`);
  return results as unknown as Results;
}

/** A file with `source` in a new folder. */
function writeSubmission(name: string, source: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'submission-')), name);
  writeFileSync(path, source);
  return path;
}

describe('grade', function () {
  this.timeout(120_000);

  it('gives the answer keys 100 points and exits with 0', async () => {
    const ended = await gradeCommand('--format', 'json', '--seed', '7', ...slugs.map(key));
    const { submissions } = toResults(ended);
    assert.deepEqual(
      submissions.map(({ slug, verdict, score, maxScore, seed }) => [slug, verdict, score, maxScore, seed]),
      slugs.map((slug) => [slug, 'pass', 100, 100, 7]),
      ended.stdout,
    );
    assert.equal(ended.code, 0);
  });

  it('writes only JSON to stdout, whatever submissions print, and exits with 1 if one failed', async () => {
    const noisy = writeSubmission('0-vanilla.ts', `console.log('{'); console.error('}');\n${stubSource()}`);
    const ended = await gradeCommand(
      '--format',
      'json',
      noisy,
      fixture('0-vanilla/fail/sgd'),
      '--task',
      '0-vanilla',
    );
    const { submissions } = toResults(ended);
    assert.deepEqual(
      submissions.map(({ verdict, score }) => [verdict, score]),
      [
        ['error', 0],
        ['fail', 94],
      ],
    );
    assert.equal(ended.code, 1);
    assert.equal(ended.stderr.replace(/^Warning: submissions cannot be isolated.*\n/, ''), '');
  });

  it('describes what is wrong, and repeats it with the same seed', async () => {
    const args = [fixture('0-vanilla/fail/hidden-not-reversed'), '--task', '0-vanilla', '--seed', '3'];
    const [first, second] = [await gradeCommand(...args), await gradeCommand(...args)];
    assert.match(first.stdout, /FAILED {2}the decoder has the requested layers/);
    assert.match(first.stdout, /decoder layer 1 \(dense_Dense\d+\): expected \d+ units, got \d+/);
    assert.match(first.stdout, /84 of 100 points \(seed 3\)/);
    assert.equal(first.stdout, second.stdout);
  });

  it('--only runs the given checks and those they need', async () => {
    const { submissions } = toResults(
      await gradeCommand('--format', 'json', '--only', 'encoder-layers', key('0-vanilla')),
    );
    const ids = submissions[0]!.checks.map(({ id }) => id);
    assert.deepEqual(ids, ['loads', 'exports', 'returns', 'encoder-shapes', 'encoder-layers']);
  });

  it('lists the checks of every task, 100 points each', async () => {
    const { stdout, code } = await gradeCommand('--list');
    assert.equal(code, 0);
    for (const slug of slugs) {
      const [, block] = stdout.split(`${slug}\n`);
      const points = [...block!.split(/^\d/m)[0]!.matchAll(/^ {2}\S+ +(\d+) {2}/gm)].map(([, n]) =>
        Number(n),
      );
      assert.equal(
        points.reduce((sum, n) => sum + n, 0),
        100,
        slug,
      );
    }
  });

  for (const [title, args, message] of [
    ['no path', [], /at least one file/],
    ['a missing path', ['nowhere.ts'], /invalid path: nowhere\.ts \(expected a file or folder\)/],
    ['a name without a task', [fixture('0-vanilla/pass/functional')], /invalid name: .* --task/],
    ['an unknown task', [key('0-vanilla'), '--task', '9-other'], /--task.*9-other.*0-vanilla, 1-sparse/],
    ['an unknown format', [key('0-vanilla'), '--format', 'xml'], /--format.*xml.*text, json/],
    [
      'an unknown check',
      [key('0-vanilla'), '--only', 'speed'],
      /invalid check: speed \(expected one that --list shows\)/,
    ],
    ['a seed that is not a number', [key('0-vanilla'), '--seed', 'x'], /whole number/],
    [
      'a file of another kind',
      [join(root, 'package.json'), '--task', '0-vanilla'],
      /invalid file: .* \(expected a \.ts file, a notebook, a folder or a zip\)/,
    ],
  ] as [string, string[], RegExp][])
    it(`exits with 2 and says why for ${title}`, async () => {
      const written: string[] = [];
      const { error } = console;
      console.error = (text: string) => written.push(text);
      try {
        assert.equal(await main(args), 2);
      } finally {
        console.error = error;
      }
      assert.match(written.join('\n'), message);
    });

  it('a submission that hangs or exits does not affect the others', async () => {
    const paths = ['error/never-ends', 'error/exits', 'pass/sequential'].map((name) =>
      fixture(`0-vanilla/${name}`),
    );
    const { submissions } = await grade((await takeIn(paths, { task: '0-vanilla' })).submissions, {
      seed: 1,
      limits: { start: 60_000, silence: 6_000, total: 60_000 },
    });
    assert.deepEqual(
      submissions.map(({ verdict, score }) => [verdict, score]),
      [
        ['error', 0],
        ['error', 0],
        ['pass', 100],
      ],
    );
    const why = submissions.map(({ checks }) => checks.find(({ id }) => id === 'returns')!.rationale);
    assert.match(why[0]!, /no answer within 6 seconds/);
    assert.match(why[1]!, /the program exited \(exit code 0\)/);
  });

  describe('on a machine that cannot isolate submissions', () => {
    const env = { ...process.env, AUTOENCODERS_BUBBLEWRAP: '/nowhere/bwrap' };
    const gradeHere = (...args: string[]): Promise<Ended> =>
      run(process.execPath, [...typescript, join(root, 'scripts/grade/main.ts'), ...args], { env });

    it('refuses, and says why', async () => {
      const { code, stdout, stderr } = await gradeHere(key('0-vanilla'));
      assert.equal(stdout, '');
      assert.match(
        stderr,
        /cannot be isolated on this machine: bubblewrap is not installed.*\n.*--allow-unisolated/,
      );
      assert.equal(code, 2);
    });

    it('grades with --allow-unisolated, and the results say so', async () => {
      const ended = await gradeHere('--allow-unisolated', '--format', 'json', key('3-variational'));
      const { isolation, submissions } = toResults(ended);
      assert.deepEqual([isolation, submissions[0]!.score], ['permissions', 100], ended.stdout);
      assert.match(ended.stderr, /Warning: submissions cannot be isolated/);
    });
  });

  it('finds submissions in folders by the names of the tasks', async () => {
    const { submissions: found } = await takeIn([join(root, 'src/models')]);
    assert.deepEqual(
      found.map(({ slug, path }) => [slug, path]),
      slugs.map((slug) => [slug, key(slug)]),
    );
  });

  it('grades the stub of each task notebook with 0, and the answer key with 100', async () => {
    const stubs = slugs.map((slug) => join(root, `notebooks/${slug}/task.ipynb`));
    const filled = slugs.map((slug, i) =>
      writeSubmission(`${slug}.ipynb`, fillStub(readFileSync(stubs[i]!, 'utf8'), slug)),
    );
    const { submissions } = await grade((await takeIn([...stubs, ...filled])).submissions, { seed: 5 });
    assert.deepEqual(
      submissions.map(({ slug, score }) => [slug, score]),
      [0, 100].flatMap((score) => slugs.map((slug) => [slug, score])),
      JSON.stringify(submissions.map(({ checks }) => checks.find(({ verdict }) => verdict !== 'pass'))),
    );
    for (const { checks } of submissions.slice(0, slugs.length)) {
      const returns = checks.find(({ id }) => id === 'returns')!;
      assert.match(returns.rationale!, /autoencoder is not written yet/);
    }
  });
});

const stubSource = (): string => readFileSync(fixture('0-vanilla/error/stub'), 'utf8');

/** The notebook with the answer key in the cell tagged `answer`. */
function fillStub(notebook: string, slug: string): string {
  const json = JSON.parse(notebook) as { cells: { source: string; metadata: { tags?: string[] } }[] };
  const answer = json.cells.find(({ metadata }) => metadata.tags?.includes('answer'))!;
  answer.source = readFileSync(key(slug), 'utf8').replaceAll(/from '\.\.?\/[^']*'/g, "from 'autoencoders'");
  return JSON.stringify(json);
}
