import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/run';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');

describe('docs/lessons.md', () => {
  it('names sections that the lessons have', () => {
    const rows = [...read('docs/lessons.md').matchAll(/^\| [^|]+ \| `([^`|]+)` +\| ([^|]+?) +\|$/gm)];
    assert.ok(rows.length >= 30, `${rows.length}`);
    for (const [, notebook, section] of rows) {
      const headings = [...read(`notebooks/source/${notebook}.ts`).matchAll(/^\/\/ #+ (.+)$/gm)];
      assert.ok(
        headings.some(([, heading]) => heading === section),
        `${notebook} has no section "${section}"`,
      );
    }
  });
});
