import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run, typescript } from '../../support/run';
import { areSeparate, Hub, proxy, python } from './hub';
import { publish, published, right, task, wrong } from './lessons';

interface Notebook {
  cells: { cell_type: string; source: string | string[]; metadata: { tags?: string[] } }[];
}
interface Shown {
  type: string;
  content: { text?: string; name?: string; evalue?: string; data?: Record<string, string> };
}
interface Marks {
  submissions: { slug: string; learner: { id: string }; score: number }[];
}

const page = readFileSync(join(root, 'docs/class-server.md'), 'utf8');

const git = (gitDir: string, ...args: string[]): string =>
  execFileSync('git', ['--git-dir', gitDir, ...args], { encoding: 'utf8' });

// One hub; two learners who get the lessons, answer, try to reach each other, and hand in; the instructor grades.
describe('a JupyterHub with the configuration of deploy/hub', function () {
  this.timeout(120_000);
  let hub: Hub;
  const tokens: Record<string, string> = {};

  before(async function () {
    if (process.platform !== 'linux' || !existsSync(python) || !existsSync(proxy)) this.skip();
    hub = await Hub.start(['ada', 'bob'], publish);
    await Promise.all(['ada', 'bob'].map(async (name) => (tokens[name] = await hub.startServer(name))));
  });
  after(() => hub?.stop());

  /** Asks the server of `name` with the token of `who`. */
  const ask = (name: string, path: string, who = name, init: RequestInit = {}): Promise<Response> =>
    fetch(`${hub.url}/user/${name}/${path}`, { ...init, headers: { authorization: `token ${tokens[who]}` } });

  function act<T>(what: 'cells' | 'terminal', name: string, more: object): T {
    const asked = { url: `${hub.url}/user/${name}`, token: tokens[name], ...more };
    const out = execFileSync(python, [join(root, 'test/deploy/hub/learner.py'), what], {
      input: JSON.stringify(asked),
      maxBuffer: 1 << 26,
    });
    return JSON.parse(out.toString()) as T;
  }

  const inTerminal = (name: string, line: string): string =>
    act('terminal', name, { cwd: 'autoencoders', line });

  /** Writes an answer into a learner's task notebook, through the server. */
  async function answer(name: string, code: string): Promise<void> {
    const model = (await (await ask(name, `api/contents/autoencoders/${task}`)).json()) as {
      content: Notebook;
    };
    const cell = model.content.cells.find(({ metadata }) => metadata.tags?.includes('answer'))!;
    cell.source = code;
    const saved = await ask(name, `api/contents/autoencoders/${task}`, name, {
      method: 'PUT',
      body: JSON.stringify({ type: 'notebook', content: model.content }),
    });
    assert.equal(saved.status, 200, await saved.text());
  }

  it('gives each learner the lessons, and the packages and data of the course read-only', async () => {
    for (const name of ['ada', 'bob']) {
      const { content } = (await (await ask(name, 'api/contents/autoencoders')).json()) as {
        content: { name: string }[];
      };
      assert.ok(content.some((one) => one.name === '0-vanilla'));
    }
    const specs = (await (await ask('ada', 'api/kernelspecs')).json()) as { kernelspecs: object };
    assert.deepEqual(Object.keys(specs.kernelspecs), ['tslab']);
    if (!areSeparate) return;
    const said = inTerminal('ada', 'touch node_modules/autoencoders/data/mnist/new || echo refused');
    assert.match(said, /Permission denied[^]*refused/);
  });

  it('keeps learners out of the work of others', async () => {
    for (const path of [`api/contents/autoencoders/${task}`, 'api/terminals', 'api/kernels'])
      assert.equal((await ask('bob', path, 'ada')).status, 403, path);
    if (!areSeparate) return; // on one user id, only the hub keeps them apart
    const files = [join(hub.home('bob'), 'autoencoders', task), hub.exchange, join(hub.exchange, 'bob')];
    const line = files.map((file) => `ls "${file}"`).join('; ');
    const said = inTerminal('ada', line);
    assert.equal(said.match(/Permission denied/g)?.length, files.length, said);
  });

  it('runs a task in the kernel, which keeps the progress in the home of the learner', async () => {
    await answer('ada', right);
    const cells = [
      right,
      "import { check } from 'autoencoders/grading'; await check('0-vanilla', autoencoder)",
      'process.env.AUTOENCODERS_THREADS',
    ];
    const shown = act<Shown[]>('cells', 'ada', { path: `autoencoders/${task}`, cells });
    const failed = shown.find(({ type }) => type === 'error');
    assert.equal(failed, undefined, JSON.stringify(failed));
    const values = shown.filter(({ type }) => type === 'execute_result');
    assert.match(
      values.at(-1)!.content.data!['text/plain']!,
      /^'?2'?$/,
      'as many threads as cores of a learner',
    );
    const progress = join(hub.home('ada'), 'autoencoders/progress.json');
    assert.deepEqual(Object.keys((JSON.parse(readFileSync(progress, 'utf8')) as { tasks: object }).tasks), [
      '0-vanilla',
    ]);
    assert.ok(!existsSync(join(hub.home('bob'), 'autoencoders/progress.json')));
  });

  it('collects what learners hand in, and the grader knows whose it is', async () => {
    await answer('bob', wrong);
    for (const name of ['ada', 'bob']) assert.match(inTerminal(name, './submit'), /Handed in/);
    assert.deepEqual(readdirSync(hub.exchange).sort(), ['ada', 'bob']);
    for (const name of ['ada', 'bob'])
      assert.equal(statSync(join(hub.exchange, name)).mode & 0o777, 0o700, 'only its learner may enter');
    const main = join(root, 'scripts/grade/main.ts');
    const { stdout, stderr } = await run(process.execPath, [
      ...typescript,
      main,
      hub.exchange,
      '--format',
      'json',
    ]);
    const { submissions } = JSON.parse(stdout || assert.fail(stderr)) as Marks;
    const scores = Object.fromEntries(submissions.map(({ learner, score }) => [learner.id, score]));
    assert.deepEqual(Object.keys(scores).sort(), ['ada', 'bob']);
    assert.equal(scores.ada, 100);
    assert.ok(scores.bob! < 100, String(scores.bob));
  });

  it('brings new lessons when a server starts again, and keeps answers', async () => {
    const course = published(hub.base);
    mkdirSync(join(course, '9-new'));
    writeFileSync(join(course, '9-new/lesson.ipynb'), readFileSync(join(course, '0-vanilla/lesson.ipynb')));
    const changed = readFileSync(join(course, task), 'utf8').replace('"# ', '"# Changed: ');
    writeFileSync(join(course, task), changed);
    const repository = publish(hub.base);
    assert.equal(git(repository, 'rev-list', '--count', 'main').trim(), '2');
    const link = new URL(/^ +(https:\/\/HUB\S+)$/m.exec(page)![1]!).searchParams;
    link.set('repo', repository);
    const pulled = await (await ask('bob', `git-pull/api?${link}`)).text();
    assert.match(pulled, /"phase": "finished"/, pulled);
    assert.ok(
      existsSync(join(hub.home('bob'), 'autoencoders/9-new/lesson.ipynb')),
      'a link, without a new start',
    );
    await hub.stopServer('ada');
    tokens.ada = await hub.startServer('ada');
    assert.equal((await ask('ada', 'api/contents/autoencoders/9-new/lesson.ipynb?content=0')).status, 200);
    const { content } = (await (await ask('ada', `api/contents/autoencoders/${task}`)).json()) as {
      content: Notebook;
    };
    const text = content.cells.map(({ source }) => [source].flat().join('')).join('\n');
    assert.ok(text.includes(right.trim()), 'the answer is kept');
    assert.match(text, /# Changed: /);
  });
});
