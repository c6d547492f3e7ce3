import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../../support/run';

describe('findBarrier', () => {
  let findBarrier: (path: string) => string | undefined;
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'offen ü ')));
  const [outer, inner] = [join(base, 'outer'), join(base, 'outer/inner')];
  const file = join(inner, 'file');
  before(async () => {
    const module = join(root, 'scripts/setup/base/reachable.cjs');
    ({ findBarrier } = (await import(pathToFileURL(module).href)) as { findBarrier: typeof findBarrier });
    mkdirSync(inner, { recursive: true });
    writeFileSync(file, '');
  });
  beforeEach(() => {
    for (const path of [base, outer, inner]) chmodSync(path, 0o711);
    chmodSync(file, 0o644);
  });

  it('finds nothing if others may enter every folder and read the file', function () {
    if (findBarrier(dirname(tmpdir()))) this.skip(); // in a home, for example
    chmodSync(tmpdir(), 0o755); // the tests' own
    assert.equal(findBarrier(outer), outer, 'a folder must be readable, too');
    assert.equal(findBarrier(file), undefined);
    symlinkSync(file, join(base, 'link'));
    assert.equal(findBarrier(join(base, 'link')), undefined);
  });

  it('names the outermost folder that others may not enter', () => {
    chmodSync(inner, 0o700);
    assert.equal(findBarrier(file), inner);
    chmodSync(outer, 0o744); // may be listed, but not entered
    assert.equal(findBarrier(file), outer);
    const link = join(base, 'through');
    symlinkSync(file, link);
    assert.equal(findBarrier(link), outer, 'through a link');
  });

  it('names the file if others may not read it', () => {
    chmodSync(file, 0o711);
    assert.equal(findBarrier(file), file);
  });
});
