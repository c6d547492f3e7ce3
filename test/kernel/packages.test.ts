import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client, textOf, type Answer } from './client';

const shown = ({ reply, published }: Answer): string =>
  published.find(({ type }) => type === 'execute_result')?.content.data['text/plain'] ?? reply.evalue;

/** Packages as npm's are made: entry points in `exports` alone, types beside them, CommonJS or not. */
const packages: Record<string, Record<string, string>> = {
  queue: {
    'package.json': JSON.stringify({
      name: 'queue',
      version: '8.0.0',
      type: 'module',
      exports: { types: './dist/index.d.ts', default: './dist/index.js' },
    }),
    'dist/index.js': "import { low } from './low.js'; export default class Queue { size = low; }",
    'dist/low.js': 'export const low = 0;',
    'dist/index.d.ts': 'export default class Queue { size: number; }',
  },
  parts: {
    'package.json': JSON.stringify({
      name: 'parts',
      version: '2.0.0',
      type: 'module',
      exports: {
        '.': { node: './lib/node.js', default: './lib/browser.js' },
        './core': { types: './lib/core.d.ts', import: './lib/core.js' },
      },
    }),
    'lib/node.js': "export const where = 'node';",
    'lib/browser.js': "export const where = 'browser';",
    'lib/core.js': 'export const half = (x) => x / 2;',
    'lib/core.d.ts': 'export declare const half: (x: number) => number;',
  },
  both: {
    'package.json': JSON.stringify({
      name: 'both',
      version: '1.0.0',
      exports: { import: './index.mjs', require: './index.cjs' },
    }),
    'index.mjs': 'export const mean = (x) => x.reduce((a, b) => a + b) / x.length;',
    'index.cjs': 'exports.mean = (x) => x.reduce((a, b) => a + b) / x.length;',
  },
};

describe('npm install beside a notebook', function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'notebook-'));
  let client: Client;
  const archives: Record<string, string> = {};

  before(async () => {
    for (const [name, files] of Object.entries(packages)) {
      for (const [file, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, 'sources', name, file)), { recursive: true });
        writeFileSync(join(folder, 'sources', name, file), text);
      }
      const packed = execFileSync('npm', ['pack', '--silent', `./sources/${name}`], { cwd: folder });
      archives[name] = packed.toString().trim();
    }
    writeFileSync(join(folder, 'package.json'), '{}');
    client = await Client.start({}, folder);
  });
  after(() => client.close());

  const install = (name: string): string =>
    `npm install --offline --silent --no-audit --no-fund ./${archives[name]}`;

  it('lets the import that failed before succeed, and the variables stay', async () => {
    await client.run('const before = 1;');
    const { reply } = await client.run("import { mean } from 'both';");
    assert.match(reply.traceback.join('\n'), /npm install both in/);
    execFileSync('sh', ['-c', install('both')], { cwd: folder });
    assert.equal(shown(await client.run("import { mean } from 'both';\nmean([1, 2, 3])")), '2');
    assert.equal(shown(await client.run('before')), '1');
  });

  it('may be run by a cell, for packages whose entry points stand in exports', async () => {
    const code = `import { execSync } from 'node:child_process';
console.log(execSync('${install('queue')} && ${install('parts')}', { encoding: 'utf8' }));`;
    const answer = await client.run(code);
    assert.equal(answer.reply.status, 'ok', `${answer.reply.evalue}${textOf(answer)}`);
    const cells: [code: string, shows: string | RegExp][] = [
      ["import Queue from 'queue';\nnew Queue().size", '0'],
      ['const wrong: string = new Queue().size;', /'number' is not assignable to type 'string'/],
      ["const { default: Again } = await import('queue');\nnew Again().size", '0'],
      ["typeof require('queue').default", "'function'"],
      ["// @ts-ignore\nimport Third from 'queue';\nnew Third().size", '0'],
      ["import * as parts from 'parts';\nparts.where", "'node'"],
      ["import { half } from 'parts/core';\nhalf(3)", '1.5'],
      ["import { x } from 'parts/none';", /Cannot find module 'parts\/none'/],
      ["import { half as raw } from 'parts/lib/core.js';\nraw(1)", /lists under "exports" alone/],
    ];
    for (const [cell, shows] of cells) {
      const text = shown(await client.run(cell));
      if (typeof shows === 'string') assert.equal(text, shows, cell);
      else assert.match(text, shows, cell);
    }
  });
});
