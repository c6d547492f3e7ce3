import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { Workspace } from './workspace';

describe('Packages next to the notebook', () => {
  const workspace = new Workspace();

  it('are found by exports alone, with types, and in another version after an update', async () => {
    const manifest = { name: 'pkg', exports: { './deep': { types: './d.d.ts', default: './one.js' } } };
    workspace.write('node_modules/pkg/package.json', JSON.stringify(manifest));
    workspace.write('node_modules/pkg/d.d.ts', 'export declare const v: number;');
    workspace.write('node_modules/pkg/one.js', 'exports.v = 1;');
    assert.equal(await workspace.run("import { v } from 'pkg/deep'; v"), '1');
    assert.match(
      await workspace.run('const text: string = v;'),
      /'number' is not assignable to type 'string'/,
    );
    workspace.remove('node_modules/pkg');
    const next = { ...manifest, type: 'module', exports: { './deep': './two.js' } };
    workspace.write('node_modules/pkg/package.json', JSON.stringify(next));
    workspace.write('node_modules/pkg/two.js', 'export const v = 2;');
    assert.equal(await workspace.run("import { v } from 'pkg/deep'; v"), '2');
  });

  it('are found with their dependencies when npm installs them after an import of them failed', async () => {
    // like p-queue, chalk and strtok3: ES modules, found only by their exports, with types
    const pack = (name: string, manifest: object, files: Record<string, string>): string => {
      workspace.write(`packed/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', ...manifest }));
      for (const [file, text] of Object.entries(files)) workspace.write(`packed/${name}/${file}`, text);
      return execFileSync('npm', ['pack', '--silent'], {
        cwd: join(workspace.folder, 'packed', name),
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
    await workspace.run('const kept = 1;');
    assert.match(await workspace.run("import Queue from 'outer-queue';"), /Cannot find module 'outer-queue'/);
    workspace.write('package.json', '{}');
    const tarballs = ['inner-queue', 'outer-queue'].map((name) => `./packed/${name}/${name}-1.0.0.tgz`);
    const install = `import { execSync } from 'node:child_process';
execSync('npm install --silent --offline --no-audit --no-fund ${tarballs.join(' ')}', { encoding: 'utf8' });`;
    assert.doesNotMatch(await workspace.run(install), /error/);
    assert.equal(await workspace.run("import Queue from 'outer-queue'; new Queue().size + kept"), '1');
    assert.match(await workspace.run('const text: string = new Queue().size;'), /'number' is not assignable/);
    assert.equal(await workspace.run("import { mean } from 'outer-queue/core'; mean([1, 2, 3])"), '2');
    assert.equal(await workspace.run("import * as core from 'outer-queue/core'; core.mean([4, 6])"), '5');
    assert.equal(
      await workspace.run("const { default: Later } = await import('outer-queue'); new Later().size"),
      '0',
    );
    assert.equal(
      await workspace.run("const required = require('outer-queue'); typeof required.default"),
      "'function'",
    );
    assert.equal(
      await workspace.run("// @ts-ignore\nimport Unchecked from 'outer-queue'; new Unchecked().size"),
      '0',
    );
  });

  it('start at their main file, as in Node, even if there is an index.ts beside their package.json', async () => {
    const files = {
      'index.ts': "export const v: string = 'source';",
      'dist/index.js': "exports.v = 'main';",
    };
    workspace.writePackage('with-source', { main: './dist/index.js' }, files);
    workspace.writePackage('up', {}, { 'dist/index.js': "exports.v = 'up';" });
    workspace.write('node_modules/up/sub/package.json', { main: '../dist/index.js' }); // like autoencoders/grading
    workspace.write('node_modules/up/sub/index.ts', files['index.ts']);
    workspace.write('folder/package.json', { main: 'lib' });
    workspace.write('folder/index.ts', files['index.ts']);
    workspace.write('folder/lib/index.ts', "export const v = 'lib';");
    workspace.writePackage('no-main', { main: 'gone.js' }, { 'index.ts': "export const v = 'index';" });
    const code = `[await import('with-source'), await import('up/sub'), await import('./folder'), await import('no-main')]
  .map(({ v }: any) => v).join()`;
    assert.equal(await workspace.run(code), `'main,up,lib,index'`);
  });

  it('that are CommonJS are imported by name, whole and by default, with main or exports', async () => {
    workspace.write(
      'node_modules/by-main/package.json',
      '{"name":"by-main","version":"1.0.0","main":"main.js"}',
    );
    workspace.write('node_modules/by-main/main.js', 'exports.v = 1;');
    workspace.write(
      'node_modules/by-exports/package.json',
      '{"name":"by-exports","exports":{".":"./main.js","./deep":"./sub/deep.js"}}',
    );
    workspace.write('node_modules/by-exports/main.js', 'module.exports = { v: 2 };');
    workspace.write('node_modules/by-exports/sub/deep.js', 'exports.w = 3;');
    assert.equal(await workspace.run("import { v as v1 } from 'by-main'; v1"), '1');
    assert.equal(await workspace.run("import * as whole from 'by-exports'; whole.v"), '2');
    assert.equal(await workspace.run("import byDefault from 'by-exports'; byDefault.v"), '2');
    assert.equal(await workspace.run("import { w } from 'by-exports/deep'; w"), '3');
    assert.equal(await workspace.run("require('by-exports').v"), '2');
  });

  it('that are ES modules with top-level await are imported too', async () => {
    workspace.write(
      'node_modules/waits/package.json',
      '{"name":"waits","type":"module","exports":{"import":"./i.js"}}',
    );
    workspace.write(
      'node_modules/waits/i.js',
      'export const x = await Promise.resolve(5); export default 7;',
    );
    assert.equal(await workspace.run("import seven, { x } from 'waits'; [seven, x]"), '[ 7, 5 ]');
    assert.equal(await workspace.run("(await import('waits')).default"), '7');
    workspace.write(
      'node_modules/waits/i.js',
      'export const x = await Promise.resolve(6); export default 8;',
    );
    assert.equal(await workspace.run('[seven, x]'), '[ 8, 6 ]');
    assert.equal(await workspace.run("import { x as again } from 'waits'; again"), '6');
  });

  it('that no longer lead to a file are reported as missing, whatever they were before', async () => {
    workspace.write('node_modules/gone/package.json', '{"name":"gone","exports":{".":"./one.js"}}');
    workspace.write('node_modules/gone/one.js', 'exports.v = 1;');
    assert.equal(await workspace.run("require('gone').v"), '1');
    workspace.remove('node_modules/gone');
    workspace.write('node_modules/gone/package.json', '{"name":"gone","main":"./two.js"}');
    assert.match(await workspace.run("require('gone').v"), /^error Cannot find module 'gone'\n/);
  });

  it('are read again even if the cell that imported them first never ran', async () => {
    workspace.write('node_modules/early/package.json', '{"name":"early","type":"module","exports":"./i.js"}');
    workspace.write('node_modules/early/i.js', 'export const v = 1;');
    assert.match(
      await workspace.run("import { v } from 'early'; const wrong: string = 5;"),
      /not assignable/,
    );
    workspace.write('node_modules/early/i.js', 'export const v = 2;');
    assert.equal(await workspace.run("(await import('early')).v"), '2');
  });

  it('with top-level await may be changed, broken and repaired', async () => {
    const update = (text: string): void => workspace.write('node_modules/waits/i.js', text);
    workspace.write('awaits.ts', "import { x } from 'waits';\nexport const y = x + 1;");
    assert.equal(await workspace.run("import { y } from './awaits'; y"), '7');
    update("export const x = 1;\nawait Promise.reject(new RangeError('late'));");
    assert.equal(await workspace.run('y'), 'error late');
    update('export const x = await Promise.resolve(5);');
    assert.equal(await workspace.run('y'), '6');
    assert.equal(await workspace.run("(await import('./awaits')).y"), '6');
  });
});

describe('An invalid package.json next to the notebook', () => {
  const workspace = new Workspace();

  it('neither prevents packages from loading, nor a missing one from being reported', async () => {
    workspace.writePackage('pkg', {}, { 'index.js': "exports.v = require('node:path').sep;" });
    workspace.writePackage(
      'esm',
      { type: 'module', main: './index.js' },
      { 'index.js': 'export const v = 2;' },
    );
    for (const text of ['{ "name": ', '', '[', 'null', '"text"']) {
      workspace.write('package.json', text);
      assert.equal(await workspace.run("import { v } from 'pkg'; v"), "'/'", text);
      assert.equal(await workspace.run("import { v as w } from 'esm'; w"), '2', text);
      assert.match(await workspace.run("import { x } from 'none'"), /^error Cannot find module 'none'/, text);
      assert.match(await workspace.run("require('none')"), /^error Cannot find module 'none'/, text);
      assert.equal(await workspace.run('1 + 1'), '2');
    }
  });
});
