import assert from 'node:assert/strict';
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

  it('may differ in capitals alone', async () => {
    write('case/part.ts', 'export const part = 1;');
    assert.equal(await run("import { part } from './case/part'; part"), '1');
    write('Case/part.ts', 'export const part = 2;');
    assert.equal(await run("import { part as again } from './Case/part'; again"), '2');
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

  it('are loaded again though one that changed with them throws, or is stopped', async () => {
    write('first.ts', 'export const first = 1;');
    write('second.ts', 'export const second = 1;');
    await run("import { first } from './first'; import { second } from './second';");
    write('first.ts', "throw new Error('at load');");
    write('second.ts', 'export const second = 2;');
    assert.equal(await run('first'), 'error at load');
    assert.equal(await run('second'), '2');
    write('first.ts', "console.log('first loads'); while (true) {} export const first = 1;");
    write('second.ts', 'export const second = 3;');
    const id = await client.send('execute_request', { code: 'first', silent: false });
    await client.printed('first loads');
    await client.askControl('interrupt_request', {});
    assert.equal((await client.answer(id)).reply.ename, 'Interrupted');
    write('first.ts', 'export const first = 4;');
    assert.equal(await run('[first, second]'), '[ 4, 3 ]');
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

  it('that become ES modules without a default export are, as a whole, their own default', async () => {
    write('node_modules/turns/package.json', '{"name":"turns"}');
    write('node_modules/turns/index.js', 'exports.v = 1;');
    assert.equal(await run("import turns from 'turns'; turns.v"), '1');
    write('node_modules/turns/package.json', '{"name":"turns","type":"module","exports":"./index.js"}');
    write('node_modules/turns/index.js', 'export const v = 2;');
    assert.equal(await run("import turns from 'turns'; turns.v"), '2');
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
    assert.equal(await run("(await import('waits')).default"), '8');
  });

  it('may await something while they load', async () => {
    write('slow.ts', 'export const slow: number = await Promise.resolve(1);');
    write('after.ts', "import { slow } from './slow'; export const after = slow + 1;");
    assert.equal(
      await run("import { slow } from './slow'; import { after } from './after'; [slow, after]"),
      '[ 1, 2 ]',
    );
    assert.equal(await run("(await import('./slow')).slow"), '1');
    write('slow.ts', 'export const slow: number = await Promise.resolve(2);');
    assert.equal(await run('[slow, after]'), '[ 2, 3 ]');
    write('slow.ts', "export const slow = 3;\n\nawait Promise.reject(new Error('at load'));");
    assert.equal(await run('slow'), 'error at load');
    write('slow.ts', 'export const slow = 3; export function f() { await 1; }');
    assert.match(await run("import { slow as wrong } from './slow'"), /only allowed within async functions/);
    write('slow.ts', "export const slow = 4; console.log('slow waits'); await new Promise(() => {});");
    const id = await client.send('execute_request', { code: 'slow', silent: false });
    await client.printed('slow waits');
    await client.askControl('interrupt_request', {});
    assert.equal((await client.answer(id)).reply.ename, 'Interrupted');
    write('slow.ts', 'export const slow = 5;');
    assert.equal(await run('[slow, after]'), '[ 5, 6 ]');
  });
});

describe('A package.json beside the notebook that is no JSON', () => {
  const folder = mkdtempSync(join(tmpdir(), 'notebook-'));
  let client: Client;
  before(async () => {
    mkdirSync(join(folder, 'node_modules/pkg'), { recursive: true });
    writeFileSync(join(folder, 'node_modules/pkg/index.js'), 'exports.v = 1;');
    client = await Client.start({}, folder);
    writeFileSync(join(folder, 'package.json'), '{ "name": ');
  });
  after(() => client.close());

  it('leaves the packages as they are', async () => {
    assert.equal(shown(await client.run("import { v } from 'pkg'; v")), '1');
    assert.match(shown(await client.run("require('nowhere')")), /Cannot find module 'nowhere'/);
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
