import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client, type Answer } from './client';

const shown = ({ reply, published }: Answer): string =>
  published.find(({ type }) => type === 'execute_result')?.content.data['text/plain'] ??
  `${reply.status} ${reply.evalue ?? ''}`.trim();

describe('Files and packages beside the notebook', () => {
  const folder = mkdtempSync(join(tmpdir(), 'notebook-'));
  let client: Client;
  before(async () => (client = await Client.start({}, folder)));
  after(() => client.close());
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  const remove = (name: string): void => rmSync(join(folder, name), { recursive: true });
  const run = async (code: string): Promise<string> => shown(await client.run(code));

  it('are found once they are there, though an import of them failed before', async () => {
    assert.match(await run("import { q } from './later'; const pre = 1;"), /Cannot find module '.\/later'/);
    await client.ask('inspect_request', {
      code: "import { q } from './later'",
      cursor_pos: 9,
      detail_level: 0,
    });
    write('later.ts', 'export const q = 1;');
    assert.equal(await run("import { q } from './later'; q"), '1');
  });

  it('may go and come back, and other cells run all the while', async () => {
    write('lib.ts', 'export const lib = 1;');
    assert.equal(await run("import { lib } from './lib'; lib"), '1');
    remove('lib.ts');
    assert.equal(await run('2 + 2'), '4');
    assert.match(await run("import { lib } from './lib'"), /Cannot find module/);
    write('lib.ts', 'export const lib = 3;');
    assert.equal(await run('lib'), '3');
  });

  it('are loaded again when they change, with those that import them, and no others', async () => {
    write('base.ts', 'export const base = 1;');
    write('top.ts', "import { base } from './base'; export const top = base * 10;");
    write('still.ts', 'export const token = {};');
    assert.equal(await run("import { top } from './top'; import { token } from './still'; top"), '10');
    await run('const before = token;');
    write('base.ts', 'export const base = 2;');
    assert.equal(await run('[top, token === before]'), '[ 20, true ]');
  });

  it('that hold JSON are read again, and other JSON may be written beside', async () => {
    write('conf.json', '{"a": 1}');
    assert.equal(await run("import conf from './conf.json'; conf.a"), '1');
    write('conf.json', '{"a": 2, "b": 5}');
    write('results.json', '{}');
    assert.equal(await run('conf'), '{ a: 2, b: 5 }');
  });

  it('are found with their extension, by require and by import()', async () => {
    write('data.ts', 'export const d: number = 1;');
    for (const code of [
      "import { d as d1 } from './data.ts'; d1",
      "import { d as d2 } from './data.js'; d2",
      "require('./data').d",
      "(await import('./data.ts')).d",
    ])
      assert.equal(await run(code), '1', code);
  });

  it('fail no cell that has a property or a variable of an imported name', async () => {
    write('breaks.ts', 'export const price = 1;');
    assert.equal(await run("import { price } from './breaks'; price"), '1');
    write('breaks.ts', "export const price = 1;\nthrow new Error('broken since');");
    assert.equal(await run('({ price: 2 }).price'), '2');
    assert.equal(await run('const { price: cost } = { price: 3 }; cost'), '3');
    assert.match(await run('price'), /broken since/);
    assert.equal(await run('const price = 4; price'), '4');
  });

  it('name themselves, with the line, when they throw while they load', async () => {
    write('throws.ts', "export const t = 1;\n\nthrow new RangeError('while loading');\n");
    const { reply } = await client.run("import { t } from './throws'; t");
    assert.match(reply.traceback.join('\n'), /while loading[^]*throws\.ts, line 3, column 7/);
  });

  it('are found by exports alone, with types, and in another version once that is there', async () => {
    const manifest = { name: 'pkg', exports: { './deep': { types: './d.d.ts', default: './one.js' } } };
    write('node_modules/pkg/package.json', JSON.stringify(manifest));
    write('node_modules/pkg/d.d.ts', 'export declare const v: number;');
    write('node_modules/pkg/one.js', 'exports.v = 1;');
    assert.equal(await run("import { v } from 'pkg/deep'; v"), '1');
    assert.match(await run('const text: string = v;'), /'number' is not assignable to type 'string'/);
    remove('node_modules/pkg');
    const next = { ...manifest, type: 'module', exports: { './deep': './two.js' } };
    write('node_modules/pkg/package.json', JSON.stringify(next));
    write('node_modules/pkg/two.js', 'export const v = 2;');
    assert.equal(await run("import { v } from 'pkg/deep'; v"), '2');
  });

  it('are found when npm installs them after an import of them failed, with all that they depend on', async () => {
    // as p-queue, chalk and strtok3 are: ES modules, found by their exports alone, with types
    const pack = (name: string, manifest: object, files: Record<string, string>): string => {
      write(`packed/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', ...manifest }));
      for (const [file, text] of Object.entries(files)) write(`packed/${name}/${file}`, text);
      return execFileSync('npm', ['pack', '--silent'], {
        cwd: join(folder, 'packed', name),
        encoding: 'utf8',
      }).trim();
    };
    pack(
      'inner-queue',
      { type: 'module', exports: './index.js' },
      { 'index.js': 'export default class Inner { size = 0; }' },
    );
    pack(
      'outer-queue',
      {
        type: 'module',
        exports: {
          '.': { types: './dist/index.d.ts', default: './dist/index.js' },
          './core': { types: './dist/core.d.ts', import: './dist/core.js' },
        },
        dependencies: { 'inner-queue': `file:../inner-queue/inner-queue-1.0.0.tgz` },
      },
      {
        'dist/index.js': "import Inner from 'inner-queue';\nexport default class Queue extends Inner {}",
        'dist/index.d.ts': 'export default class Queue { size: number }',
        'dist/core.js': 'export const mean = (list) => list.reduce((a, b) => a + b) / list.length;',
        'dist/core.d.ts': 'export declare const mean: (list: number[]) => number;',
      },
    );
    await run('const kept = 1;');
    assert.match(await run("import Queue from 'outer-queue';"), /Cannot find module 'outer-queue'/);
    write('package.json', '{}');
    const tarballs = ['inner-queue', 'outer-queue'].map((name) => `./packed/${name}/${name}-1.0.0.tgz`);
    const install = `import { execSync } from 'node:child_process';
execSync('npm install --silent --offline --no-audit --no-fund ${tarballs.join(' ')}', { encoding: 'utf8' });`;
    assert.doesNotMatch(await run(install), /error/);
    assert.equal(await run("import Queue from 'outer-queue'; new Queue().size + kept"), '1');
    assert.match(await run('const text: string = new Queue().size;'), /'number' is not assignable/);
    assert.equal(await run("import { mean } from 'outer-queue/core'; mean([1, 2, 3])"), '2');
    assert.equal(await run("import * as core from 'outer-queue/core'; core.mean([4, 6])"), '5');
    assert.equal(await run("const { default: Later } = await import('outer-queue'); new Later().size"), '0');
    assert.equal(await run("const required = require('outer-queue'); typeof required.default"), "'function'");
    assert.equal(await run("// @ts-ignore\nimport Unchecked from 'outer-queue'; new Unchecked().size"), '0');
  });

  it('that are CommonJS are imported by name, whole and by default, with main or exports', async () => {
    write('node_modules/by-main/package.json', '{"name":"by-main","version":"1.0.0","main":"main.js"}');
    write('node_modules/by-main/main.js', 'exports.v = 1;');
    write(
      'node_modules/by-exports/package.json',
      '{"name":"by-exports","exports":{".":"./main.js","./deep":"./sub/deep.js"}}',
    );
    write('node_modules/by-exports/main.js', 'module.exports = { v: 2 };');
    write('node_modules/by-exports/sub/deep.js', 'exports.w = 3;');
    assert.equal(await run("import { v as v1 } from 'by-main'; v1"), '1');
    assert.equal(await run("import * as whole from 'by-exports'; whole.v"), '2');
    assert.equal(await run("import byDefault from 'by-exports'; byDefault.v"), '2');
    assert.equal(await run("import { w } from 'by-exports/deep'; w"), '3');
    assert.equal(await run("require('by-exports').v"), '2');
  });

  it('that are ES modules and await something are imported too', async () => {
    write(
      'node_modules/waits/package.json',
      '{"name":"waits","type":"module","exports":{"import":"./i.js"}}',
    );
    write('node_modules/waits/i.js', 'export const x = await Promise.resolve(5); export default 7;');
    assert.equal(await run("import seven, { x } from 'waits'; [seven, x]"), '[ 7, 5 ]');
    assert.equal(await run("(await import('waits')).default"), '7');
    write('node_modules/waits/i.js', 'export const x = await Promise.resolve(6); export default 8;');
    assert.equal(await run('[seven, x]'), '[ 8, 6 ]');
    assert.equal(await run("import { x as again } from 'waits'; again"), '6');
  });

  it('of a package that leads to no file any more are said to be missing, whatever it was before', async () => {
    write('node_modules/gone/package.json', '{"name":"gone","exports":{".":"./one.js"}}');
    write('node_modules/gone/one.js', 'exports.v = 1;');
    assert.equal(await run("require('gone').v"), '1');
    remove('node_modules/gone');
    write('node_modules/gone/package.json', '{"name":"gone","main":"./two.js"}');
    assert.match(await run("require('gone').v"), /^error Cannot find module 'gone'\n/);
  });

  it('of a package are read again, though the cell that imported it first never ran', async () => {
    write('node_modules/early/package.json', '{"name":"early","type":"module","exports":"./i.js"}');
    write('node_modules/early/i.js', 'export const v = 1;');
    assert.match(await run("import { v } from 'early'; const wrong: string = 5;"), /not assignable/);
    write('node_modules/early/i.js', 'export const v = 2;');
    assert.equal(await run("(await import('early')).v"), '2');
  });

  it('of packages that await something may be changed, broken and mended', async () => {
    const update = (text: string): void => write('node_modules/waits/i.js', text);
    write('awaits.ts', "import { x } from 'waits';\nexport const y = x + 1;");
    assert.equal(await run("import { y } from './awaits'; y"), '7');
    update("export const x = 1;\nawait Promise.reject(new RangeError('late'));");
    assert.equal(await run('y'), 'error late');
    update('export const x = await Promise.resolve(5);');
    assert.equal(await run('y'), '6');
    assert.equal(await run("(await import('./awaits')).y"), '6');
  });
});

describe('In a cell', () => {
  const folder = mkdtempSync(join(tmpdir(), 'notebook-'));
  let client: Client;
  before(async () => (client = await Client.start({}, folder)));
  after(() => client.close());

  it('export is the declaration without it', async () => {
    writeFileSync(join(folder, 'all.ts'), 'export const one = 1; export type T = number;');
    await client.run('export const a = 1; export function f() { return 2; } export default class K {}');
    await client.run("export { a as b }; export * from './all'; export enum E { X, Y }");
    assert.equal(shown(await client.run('const t: T = 4; [a, f(), one, t, E.Y]')), '[ 1, 2, 1, 4, 1 ]');
  });

  it('exports is an object as in a file, and global can be shown', async () => {
    const code = `Object.defineProperty(exports, 'own', { value: 'p0' });
const before = exports.own;
Object.defineProperty(exports, 'own', { value: 'p1' });
[before, exports.own]`;
    assert.equal(shown(await client.run(code)), "[ 'p0', 'p1' ]");
    assert.match(shown(await client.run('let other = 5; other;\nglobal')), /^<ref \*1> Object \[global\]/);
  });

  it('declare global lasts, and its variables are global', async () => {
    await client.run('declare global { var shared: number }\nglobalThis.shared = 3;');
    await client.run('1');
    assert.equal(shown(await client.run('shared + 1')), '4');
  });

  it('import.meta, __dirname and __filename are those of a file in that folder, and may be declared', async () => {
    assert.equal(shown(await client.run('__dirname')), `'${folder}'`);
    const code =
      "import { fileURLToPath } from 'node:url';\nconst __filename = fileURLToPath(import.meta.url);\n__filename";
    assert.equal(shown(await client.run(code)), `'${join(folder, 'notebook.ts')}'`);
  });
});
