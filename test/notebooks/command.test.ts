import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { saidBy, SmallCourse, textOf } from './course';

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

  it('--make writes the notebook that its source tells; --check names the command that is still missing', async () => {
    const { stdout } = await course.run('--check');
    assert.match(stdout, /0-vanilla\/task: not made: npm run notebooks -- --make 0-vanilla\/task/);
    assert.match((await course.run('--make')).stdout, /made 0-vanilla\/task; it has no outputs/);
    const types = course.stored.cells.map(({ cell_type, source: text }) => [cell_type, textOf(text)]);
    assert.deepEqual(types[0], ['markdown', '# A small course']);
    assert.deepEqual(types[3], ['code', 'const epochs = 50;\nconst other = 7;']);
  });

  it("--full --store keeps the outputs of a run with the key; stub and checks stay the learner's", async () => {
    const { code, stdout } = await course.run('--full', '--store');
    assert.equal(code, 0, stdout);
    assert.match(stdout, /0-vanilla\/task: cell 2 of 5, \d+ s\n(.*\n)*0-vanilla\/task: ran, \d+ s\n1 of 1/);
    assert.equal(saidBy(cell('show')), '42 50 7\n');
    assert.equal(textOf(cell('answer').source), 'const answer = 0;');
    assert.deepEqual([cell('answer').outputs, cell('check').outputs], [[], []]);
    assert.equal((await course.run('--check')).code, 0);
  });

  it('--quick puts its own numbers in place of those it knows, and stores nothing', async () => {
    const before = readFileSync(course.notebook, 'utf8');
    assert.equal((await course.run()).code, 0);
    assert.equal(saidBy(course.ran.cells.at(-1)!), '42 1 7\n');
    assert.equal(readFileSync(course.notebook, 'utf8'), before);
  });

  it('other words need no other run', async () => {
    course.source = source.replace('A small course', 'A very small course');
    assert.match(
      (await course.run('--check')).stdout,
      /its cells are not its source's: npm run notebooks -- --make 0-vanilla\/task/,
    );
    await course.run('--make');
    assert.equal((await course.run('--check')).code, 0);
    assert.equal(saidBy(cell('show')), '42 50 7\n');
  });

  it('other code does, also when it is taken back: what was dropped is missing', async () => {
    course.source = source.replace('answer, epochs', 'epochs, answer');
    await course.run('--make');
    assert.deepEqual(cell('show').outputs, []);
    course.source = source;
    await course.run('--make');
    const { stdout } = await course.run('--check');
    assert.match(stdout, /it has no outputs: npm run notebooks -- --full --store 0-vanilla\/task\n0 of 1/);
  });

  it('a run that fails stores nothing, and says which cell of how many failed, and how', async () => {
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
    assert.match(stdout, /0 of 1 notebooks ran to their end/);
    assert.equal(readFileSync(course.notebook, 'utf8'), before);
  });

  it('a kernel that dies is told in words', async () => {
    course.source = source.replace(
      'console.log(answer, ',
      "process.kill(process.ppid, 'SIGKILL');\nconsole.log(answer, ",
    );
    const { code, stdout, stderr } = await course.run();
    assert.equal(code, 1);
    assert.match(stdout, /cell 5 failed:\n(.*\n)+.*[kK]ernel died.*\n0 of 1/);
    assert.equal(stderr, '');
  });

  it('--stubs leaves the stub as it stands', async () => {
    course.source = source;
    assert.equal((await course.run('--stubs')).code, 0);
    assert.equal(saidBy(course.ran.cells.at(-1)!), '0 1 7\n');
  });

  it("overwrites nobody's work", async () => {
    await course.run('--make');
    const mine = readFileSync(course.notebook, 'utf8').replace('const answer = 0;', 'const answer = 41;');
    writeFileSync(course.notebook, mine);
    for (const args of [['--make'], ['--full', '--store']]) {
      const { code, stderr } = await course.run(...args);
      assert.equal(code, 1);
      assert.match(stderr, /^notebooks\/0-vanilla\/task\.ipynb was edited since it was made.*rename it/);
      assert.equal(readFileSync(course.notebook, 'utf8'), mine);
    }
  });

  it('says what it expected', async () => {
    const wrong = async (...args: string[]) => (await course.run(...args)).stderr;
    assert.match(await wrong('no.ipynb'), /no such notebook: no\.ipynb/);
    assert.match(await wrong('--store'), /--store keeps what a --full run .* gave: add --full/);
    assert.match(await wrong('--quick', '--full'), /not allowed with/);
  });
});
