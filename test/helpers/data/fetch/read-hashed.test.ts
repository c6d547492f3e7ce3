import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readHashed } from '../../../../src/helpers/data/fetch/read-hashed';

describe('readHashed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hashed-'));
  const path = join(folder, 'file');
  after(() => rmSync(folder, { recursive: true }));

  it('returns the content and its SHA-256, for one part, several, and none', async () => {
    for (const size of [0, 1, 4 << 20, (4 << 20) + 1, 10_000_000]) {
      const content = randomBytes(size);
      writeFileSync(path, content);
      const { bytes, sha256 } = await readHashed(path, size);
      assert.ok(content.equals(bytes));
      assert.equal(sha256, createHash('sha256').update(content).digest('hex'));
    }
  });

  it('rejects a file of another size, and one that is missing', async () => {
    writeFileSync(path, 'abc');
    await assert.rejects(readHashed(path, 4), /invalid .*file: expected 4 bytes/);
    await assert.rejects(readHashed(join(folder, 'missing'), 4), /ENOENT/);
  });
});
