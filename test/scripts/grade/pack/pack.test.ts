import assert from 'node:assert/strict';
import {
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
import { main } from '../../../../scripts/grade/main';
import { findJsonErrors } from '../../../grading/reports/validate';
import { askPython } from '../../../support/python';
import { root, run } from '../../../support/run';

/** Packs, and unpacks with Python's zipfile, which tells the modes too. */
async function packAndUnpack(
  platform: string,
  ...args: string[]
): Promise<{ folder: string; modes: Record<string, number> }> {
  const folder = mkdtempSync(join(tmpdir(), 'Paket für alle '));
  const zip = join(folder, 'packed.zip');
  assert.equal(await main(['pack', platform, '--out', zip, ...args]), 0);
  const modes = askPython<Record<string, number>>(
    `import zipfile
with zipfile.ZipFile(x[0]) as z:
    assert z.testzip() is None
    z.extractall(x[1])
    print(json.dumps({i.filename: i.external_attr >> 16 & 0o777 for i in z.infolist()}))`,
    [zip, folder],
  );
  return { folder, modes };
}

/** Runs a program of the pack with this checkout as the course, and returns what it leaves in the folder of results. */
async function runThere(
  program: string,
  place: string,
  env: NodeJS.ProcessEnv,
): Promise<{ code: number | null; text?: string }> {
  const { code } = await run('bash', [program], { env: { ...process.env, ...env, COURSE: root } });
  const results = join(place, 'results/results.json');
  return { code, text: existsSync(results) ? readFileSync(results, 'utf8') : undefined };
}

const answer = (slug: string): string => {
  const pass = join(root, 'grading/fixtures', slug, 'pass');
  return join(pass, readdirSync(pass)[0]!);
};

describe('npm run grade -- pack', function () {
  this.timeout(120_000);

  it('gradescope: a zip whose programs are at its root, and grade what is in the folder of the submission', async () => {
    const { folder, modes } = await packAndUnpack('gradescope');
    assert.deepEqual([modes['setup.sh'], modes.run_autograder], [0o755, 0o755]);
    assert.ok(modes['course/package-lock.json'] && modes['course/scripts/command.mjs']);
    assert.ok(!Object.keys(modes).some((name) => /node_modules|\/dist\/|progress\.json|\/\./.test(name)));
    const place = join(folder, 'autograder');
    for (const name of ['submission', 'results']) mkdirSync(join(place, name), { recursive: true });
    cpSync(answer('1-sparse'), join(place, 'submission/1-sparse.ts'));
    const { code, text } = await runThere(join(folder, 'run_autograder'), place, { AUTOGRADER: place });
    assert.equal(code, 0);
    assert.deepEqual(findJsonErrors([['gradescope', text!]]), []);
    assert.equal((JSON.parse(text!) as { score: number }).score, 100);
  });

  it('gradescope: leaves no results if the grader fails, so that nobody gets 0 for it', async () => {
    const { folder } = await packAndUnpack('gradescope', '--task', '0-vanilla');
    const place = join(folder, 'autograder');
    mkdirSync(join(place, 'submission'), { recursive: true });
    cpSync(answer('0-vanilla'), join(place, 'submission/mine.ts'));
    const env = { AUTOGRADER: place, AUTOENCODERS_BUBBLEWRAP: '/bin/false' };
    assert.deepEqual(await runThere(join(folder, 'run_autograder'), place, env), {
      code: 1,
      text: undefined,
    });
  });

  it('prairielearn: questions with the text and the empty answer of each task, and an image that grades them', async () => {
    const { folder, modes } = await packAndUnpack('prairielearn', '--image', 'registry.example.org/grader');
    assert.deepEqual(
      readdirSync(join(folder, 'questions')),
      ['0-vanilla', '1-sparse', '2-convolutional', '3-variational'].map((slug) => `autoencoders-${slug}`),
    );
    const question = join(folder, 'questions/autoencoders-1-sparse');
    const info = JSON.parse(readFileSync(join(question, 'info.json'), 'utf8')) as {
      uuid: string;
      externalGradingOptions: { image: string; entrypoint: string };
    };
    assert.match(info.uuid, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.equal(info.externalGradingOptions.image, 'registry.example.org/grader');
    const program = `image${info.externalGradingOptions.entrypoint}`;
    assert.equal(modes[program], 0o755);
    const [, editor] = /<pl-file-editor file-name="1-sparse.ts"[^>]*>\n([^]*)<\/pl-file-editor>/.exec(
      readFileSync(join(question, 'question.html'), 'utf8'),
    )!;
    const place = join(folder, 'grade');
    mkdirSync(join(place, 'student'), { recursive: true });
    writeFileSync(join(place, 'student/1-sparse.ts'), unescape(editor!));
    const { code, text } = await runThere(join(folder, program), place, { GRADE: place });
    assert.equal(code, 0);
    assert.deepEqual(findJsonErrors([['prairielearn', text!]]), []);
    const { score, tests } = JSON.parse(text!) as { score: number; tests: { message: string }[] };
    assert.equal(score, 0);
    assert.ok(tests.some(({ message }) => message.includes('autoencoder is not written yet'))); // it runs
  });

  it('tells what is wrong with its arguments', async () => {
    assert.equal(await main(['pack', 'moodle']), 2);
    assert.equal(await main(['pack']), 2);
    assert.equal(await main(['pack', '--help']), 0);
  });

  it('refuses an option that means nothing for the platform, says why, and writes nothing', async () => {
    const zip = join(mkdtempSync(join(tmpdir(), 'pack-')), 'packed.zip');
    for (const [platform, args, message] of [
      [
        'nbgrader',
        ['--allow-unisolated'],
        /invalid option for nbgrader: --allow-unisolated \(.*never isolates/,
      ],
      ['nbgrader', ['--image', 'x'], /invalid option for nbgrader: --image \(/],
      ['gradescope', ['--image', 'autoencoders-prairielearn'], /invalid option for gradescope: --image \(/],
      ['prairielearn', ['--image', 'two words'], /--image.*expected the name of an image/],
      ['prairielearn', ['--image', ''], /--image.*expected the name of an image/],
      ['nbgrader', ['more'], /too many arguments/],
    ] as [string, string[], RegExp][]) {
      const command = [join(root, 'dist/scripts/grade/main.js'), 'pack', platform, '--out', zip, ...args];
      const { code, stderr } = await run(process.execPath, command);
      assert.equal(code, 2, stderr);
      assert.match(stderr, message);
      assert.ok(!existsSync(zip));
    }
  });
});

const unescape = (html: string): string =>
  askPython<string>('import html\nprint(json.dumps(html.unescape(x)))', html);
