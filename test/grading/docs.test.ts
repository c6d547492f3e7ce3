import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { slugs } from '../../grading/tasks';
import { listChecks } from '../../grading/run/outcome';
import { root } from '../../src/project/root';

describe('docs/grading.md', () => {
  it('lists the points and needs of each check', () => {
    const page = readFileSync(join(root, 'docs/grading.md'), 'utf8');
    const rows = [...page.matchAll(/^\| `([a-z][a-z-]+)` +\|(.*)\|$/gm)].map(([, id, rest]) => ({
      id: id!,
      cells: rest!.split('|').map((cell) => cell.trim()),
    }));
    slugs.forEach((slug, task) => {
      const told = rows
        .filter(({ cells }) => cells[task])
        .map(({ id, cells }) => [id, Number(cells[task]), cells[4]]);
      const are = listChecks(slug).map(({ id, maxPoints, needs }) => [id, maxPoints, needs.join(', ')]);
      assert.deepEqual(told.sort(), are.sort(), slug);
    });
  });
});
