import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Workspace, shown } from './workspace';

describe('Files next to the notebook', () => {
  const workspace = new Workspace();

  it('are found once they exist, even after an import of them failed', async () => {
    assert.match(
      await workspace.run("import { q } from './later'; const pre = 1;"),
      /Cannot find module '.\/later'/,
    );
    await workspace.client.ask('inspect_request', {
      code: "import { q } from './later'",
      cursor_pos: 9,
      detail_level: 0,
    });
    workspace.write('later.ts', 'export const q = 1;');
    assert.equal(await workspace.run("import { q } from './later'; q"), '1');
  });

  it('may disappear and come back, and other cells still run', async () => {
    workspace.write('lib.ts', 'export const lib = 1;');
    assert.equal(await workspace.run("import { lib } from './lib'; lib"), '1');
    workspace.remove('lib.ts');
    assert.equal(await workspace.run('2 + 2'), '4');
    assert.match(await workspace.run("import { lib } from './lib'"), /Cannot find module/);
    workspace.write('lib.ts', 'export const lib = 3;');
    assert.equal(await workspace.run('lib'), '3');
  });

  it('are loaded again when they change, with their importers, and no others', async () => {
    workspace.write('base.ts', 'export const base = 1;');
    workspace.write('top.ts', "import { base } from './base'; export const top = base * 10;");
    workspace.write('still.ts', 'export const token = {};');
    assert.equal(
      await workspace.run("import { top } from './top'; import { token } from './still'; top"),
      '10',
    );
    await workspace.run('const before = token;');
    workspace.write('base.ts', 'export const base = 2;');
    assert.equal(await workspace.run('[top, token === before]'), '[ 20, true ]');
  });

  it('are loaded again even if one that changed with them throws, or is stopped', async () => {
    workspace.write('first.ts', 'export const first = 1;');
    workspace.write('second.ts', 'export const second = 1;');
    await workspace.run("import { first } from './first'; import { second } from './second';");
    workspace.write('first.ts', "throw new Error('at load');");
    workspace.write('second.ts', 'export const second = 2;');
    assert.equal(await workspace.run('first'), 'error at load');
    assert.equal(await workspace.run('second'), '2');
    workspace.write('first.ts', "console.log('first loads'); while (true) {} export const first = 1;");
    workspace.write('second.ts', 'export const second = 3;');
    assert.equal(await workspace.stop('first', 'first loads'), 'Interrupted');
    workspace.write('first.ts', 'export const first = 4;');
    assert.equal(await workspace.run('[first, second]'), '[ 4, 3 ]');
  });

  it('are released from memory when they are edited repeatedly', async () => {
    const live = `require('v8').setFlagsFromString('--expose-gc');
require('vm').runInNewContext('gc')();
process.memoryUsage().external / 1e6`;
    for (let n = 0; n < 40; n++) {
      workspace.write('large.ts', `export const large = new Float64Array(1e6).fill(${n});`); // 8 MB
      assert.equal(
        await workspace.run(n ? 'large[0]' : "import { large } from './large'; large[0]"),
        String(n),
      );
    }
    const held = Number(await workspace.run(live));
    assert.ok(held < 160, `${held} MB are in use after 40 edits`);
  });

  it('are replaced when another file takes precedence, or the one that was found is removed', async () => {
    workspace.write('two/index.ts', 'export const two = 1;');
    workspace.write('sum.ts', "import { two } from './two';\nexport const sum = two + 10;");
    const code = "import { two } from './two';\nimport { sum } from './sum';\n[two, sum]";
    assert.equal(await workspace.run(code), '[ 1, 11 ]');
    workspace.write('two.ts', 'export const two = 2;');
    assert.equal(await workspace.run('[two, sum]'), '[ 2, 12 ]');
    workspace.remove('two.ts');
    assert.equal(await workspace.run('[two, sum]'), '[ 1, 11 ]');
    workspace.write('two.js', 'export const two = 3;');
    assert.equal(await workspace.run("(await import('./sum')).sum"), '13');
    assert.equal(await workspace.run('[two, sum]'), '[ 3, 13 ]');
    workspace.writePackage('moves', {}, { 'index.js': 'exports.v = 1;' });
    workspace.write('sub/asks.ts', "import { v } from 'moves';\nexport const asks = v;");
    assert.equal(await workspace.run("import { asks } from './sub/asks'; asks"), '1');
    workspace.write('sub/node_modules/moves/index.js', 'exports.v = 2;');
    assert.equal(await workspace.run('asks'), '2');
    workspace.remove('sub/node_modules');
    assert.equal(await workspace.run('asks'), '1');
  });

  it('may differ only in case', async () => {
    workspace.write('case/part.ts', 'export const part = 1;');
    assert.equal(await workspace.run("import { part } from './case/part'; part"), '1');
    workspace.write('Case/part.ts', 'export const part = 2;');
    assert.equal(await workspace.run("import { part as again } from './Case/part'; again"), '2');
    workspace.write('Part.ts', 'export const upper = 3;');
    workspace.write('part.ts', "export { upper } from './Part';\nexport const lower = 4;");
    assert.equal(await workspace.run("import { upper, lower } from './part'; [upper, lower]"), '[ 3, 4 ]');
    workspace.remove('Part.ts');
    assert.match(await workspace.run("import { upper as u } from './part'; u"), /'.\/Part'/);
  });

  it('with JSON are read again, and other JSON files may be written next to them', async () => {
    workspace.write('conf.json', '{"a": 1}');
    assert.equal(await workspace.run("import conf from './conf.json'; conf.a"), '1');
    workspace.write('conf.json', '{"a": 2, "b": 5}');
    workspace.write('results.json', '{}');
    assert.equal(await workspace.run('conf'), '{ a: 2, b: 5 }');
  });

  it('are found with their extension, by require and by import()', async () => {
    workspace.write('data.ts', 'export const d: number = 1;');
    for (const code of [
      "import { d as d1 } from './data.ts'; d1",
      "import { d as d2 } from './data.js'; d2",
      "require('./data').d",
      "(await import('./data.ts')).d",
    ])
      assert.equal(await workspace.run(code), '1', code);
  });

  it('do not fail a cell that has a property or a variable of an imported name', async () => {
    workspace.write('breaks.ts', 'export const price = 1;');
    assert.equal(await workspace.run("import { price } from './breaks'; price"), '1');
    workspace.write('breaks.ts', "export const price = 1;\nthrow new Error('broken since');");
    assert.equal(await workspace.run('({ price: 2 }).price'), '2');
    assert.equal(await workspace.run('const { price: cost } = { price: 3 }; cost'), '3');
    assert.match(await workspace.run('price'), /broken since/);
    assert.equal(await workspace.run('const price = 4; price'), '4');
  });

  it('are named, with the line, if they throw while they load', async () => {
    workspace.write('throws.ts', "export const t = 1;\n\nthrow new RangeError('while loading');\n");
    const { reply } = await workspace.client.run("import { t } from './throws'; t");
    assert.match(reply.traceback.join('\n'), /while loading[^]*throws\.ts, line 3, column 7/);
  });
});

describe('In a cell', () => {
  const workspace = new Workspace();

  it('export has no effect on a declaration', async () => {
    workspace.write('all.ts', 'export const one = 1; export type T = number;');
    await workspace.client.run(
      'export const a = 1; export function f() { return 2; } export default class K {}',
    );
    await workspace.client.run("export { a as b }; export * from './all'; export enum E { X, Y }");
    assert.equal(
      shown(await workspace.client.run('const t: T = 4; [a, f(), one, t, E.Y]')),
      '[ 1, 2, 1, 4, 1 ]',
    );
  });

  it('exports is an object as in a file, and global can be shown', async () => {
    const code = `Object.defineProperty(exports, 'own', { value: 'p0' });
const before = exports.own;
Object.defineProperty(exports, 'own', { value: 'p1' });
[before, exports.own]`;
    assert.equal(shown(await workspace.client.run(code)), "[ 'p0', 'p1' ]");
    assert.match(
      shown(await workspace.client.run('let other = 5; other;\nglobal')),
      /^<ref \*1> Object \[global\]/,
    );
  });

  it('declare global persists, and its variables are global', async () => {
    await workspace.client.run('declare global { var shared: number }\nglobalThis.shared = 3;');
    await workspace.client.run('1');
    assert.equal(shown(await workspace.client.run('shared + 1')), '4');
  });

  it('import.meta, __dirname and __filename are those of a file in that folder, and may be declared', async () => {
    assert.equal(shown(await workspace.client.run('__dirname')), `'${workspace.folder}'`);
    const code =
      "import { fileURLToPath } from 'node:url';\nconst __filename = fileURLToPath(import.meta.url);\n__filename";
    assert.equal(shown(await workspace.client.run(code)), `'${join(workspace.folder, 'notebook.ts')}'`);
  });
});
