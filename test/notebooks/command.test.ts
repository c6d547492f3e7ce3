import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { printedBy, SmallCourse, textOf } from './course';

const source = `// %% [markdown]
// # A small course

// %% answer tags=["answer"]
const answer = 0;

// %% check tags=["learner"]
console.log('checked', answer);

// %% parameters tags=["parameters"]
const epochs = 50;
const other = 7;

// %% show
console.log(answer, epochs, other);
`;

describe('npm run notebooks', function () {
  this.timeout(300_000);
  const course = new SmallCourse(source);
  const cell = (id: string) => course.stored.cells.find((one) => one.id === id)!;

  it('--make generates the notebook from its source; --check names the next command', async () => {
    const { stdout } = await course.run('--check');
    assert.match(stdout, /0-vanilla\/task: not made: npm run notebooks -- --make 0-vanilla\/task/);
    assert.match((await course.run('--make')).stdout, /made 0-vanilla\/task; it has no outputs/);
    const types = course.stored.cells.map(({ cell_type, source: text }) => [cell_type, textOf(text)]);
    assert.deepEqual(types[0], ['markdown', '# A small course']);
    assert.deepEqual(types[3], ['code', 'const epochs = 50;\nconst other = 7;']);
  });

  it("--full --store stores the outputs of a run with the answer key, without those of the learner's cells", async () => {
    const { code, stdout } = await course.run('--full', '--store');
    assert.equal(code, 0, stdout);
    assert.match(stdout, /0-vanilla\/task: cell 2 of 5, \d+ s\n(.*\n)*0-vanilla\/task: ran, \d+ s\n1 of 1/);
    assert.equal(printedBy(cell('show')), '42 50 7\n');
    assert.equal(textOf(cell('answer').source), 'const answer = 0;');
    assert.deepEqual([cell('answer').outputs, cell('check').outputs], [[], []]);
    assert.equal((await course.run('--check')).code, 0);
  });

  it('--quick replaces the parameters it knows, and stores nothing', async () => {
    const before = readFileSync(course.notebook, 'utf8');
    assert.equal((await course.run()).code, 0);
    assert.equal(printedBy(course.ran.cells.at(-1)!), '42 1 7\n');
    assert.equal(readFileSync(course.notebook, 'utf8'), before);
  });

  it('changed text needs no new run', async () => {
    course.source = source.replace('A small course', 'A very small course');
    assert.match(
      (await course.run('--check')).stdout,
      /its cells do not match its source: npm run notebooks -- --make 0-vanilla\/task/,
    );
    await course.run('--make');
    assert.equal((await course.run('--check')).code, 0);
    assert.equal(printedBy(cell('show')), '42 50 7\n');
  });

  it('changed code needs a new run, even if the change is reverted', async () => {
    course.source = source.replace('answer, epochs', 'epochs, answer');
    await course.run('--make');
    assert.deepEqual(cell('show').outputs, []);
    course.source = source;
    await course.run('--make');
    const { stdout } = await course.run('--check');
    assert.match(stdout, /it has no outputs: npm run notebooks -- --full --store 0-vanilla\/task\n0 of 1/);
  });

  it('a failing run stores nothing, and names the cell and the error', async () => {
    course.source = source.replace(
      'console.log(answer, ',
      "throw new RangeError('too far');\nconsole.log(answer, ",
    );
    await course.run('--make');
    const before = readFileSync(course.notebook, 'utf8');
    const { code, stdout } = await course.run('--full', '--store');
    assert.equal(code, 1);
    assert.match(
      stdout,
      /cell 5 failed:\n {2}\| throw new RangeError\('too far'\);\n.*\nRangeError: too far/,
    );
    assert.match(stdout, /0 of 1 notebooks completed/);
    assert.equal(readFileSync(course.notebook, 'utf8'), before);
  });

  it('reports a kernel that dies', async () => {
    course.source = source.replace(
      'console.log(answer, ',
      "process.kill(process.ppid, 'SIGKILL');\nconsole.log(answer, ",
    );
    const { code, stdout, stderr } = await course.run();
    assert.equal(code, 1);
    assert.match(stdout, /cell 5 failed:\n(.*\n)+.*[kK]ernel died.*\n0 of 1/);
    assert.equal(stderr, '');
  });

  it('--stubs keeps the stub', async () => {
    course.source = source;
    assert.equal((await course.run('--stubs')).code, 0);
    assert.equal(printedBy(course.ran.cells.at(-1)!), '0 1 7\n');
  });

  it('does not overwrite edits', async () => {
    await course.run('--make');
    const mine = readFileSync(course.notebook, 'utf8').replace('const answer = 0;', 'const answer = 41;');
    writeFileSync(course.notebook, mine);
    for (const args of [['--make'], ['--full', '--store']]) {
      const { code, stderr } = await course.run(...args);
      assert.equal(code, 1);
      assert.match(
        stderr,
        /^notebooks\/0-vanilla\/task\.ipynb was edited and would be overwritten: rename it/,
      );
      assert.equal(readFileSync(course.notebook, 'utf8'), mine);
    }
  });

  it('rejects invalid arguments and says what it expected', async () => {
    const wrong = async (...args: string[]) => (await course.run(...args)).stderr;
    assert.match(await wrong('no.ipynb'), /invalid notebook: no\.ipynb \(expected a name/);
    assert.match(await wrong('--store'), /--store stores the outputs of a --full run .*: add --full/);
    assert.match(await wrong('--quick', '--full'), /not allowed with/);
  });
});
