import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as course from '../../src';
import * as layers from '../../src/layers';
import * as models from '../../src/models';
import { root } from '../support/run';

describe('docs/helpers.md', () => {
  const page = readFileSync(join(root, 'docs/helpers.md'), 'utf8');
  const exported = Object.keys(course).filter(
    (name) => !(name in layers || name in models || name === 'display'),
  );

  it('lists every helper that notebooks can import', () => {
    assert.deepEqual(
      exported.filter((name) => !RegExp(`\`${name}[(\`]`).test(page)),
      [],
    );
  });

  it('lists no helper that does not exist', () => {
    const tables = page.split('\n').filter((line) => line.startsWith('|'));
    const named = tables.flatMap((line) => [...line.matchAll(/`(\w+)\(/g)].map(([, name]) => name!));
    assert.deepEqual(
      named.filter((name) => !exported.includes(name)),
      [],
    );
  });
});
