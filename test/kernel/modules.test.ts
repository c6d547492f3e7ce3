import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Beside, shown } from './beside';

describe('Files next to the notebook', () => {
  const beside = new Beside();

  it('are found once they exist, even after an import of them failed', async () => {
    assert.match(
      await beside.run("import { q } from './later'; const pre = 1;"),
      /Cannot find module '.\/later'/,
    );
    await beside.client.ask('inspect_request', {
      code: "import { q } from './later'",
      cursor_pos: 9,
      detail_level: 0,
    });
    beside.write('later.ts', 'export const q = 1;');
    assert.equal(await beside.run("import { q } from './later'; q"), '1');
  });

  it('may disappear and come back, and other cells still run', async () => {
    beside.write('lib.ts', 'export const lib = 1;');
    assert.equal(await beside.run("import { lib } from './lib'; lib"), '1');
    beside.remove('lib.ts');
    assert.equal(await beside.run('2 + 2'), '4');
    assert.match(await beside.run("import { lib } from './lib'"), /Cannot find module/);
    beside.write('lib.ts', 'export const lib = 3;');
    assert.equal(await beside.run('lib'), '3');
  });

  it('are loaded again when they change, with their importers, and no others', async () => {
    beside.write('base.ts', 'export const base = 1;');
    beside.write('top.ts', "import { base } from './base'; export const top = base * 10;");
    beside.write('still.ts', 'export const token = {};');
    assert.equal(await beside.run("import { top } from './top'; import { token } from './still'; top"), '10');
    await beside.run('const before = token;');
    beside.write('base.ts', 'export const base = 2;');
    assert.equal(await beside.run('[top, token === before]'), '[ 20, true ]');
  });

  it('are loaded again even if one that changed with them throws, or is stopped', async () => {
    beside.write('first.ts', 'export const first = 1;');
    beside.write('second.ts', 'export const second = 1;');
    await beside.run("import { first } from './first'; import { second } from './second';");
    beside.write('first.ts', "throw new Error('at load');");
    beside.write('second.ts', 'export const second = 2;');
    assert.equal(await beside.run('first'), 'error at load');
    assert.equal(await beside.run('second'), '2');
    beside.write('first.ts', "console.log('first loads'); while (true) {} export const first = 1;");
    beside.write('second.ts', 'export const second = 3;');
    assert.equal(await beside.stop('first', 'first loads'), 'Interrupted');
    beside.write('first.ts', 'export const first = 4;');
    assert.equal(await beside.run('[first, second]'), '[ 4, 3 ]');
  });

  it('are released from memory when they are edited repeatedly', async () => {
    const live = `require('v8').setFlagsFromString('--expose-gc');
require('vm').runInNewContext('gc')();
process.memoryUsage().external / 1e6`;
    for (let n = 0; n < 40; n++) {
      beside.write('large.ts', `export const large = new Float64Array(1e6).fill(${n});`); // 8 MB
      assert.equal(await beside.run(n ? 'large[0]' : "import { large } from './large'; large[0]"), String(n));
    }
    const held = Number(await beside.run(live));
    assert.ok(held < 160, `${held} MB are in use after 40 edits`);
  });

  it('are replaced when another file takes precedence, or the one that was found is removed', async () => {
    beside.write('two/index.ts', 'export const two = 1;');
    beside.write('sum.ts', "import { two } from './two';\nexport const sum = two + 10;");
    const code = "import { two } from './two';\nimport { sum } from './sum';\n[two, sum]";
    assert.equal(await beside.run(code), '[ 1, 11 ]');
    beside.write('two.ts', 'export const two = 2;');
    assert.equal(await beside.run('[two, sum]'), '[ 2, 12 ]');
    beside.remove('two.ts');
    assert.equal(await beside.run('[two, sum]'), '[ 1, 11 ]');
    beside.write('two.js', 'export const two = 3;');
    assert.equal(await beside.run("(await import('./sum')).sum"), '13');
    assert.equal(await beside.run('[two, sum]'), '[ 3, 13 ]');
    beside.writePackage('moves', {}, { 'index.js': 'exports.v = 1;' });
    beside.write('sub/asks.ts', "import { v } from 'moves';\nexport const asks = v;");
    assert.equal(await beside.run("import { asks } from './sub/asks'; asks"), '1');
    beside.write('sub/node_modules/moves/index.js', 'exports.v = 2;');
    assert.equal(await beside.run('asks'), '2');
    beside.remove('sub/node_modules');
    assert.equal(await beside.run('asks'), '1');
  });

  it('may differ only in case', async () => {
    beside.write('case/part.ts', 'export const part = 1;');
    assert.equal(await beside.run("import { part } from './case/part'; part"), '1');
    beside.write('Case/part.ts', 'export const part = 2;');
    assert.equal(await beside.run("import { part as again } from './Case/part'; again"), '2');
    beside.write('Part.ts', 'export const upper = 3;');
    beside.write('part.ts', "export { upper } from './Part';\nexport const lower = 4;");
    assert.equal(await beside.run("import { upper, lower } from './part'; [upper, lower]"), '[ 3, 4 ]');
    beside.remove('Part.ts');
    assert.match(await beside.run("import { upper as u } from './part'; u"), /'.\/Part'/);
  });

  it('with JSON are read again, and other JSON files may be written next to them', async () => {
    beside.write('conf.json', '{"a": 1}');
    assert.equal(await beside.run("import conf from './conf.json'; conf.a"), '1');
    beside.write('conf.json', '{"a": 2, "b": 5}');
    beside.write('results.json', '{}');
    assert.equal(await beside.run('conf'), '{ a: 2, b: 5 }');
  });

  it('are found with their extension, by require and by import()', async () => {
    beside.write('data.ts', 'export const d: number = 1;');
    for (const code of [
      "import { d as d1 } from './data.ts'; d1",
      "import { d as d2 } from './data.js'; d2",
      "require('./data').d",
      "(await import('./data.ts')).d",
    ])
      assert.equal(await beside.run(code), '1', code);
  });

  it('do not fail a cell that has a property or a variable of an imported name', async () => {
    beside.write('breaks.ts', 'export const price = 1;');
    assert.equal(await beside.run("import { price } from './breaks'; price"), '1');
    beside.write('breaks.ts', "export const price = 1;\nthrow new Error('broken since');");
    assert.equal(await beside.run('({ price: 2 }).price'), '2');
    assert.equal(await beside.run('const { price: cost } = { price: 3 }; cost'), '3');
    assert.match(await beside.run('price'), /broken since/);
    assert.equal(await beside.run('const price = 4; price'), '4');
  });

  it('are named, with the line, if they throw while they load', async () => {
    beside.write('throws.ts', "export const t = 1;\n\nthrow new RangeError('while loading');\n");
    const { reply } = await beside.client.run("import { t } from './throws'; t");
    assert.match(reply.traceback.join('\n'), /while loading[^]*throws\.ts, line 3, column 7/);
  });
});

describe('In a cell', () => {
  const beside = new Beside();

  it('export has no effect on a declaration', async () => {
    beside.write('all.ts', 'export const one = 1; export type T = number;');
    await beside.client.run(
      'export const a = 1; export function f() { return 2; } export default class K {}',
    );
    await beside.client.run("export { a as b }; export * from './all'; export enum E { X, Y }");
    assert.equal(
      shown(await beside.client.run('const t: T = 4; [a, f(), one, t, E.Y]')),
      '[ 1, 2, 1, 4, 1 ]',
    );
  });

  it('exports is an object as in a file, and global can be shown', async () => {
    const code = `Object.defineProperty(exports, 'own', { value: 'p0' });
const before = exports.own;
Object.defineProperty(exports, 'own', { value: 'p1' });
[before, exports.own]`;
    assert.equal(shown(await beside.client.run(code)), "[ 'p0', 'p1' ]");
    assert.match(
      shown(await beside.client.run('let other = 5; other;\nglobal')),
      /^<ref \*1> Object \[global\]/,
    );
  });

  it('declare global persists, and its variables are global', async () => {
    await beside.client.run('declare global { var shared: number }\nglobalThis.shared = 3;');
    await beside.client.run('1');
    assert.equal(shown(await beside.client.run('shared + 1')), '4');
  });

  it('import.meta, __dirname and __filename are those of a file in that folder, and may be declared', async () => {
    assert.equal(shown(await beside.client.run('__dirname')), `'${beside.folder}'`);
    const code =
      "import { fileURLToPath } from 'node:url';\nconst __filename = fileURLToPath(import.meta.url);\n__filename";
    assert.equal(shown(await beside.client.run(code)), `'${join(beside.folder, 'notebook.ts')}'`);
  });
});
