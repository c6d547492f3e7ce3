import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isFile } from '../../../../src/kernel/cells/compile/text-files';
import { ModuleFinder } from '../../../../src/kernel/cells/modules/find-module';

describe('finding a module', () => {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'modules é '));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };

  for (const [name, main, expected] of [
    ['dot', '.', 'dot/index.ts'],
    ['slash', './', 'slash/index.ts'],
    ['self', '../self', 'self/index.ts'],
    ['there', '../back', 'back/index.ts'],
    ['back', '../there', 'there/index.ts'],
    ['gone', 'gone.js', 'gone/index.ts'],
  ] as const)
    it(`follows the main file ${main} of ${name} once`, () => {
      for (const [each, its] of Object.entries({ [name]: main, there: '../back', back: '../there' })) {
        write(`${each}/package.json`, JSON.stringify({ main: its }));
        write(`${each}/index.ts`, '');
      }
      let looks = 0;
      const finder = new ModuleFinder((path) => ++looks > 0 && isFile(path));
      assert.equal(finder.find(`./${name}`, join(folder, 'cell.ts')), join(folder, expected));
      assert.ok(looks < 200, `looked for ${looks} files`);
    });
});
