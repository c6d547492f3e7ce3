import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root, run, typescript } from '../../support/run';

describe('the cache of transpiled files', function () {
  this.timeout(60_000);
  let folder: string;
  before(() => {
    mkdirSync(join(root, 'runs'), { recursive: true });
    folder = mkdtempSync(join(root, 'runs/für Tests '));
  });
  after(() => {
    rmSync(folder, { recursive: true });
    rmSync(join(root, '.setup/transpiled', `runs--${basename(folder)}--module.ts.js`));
  });

  /** Writes a module and loads it; returns its output, followed by whether the compiler was loaded. */
  const load = async (text: string) => {
    const file = join(folder, 'module.ts');
    writeFileSync(file, text);
    const script = `require(${JSON.stringify(file)});
      console.log(Object.keys(require.cache).some((path) => path.endsWith('/typescript.js')));`;
    const { stdout, stderr } = await run(process.execPath, [...typescript, '-e', script]);
    return { lines: stdout.trim().split('\n'), stderr };
  };

  it('is used until a file changes', async () => {
    const say = (word: string) => `enum Word { a = '${word}' }\nconsole.log(Word.a satisfies string);\n`;
    assert.deepEqual((await load(say('one'))).lines, ['one', 'true']);
    assert.deepEqual((await load(say('one'))).lines, ['one', 'false']);
    assert.deepEqual((await load(say('two'))).lines, ['two', 'true']);
  });

  it('keeps the source lines of errors, whether or not a file is in it', async () => {
    const source = `interface Gone {\n  a: 1;\n}\nconst gone: Gone = { a: 1 };\nthrow new Error(\`at \${gone.a}\`);\n`;
    for (const _ of [1, 2]) assert.match((await load(source)).stderr, /Error: at 1\n +at .*module\.ts:5:7\)/);
  });

  it('does not hide the compiler error of a file that is not valid TypeScript', async () => {
    for (const _ of [1, 2])
      assert.match((await load('const = 1;\n')).stderr, /TS1134|Variable declaration expected/);
  });
});
