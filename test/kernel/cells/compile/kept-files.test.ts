import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import ts from '@tslab/typescript-for-tslab';
import { CellCompiler } from '../../../../src/kernel/cells/cell-compiler';
import { keptFiles } from '../../../../src/kernel/cells/compile/kept-files';

describe('A type file that was read when the snapshot was built', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kept-'));
  after(() => keptFiles.clear());

  /** The errors of a cell that uses a string from a module, of which a file with a number is on the disk. */
  function compile(name: string, keptText: string): string[] {
    const path = join(folder, `${name}.d.ts`);
    const text = 'export declare const a: number;';
    writeFileSync(path, text);
    const kept = ts.createSourceFile(path, 'export declare const a: string;', ts.ScriptTarget.ES2022);
    keptFiles.set(path, Object.assign(kept, { text: keptText || text }));
    const compiler = new CellCompiler();
    compiler.begin();
    const module = relative(process.cwd(), join(folder, name));
    const code = `import { a } from ${JSON.stringify(module)};\nconst b: string = a;`;
    return compiler.convert(code, 'cell').diagnostics.map(({ messageText }) => String(messageText));
  }

  it('is not read again if it has the same text', () => assert.deepEqual(compile('same', ''), []));

  it('is read again if it has been edited since', () =>
    assert.deepEqual(compile('edited', 'export declare const a: string;'), [
      "Type 'number' is not assignable to type 'string'.",
    ]));
});
