import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { root } from './support/run';

const read = (path: string): string => readFileSync(join(root, path), 'utf8');

describe('CITATION.cff', () => {
  const cited = load(read('CITATION.cff')) as Record<string, unknown>;

  it('names the version and the licence of package.json', () => {
    const { version, license } = JSON.parse(read('package.json')) as Record<string, string>;
    assert.deepEqual([cited.version, cited.license], [version, license]);
  });

  it('has what the format requires, the title of README, and is linked there', () => {
    assert.equal(cited['cff-version'], '1.2.0');
    for (const key of ['message', 'title', 'authors']) assert.ok(cited[key], key);
    assert.match(read('README.md'), new RegExp(`^# ${String(cited.title)}$`, 'm'));
    assert.match(read('README.md'), /\]\(CITATION\.cff\)/);
  });
});
