import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { toFileNames } from '../../../grading/class/file-names';

describe('the file names of feedback', () => {
  it('are the ids where these can be names, in any script', () => {
    for (const id of ['ada', 'Zoë Ö', '李雷', 'a.b@example.org', 'name_123'])
      assert.equal(toFileNames([id]).get(id), id);
  });

  it('are those of real files, different for different ids, also where case is not told apart', () => {
    const id = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1 }),
      fc.constantFrom('../x', '..', '.', '/', 'con', 'NUL.txt', 'ada', 'Ada', 'ADA', 'e\u0301', '\u00e9', 'a/b', 'a:b', 'x'.repeat(300), '\u{1f600}'.repeat(90), ' a', 'a '), // prettier-ignore
    );
    fc.assert(
      fc.property(fc.uniqueArray(id, { minLength: 2, maxLength: 8 }), (ids) => {
        const folder = mkdtempSync(join(tmpdir(), 'names-'));
        const names = [...toFileNames(ids).values()];
        for (const name of names) writeFileSync(join(folder, `${name}.html.12345678.part`), name);
        assert.equal(readdirSync(folder).length, ids.length);
        assert.equal(new Set(names.map((name) => name.normalize('NFC').toLowerCase())).size, ids.length);
        for (const name of names)
          assert.doesNotMatch(name, /[\\/:*?"<>|\p{Cc}]|^[.-]|^(con|nul)(\.|$)|[. ]$/iu);
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});
