import assert from 'node:assert/strict';
import { Workspace } from './workspace';

describe('Modules with top-level await', () => {
  const workspace = new Workspace();

  it('are ready when their importers run', async () => {
    workspace.write('slow.ts', 'export const slow: number = await Promise.resolve(1);');
    workspace.write('after.ts', "import { slow } from './slow'; export const after = slow + 1;");
    const code = "import { slow } from './slow'; import { after } from './after'; [slow, after]";
    assert.equal(await workspace.run(code), '[ 1, 2 ]');
    assert.equal(await workspace.run("(await import('./slow')).slow"), '1');
    workspace.write('slow.ts', 'export const slow: number = await Promise.resolve(2);');
    assert.equal(await workspace.run('[slow, after]'), '[ 2, 3 ]');
    workspace.write('slow.ts', "export const slow = 3;\n\nawait Promise.reject(new Error('at load'));");
    assert.equal(await workspace.run('slow'), 'error at load');
    workspace.write('slow.ts', 'export const slow = 4;\nfor await (const x of [1]) {}');
    assert.equal(await workspace.run('[slow, after]'), '[ 4, 5 ]');
  });

  it('may use await only at their top level', async () => {
    workspace.write('inside.ts', 'export function f() { await 1; }\nexport const inside = await 1;');
    assert.match(
      await workspace.run("import { inside } from './inside'"),
      /only allowed within async functions/,
    );
    workspace.write('inside.ts', 'export function f() { for await (const x of []) {} }');
    assert.match(await workspace.run("import { f } from './inside'"), /only allowed within async functions/);
  });

  it('can be stopped, and are then loaded again', async () => {
    const waits = "console.log('waits'); await new Promise(() => {}); export const never = 1;";
    workspace.write('never.ts', waits);
    for (const code of ["import { never } from './never'", "(await import('./never')).never"]) {
      assert.equal(await workspace.stop(code, 'waits'), 'Interrupted');
      assert.equal(await workspace.stop(code, 'waits'), 'Interrupted');
    }
    workspace.write('never.ts', "console.log('busy'); await 0; while (true) {} export const never = 1;");
    assert.equal(await workspace.stop("import { never } from './never'", 'busy'), 'Interrupted');
    workspace.write('never.ts', 'export const never = 5;');
    assert.equal(await workspace.run("import { never } from './never'; never"), '5');
  });

  it('throw their own error, however they are imported', async () => {
    workspace.write('rejects.ts', "export const x = 1;\nawait Promise.reject(new RangeError('in rejects'));");
    workspace.write('uses.ts', "import { x } from './rejects';\nexport const y = x + 1;");
    for (const code of [
      "import { y } from './uses'; y",
      "(await import('./uses')).y",
      "const load = async () => (await import('./uses')).y; await load()",
      "import('./uses').then(({ y }) => y)",
      "(await Promise.all([import('./uses'), import('./rejects')])).length",
    ])
      assert.equal(await workspace.run(code), 'error in rejects', code);
    workspace.write('rejects.ts', 'export const x = await 1;');
    assert.equal(await workspace.run("const { y: patched } = await import('./uses'); patched"), '2');
  });

  it('are loaded once, even if two cells wait for them', async () => {
    workspace.write(
      'once.ts',
      'const g = globalThis as any;\ng.times = (g.times ?? 0) + 1;\nawait new Promise((done) => (g.done = done));\nexport const once = g.times;',
    );
    await workspace.run(
      "const coming = import('./once');\nsetTimeout(() => (globalThis as any).done(), 300);",
    );
    const code = "import { once } from './once';\n[once, (await coming).once, (globalThis as any).times]";
    assert.equal(await workspace.run(code), '[ 1, 1, 1 ]');
  });

  it('that import each other get what has been loaded so far', async () => {
    workspace.write(
      'a.ts',
      "import { b } from './b';\nexport const a = await 1;\nexport const sum = () => a + b();",
    );
    workspace.write('b.ts', "import { a } from './a';\nexport const b = () => a + 1;\nawait 2;");
    assert.equal(await workspace.run("import { sum } from './a'; sum()"), '3');
    workspace.write('b.ts', "import { a } from './a';\nexport const b = () => a + 2;\nawait 2;");
    assert.equal(await workspace.run('sum()'), '4');
    workspace.write(
      'me.ts',
      "import * as me from './me';\nexport const own = await 1;\nexport const all = () => me.own;",
    );
    assert.equal(await workspace.run("import { all } from './me'; all()"), '1');
  });

  it('cannot be loaded by require, whose error tells what to write', async () => {
    const hint = (name: string): string =>
      `error require cannot load '${name}', because it or one of its imports uses top-level await: write await import('${name}')`;
    workspace.write('wait.ts', 'export const wait = await 1;');
    assert.equal(await workspace.run("require('./wait').wait"), hint('./wait'));
    workspace.writePackage(
      'waits',
      { type: 'module', exports: './i.js' },
      { 'i.js': 'export const x = await 5;' },
    );
    assert.equal(await workspace.run("require('waits')"), hint('waits'));
    assert.equal(await workspace.run("(await import('waits')).x"), '5');
    workspace.writePackage(
      'waits',
      { type: 'module', exports: './i.js' },
      { 'i.js': 'export const x = await 6;' },
    );
    assert.equal(await workspace.run("require('waits')"), hint('waits'));
    assert.equal(await workspace.run("(await import('waits')).x"), '6');
  });
});

describe('import()', () => {
  const workspace = new Workspace();

  it('returns the same as import * as', async () => {
    workspace.write('m.ts', 'export default 1;\nexport const named = 2;');
    workspace.write('data.json', { a: 3 });
    workspace.writePackage('cjs', {}, { 'index.js': 'module.exports = { v: 4 };' });
    assert.equal(await workspace.run("const m = await import('./m'); [m.default, m.named]"), '[ 1, 2 ]');
    assert.equal(await workspace.run("(await import('./data.json')).default.a"), '3');
    assert.equal(await workspace.run("const c = await import('cjs'); [c.v, c.default.v]"), '[ 4, 4 ]');
    assert.equal(await workspace.run("(await import('node:path')).sep"), "'/'");
    assert.equal(await workspace.run("const name = './m';\n(await import(name)).named"), '2');
    assert.equal(await workspace.run("(await import(new URL('./m.ts', import.meta.url).href)).named"), '2');
  });

  it('rejects, with the line where it was awaited', async () => {
    const { reply } = await workspace.client.run("const none = './none';\nawait import(none);");
    assert.match(reply.traceback.join('\n'), /Cannot find module '.\/none'[^]*line 2, column 1/);
  });

  it('works in modules, functions and comments', async () => {
    workspace.write('lazy.ts', 'export const lazy = async () => (await import(/* later */ "./m")).named;');
    assert.equal(await workspace.run("import { lazy } from './lazy'; await lazy()"), '2');
    workspace.write('plain.js', 'exports.load = (name) => import(name);');
    assert.equal(await workspace.run("(await require('./plain.js').load('./m')).named"), '2');
    assert.equal(await workspace.run("`import('x') ${'import.meta'}`"), '"import(\'x\') import.meta"');
  });
});
