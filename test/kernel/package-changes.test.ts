import assert from 'node:assert/strict';
import { Workspace } from './workspace';

describe('Packages that change while a kernel runs', () => {
  const workspace = new Workspace();
  const put = (name: string, manifest: object, text: string): void =>
    workspace.writePackage(name, manifest, { 'index.js': text });
  const esModule = { type: 'module', exports: './index.js' };

  for (const [what, first, second] of [
    ['ES modules', esModule, esModule],
    ['an ES module that becomes CommonJS', esModule, {}],
    ['CommonJS that becomes an ES module', {}, esModule],
  ] as const)
    it(`are read again if another package loaded them: ${what}`, async () => {
      const toText = (manifest: object, value: number): string =>
        'type' in manifest ? `export const value = ${value};` : `exports.value = ${value};`;
      put('inner', first, toText(first, 1));
      put('outer', esModule, "import { value as inner } from 'inner';\nexport const value = 10 + inner;");
      put('later', esModule, "import { value as inner } from 'inner';\nexport const value = 20 + inner;");
      assert.equal(await workspace.run("import { value } from 'outer'; value"), '11');
      put('inner', second, toText(second, 2));
      assert.equal(await workspace.run("(await import('inner')).value"), '2');
      assert.equal(await workspace.run('value'), '12');
      assert.equal(await workspace.run("(await import('later')).value"), '22');
      for (const name of ['inner', 'outer', 'later']) workspace.remove(`node_modules/${name}`);
    });

  it('are read again if another package may load them later', async () => {
    put('lazy', esModule, 'export const value = 1;');
    put('loads', {}, "exports.load = async () => (await import('lazy')).value;");
    assert.equal(await workspace.run("import { load } from 'loads'; await load()"), '1');
    put('lazy', esModule, 'export const value = 2;');
    assert.equal(await workspace.run('await load()'), '2');
  });

  it('are read again if their imports are not visible in their code', async () => {
    const get = "exports.get = (name) => require('./' + name).v;";
    workspace.writePackage('computes', {}, { 'index.js': get, 'x.js': 'exports.v = 1;' });
    assert.equal(await workspace.run("import { get } from 'computes'; get('x')"), '1');
    workspace.write('node_modules/computes/x.js', 'exports.v = 2;');
    assert.equal(await workspace.run("get('x')"), '2');
  });

  it('find modules that were missing at first', async () => {
    put('asks', {}, "try { exports.found = require('optional').value; } catch { exports.found = 'none'; }");
    assert.equal(await workspace.run("import { found } from 'asks'; found"), "'none'");
    put('optional', { main: './index.js' }, 'exports.value = 1;');
    assert.equal(await workspace.run('found'), '1');
    workspace.write('tries.ts', "let t = 0;\ntry { t = require('./gone').t; } catch {}\nexport { t };");
    assert.equal(await workspace.run("import { t } from './tries'; t"), '0');
    workspace.write('gone.ts', 'export const t = 3;');
    assert.equal(await workspace.run('t'), '3');
  });

  it("are not served from Node's caches after they were removed", async () => {
    put('inner', esModule, 'export const value = 1;');
    put('asks-for', {}, "exports.value = 10 + require('inner').value;");
    assert.equal(await workspace.run("import { value as asked } from 'asks-for'; asked"), '11');
    put('inner', { type: 'module', exports: { import: './index.js' } }, 'export const value = 2;');
    const missing = /^error Cannot find module 'inner', which node_modules\/asks-for\/index.js imports/;
    assert.match(await workspace.run('asked'), missing);
    workspace.remove('node_modules/inner');
    assert.match(await workspace.run('asked'), missing);
    put('inner', { main: './index.js' }, 'exports.value = 3;');
    assert.equal(await workspace.run('asked'), '13');
    workspace.remove('node_modules/inner');
  });

  it('report an error in the same words, when loaded first and again', async () => {
    const trace = async (code: string): Promise<string> =>
      (await workspace.client.run(code)).reply.traceback.join('\n').replace(/cell \[\d+\]/g, 'cell [ ]');
    const text = 'export const f = (x) => x.y.z;\n';
    put('words', esModule, text);
    const code = "import { f } from 'words';\nf({})";
    const first = await trace(code);
    assert.match(first, /line 2/);
    assert.doesNotMatch(first, /node_modules/);
    put('words', esModule, `${text}// as before\n`);
    assert.equal(await trace(code), first);
    put('needs', esModule, "import 'nothing-there'; export const value = 1;");
    const needs = await workspace.run("import { value as n } from 'needs'");
    assert.match(
      needs,
      /^error Cannot find module 'nothing-there', which node_modules\/needs\/index.js imports/,
    );
    put('needs', esModule, "import 'nothing-there'; export const value = 2;");
    assert.equal(await workspace.run("import { value as n } from 'needs'"), needs);
  });

  it('may fail to load because of something else, and are tried again', async () => {
    const fails = "if (!process.env.OF_A_TEST) throw new Error('no key');\nexport const value = 1;";
    put('fails', esModule, fails);
    put('leads', esModule, "export { value } from 'fails';");
    assert.equal(await workspace.run("import { value as v } from 'leads'; v"), 'error no key');
    await workspace.run("process.env.OF_A_TEST = 'yes'");
    assert.equal(await workspace.run("import { value as v } from 'leads'; v"), '1');
  });

  it('import each other as in Node', async () => {
    const two = { exports: { import: './i.mjs', require: './r.js' } };
    const files = { 'i.mjs': "export const way = 'import';", 'r.js': "exports.way = 'require';" };
    workspace.writePackage('dual', two, files);
    put('whole', {}, 'exports.__esModule = true; exports.default = 1; exports.named = 2;');
    const text = (n: number): string =>
      `import { way } from 'dual';\nimport whole, { named } from 'whole';\nexport const got = [way, typeof whole, named, ${n}];`;
    put('gets', esModule, text(1));
    assert.equal(await workspace.run("import { got } from 'gets'; got"), "[ 'import', 'object', 2, 1 ]");
    put('gets', esModule, text(2));
    assert.equal(await workspace.run('got'), "[ 'import', 'object', 2, 2 ]");
    const later = (n: number): string => `exports.later = async () => (await import('dual')).way + ${n};`;
    put('waits-for', {}, later(1));
    assert.equal(await workspace.run("import { later } from 'waits-for'; await later()"), "'import1'");
    put('waits-for', {}, later(2));
    assert.equal(await workspace.run('await later()'), "'import2'");
  });

  it('that become ES modules without a default export are, as a whole, their own default', async () => {
    put('turns', {}, 'exports.v = 1;');
    assert.equal(await workspace.run("import turns from 'turns'; turns.v"), '1');
    put('turns', esModule, 'export const v = 2;');
    assert.equal(await workspace.run("import turns from 'turns'; turns.v"), '2');
    assert.equal(await workspace.run("require('turns').v"), '2');
    put('turns', esModule, 'export const v = 3; await 0;');
    assert.equal(await workspace.run("import turns from 'turns'; turns.v"), '3');
    put('turns', esModule, 'export default { v: 4 };');
    assert.equal(await workspace.run("import turns from 'turns'; turns.v"), '4');
  });
});
