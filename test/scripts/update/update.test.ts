import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Random } from '../../../grading/tasks';
import { readEdition } from '../../../scripts/lib/edition';
import { findTarget, putEdition } from '../../../scripts/release/put';
import { applyUpdate } from '../../../scripts/update/apply';
import { main } from '../../../scripts/update/main';
import { planUpdate } from '../../../scripts/update/plan';

type Texts = Record<string, string>;

const notebook = (sources: string[], output = ''): string =>
  JSON.stringify({
    cells: sources.map((source) => ({
      cell_type: 'code',
      source,
      outputs: output ? [{ text: output }] : [],
    })),
  });

describe('npm run update', () => {
  let base: string;
  let mine: string;
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), 'Kurs é '));
    mine = join(base, 'mine');
  });
  afterEach(() => rmSync(base, { recursive: true, force: true }));

  const release = (name: string, texts: Texts, version = '1.0.0'): string => {
    const folder = join(base, name);
    const files = Object.entries(texts).map(([path, text]) => ({ path, data: Buffer.from(text) }));
    putEdition(findTarget(folder), files, { version, commit: name });
    return folder;
  };
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(mine, path)), { recursive: true });
    writeFileSync(join(mine, path), text);
  };
  const read = (path: string): string => readFileSync(join(mine, path), 'utf8');
  const list = (): string[] =>
    readdirSync(mine, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(mine.length + 1))
      .sort();
  const update = async (...args: string[]): Promise<{ code: number; said: string }> => {
    const lines: string[] = [];
    const { error, log } = console;
    console.error = console.log = (text: string) => void lines.push(text);
    try {
      return { code: await main(args, mine), said: lines.join('\n') };
    } finally {
      Object.assign(console, { error, log });
    }
  };

  it('brings what is new and changed, keeps what the learner wrote, and says which is which', async () => {
    const old: Texts = {
      'notebooks/0/task.ipynb': notebook(['stub']),
      'notebooks/0/lesson.ipynb': notebook(['a', 'b']),
      'notebooks/1/lesson.ipynb': notebook(['c']),
      'src/helper.ts': 'one',
      'src/old.ts': 'old',
      'docs/learner.md': 'text',
    };
    release('mine', old);
    write('notebooks/0/task.ipynb', notebook(['my answer']));
    write('notebooks/0/lesson.ipynb', notebook(['a', 'b, but mine']));
    write('notebooks/1/lesson.ipynb', notebook(['c'], 'ran here'));
    write('src/helper.ts', 'one, but mine');
    write('notebooks/0/own.ipynb', 'my own file');
    const next = release(
      'next',
      {
        'notebooks/0/task.ipynb': notebook(['stub']),
        'notebooks/0/lesson.ipynb': notebook(['a', 'better']),
        'notebooks/1/lesson.ipynb': notebook(['c', 'd']),
        'notebooks/2/lesson.ipynb': notebook(['new']),
        'src/helper.ts': 'two',
        'docs/learner.md': 'text',
      },
      '1.1.0',
    );
    const before = list().map((path) => read(path));
    const tried = await update(next, '--dry-run');
    assert.equal(tried.code, 0);
    assert.match(
      tried.said,
      /Nothing was changed\. Without --dry-run, the course becomes 1\.1\.0 \(next\)\./,
    );
    assert.deepEqual(
      list().map((path) => read(path)),
      before,
    );

    const { code, said } = await update(next);
    assert.equal(code, 0, said);
    assert.equal(
      said,
      `New or changed in the course:
  notebooks/1/lesson.ipynb
  notebooks/2/lesson.ipynb
No longer in the course, removed:
  src/old.ts
You changed these and keep them; the new ones are beside them:
  notebooks/0/lesson.ipynb -> notebooks/0/lesson (1.1.0).ipynb
You changed these; the new ones replace them, and yours are kept:
  src/helper.ts -> kept/src/helper.ts
You changed these and keep them:
  notebooks/0/task.ipynb
The course is now 1.1.0 (next). npm start sets up what has changed.`,
    );
    assert.equal(read('notebooks/0/task.ipynb'), notebook(['my answer']));
    assert.equal(read('notebooks/0/lesson.ipynb'), notebook(['a', 'b, but mine']));
    assert.equal(read('notebooks/0/lesson (1.1.0).ipynb'), notebook(['a', 'better']));
    assert.equal(read('notebooks/0/own.ipynb'), 'my own file');
    assert.deepEqual([read('src/helper.ts'), read('kept/src/helper.ts')], ['two', 'one, but mine']);
    assert.ok(!existsSync(join(mine, 'src/old.ts')));
    assert.deepEqual(readEdition(mine), readEdition(next));

    const again = await update(next);
    assert.equal(again.code, 0);
    assert.match(again.said, /The course is up to date: 1\.1\.0 \(next\)\.$/);
  });

  it('does not overwrite a file of the learner that has the name of a new one', async () => {
    release('mine', {});
    write('notebooks/2/lesson.ipynb', 'my notes');
    write('notebooks/2/lesson (1.1.0).ipynb', 'more notes');
    const next = release('next', { 'notebooks/2/lesson.ipynb': notebook(['new']) }, '1.1.0');
    assert.equal((await update(next)).code, 0);
    assert.equal(read('notebooks/2/lesson.ipynb'), 'my notes');
    assert.equal(read('notebooks/2/lesson (1.1.0).ipynb'), 'more notes');
    assert.equal(read('notebooks/2/lesson (1.1.0, 2).ipynb'), notebook(['new']));
  });

  it('refuses a damaged edition, a folder that is none, itself and a path that leads outside; changes nothing', async () => {
    release('mine', { 'a.txt': 'one' });
    const next = release('next', { 'a.txt': 'two', 'b.txt': 'new' });
    writeFileSync(join(next, 'b.txt'), 'cut o');
    for (const [folder, message] of [
      [next, /damaged: b\.txt is not as it was released\. Nothing was changed/],
      [base, /is not an edition of the course \(expected a folder with edition\.json\)/],
      [join(base, 'nowhere'), /is not an edition/],
      [mine, /is the course itself/],
    ] as const) {
      const { code, said } = await update(folder);
      assert.equal(code, 1);
      assert.match(said, message);
    }
    const edition = { ...readEdition(next)!, files: { '../outside.txt': 'x' } };
    writeFileSync(join(next, 'edition.json'), JSON.stringify(edition));
    assert.match((await update(next)).said, /damaged: \.\.\/outside\.txt/);
    assert.equal(read('a.txt'), 'one');
    assert.equal((await update()).code, 2);
  });

  it('removes what a killed update has left, and nothing that only looks similar', async () => {
    release('mine', { 'src/a.ts': 'one' });
    for (const path of ['src/a.ts.4194304.part', 'kept/src/a.ts.4194304.part', 'edition.json.4194304.part'])
      write(path, 'o');
    write('src/a.part', 'mine');
    write('own/b.ts.4194304.part', 'in a folder of my own');
    assert.equal((await update(release('next', { 'src/a.ts': 'two' }))).code, 0);
    assert.deepEqual(list(), ['edition.json', 'own/b.ts.4194304.part', 'src/a.part', 'src/a.ts']);
  });

  for (const path of ['docs/a.md', 'docs'])
    it(`says what to do if ${path} is not what it should be, changes nothing, and can be repeated`, async () => {
      release('mine', { 'docs/a.md': 'one', 'z.md': 'one' });
      rmSync(join(mine, path), { recursive: true });
      if (path === 'docs') write(path, 'a file');
      else mkdirSync(join(mine, path));
      const next = release('next', { 'docs/a.md': 'two', 'z.md': 'two' });
      const { code, said } = await update(next);
      assert.equal(code, 1);
      assert.match(
        said,
        /^the update stopped at .*docs.* \((EISDIR|EEXIST|ENOTDIR)\); nothing of yours is lost\. .*run it again$/,
      );
      assert.equal(read('z.md'), 'one');
      rmSync(join(mine, path), { recursive: true });
      assert.equal((await update(next)).code, 0);
      assert.deepEqual([read('docs/a.md'), read('z.md')], ['two', 'two']);
    });

  it('says in the whole project that it is for the edition', async () => {
    mkdirSync(mine);
    assert.match((await update(base)).said, /is not a learners' edition; .* use git pull/);
  });

  // random histories, each stopped after a random number of files: what a learner wrote is somewhere, the rest is new
  for (let seed = 1; seed <= 20; seed++)
    it(`loses nothing if it is stopped anywhere and repeated (seed ${seed})`, () => {
      const random = new Random(seed, 'update');
      const paths = [
        'notebooks/a.ipynb',
        'notebooks/b.ipynb',
        'src/c.ts',
        'src/d.ts',
        'e.md',
        'notebooks/f.ts',
      ];
      const some = (tag: string): Texts =>
        Object.fromEntries(
          paths.filter(() => random.integer(0, 3) > 0).map((path) => [path, `${tag}${random.integer(0, 1)}`]),
        );
      release('mine', some('course'));
      const next = release('next', some('course'), '2.0.0');
      const written = some('learner');
      for (const [path, text] of Object.entries(written))
        if (random.integer(0, 1)) write(path, text);
        else delete written[path];
      const [from, to] = [readEdition(mine)!, readEdition(next)!];
      const stoppedAt = random.integer(0, paths.length);
      const edition = read('edition.json');
      applyUpdate(mine, next, planUpdate(mine, from, to).slice(0, stoppedAt), to);
      write('edition.json', edition); // it is written last: the stopped update did not get so far
      applyUpdate(mine, next, planUpdate(mine, readEdition(mine)!, to), to);
      const found = list().map(read);
      for (const text of Object.values(written)) assert.ok(found.includes(text), `${text} of the learner`);
      for (const path of Object.keys(to.files).filter((one) => to.files[one] !== from.files[one]))
        assert.ok(found.includes(readFileSync(join(next, path), 'utf8')), `${path} of the course`);
      for (const path of Object.keys(to.files).filter((one) => !(one in written)))
        assert.equal(read(path), readFileSync(join(next, path), 'utf8'), path);
      assert.deepEqual(
        planUpdate(mine, readEdition(mine)!, to).filter(
          ({ action }) => action !== 'beside' && action !== 'keep' && action !== 'replace',
        ),
        [],
      );
    });
});
