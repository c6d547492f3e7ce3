import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTask } from '../../../grading/reading/task';
import { slugs } from '../../../grading/tasks';
import { root } from '../../support/run';

const code = (source: unknown): object => ({ cell_type: 'code', source });
const of = (...cells: unknown[]): string => JSON.stringify({ cells });
const find = (json: string): string | null => findTask(json, slugs);

describe('the task of a notebook', () => {
  for (const slug of slugs) {
    const text = readFileSync(join(root, `notebooks/${slug}/task.ipynb`), 'utf8');
    it(`${slug} is read from its metadata, or, without them, from its code`, () => {
      const { cells, metadata } = JSON.parse(text) as { cells: unknown[]; metadata: unknown };
      assert.equal(find(JSON.stringify({ cells: [], metadata })), slug);
      assert.equal(find(JSON.stringify({ cells })), slug);
    });
    it(`${slug} is not read from its lesson`, () =>
      assert.equal(find(readFileSync(join(root, `notebooks/${slug}/lesson.ipynb`), 'utf8')), null));
  }

  it('is read from code in one piece or in lines, with any quotes', () => {
    assert.equal(find(of(code('await check(\n  "1-sparse", autoencoder)'))), '1-sparse');
    assert.equal(find(of(code(['await check(`0-vanilla`,', ' autoencoder)']))), '0-vanilla');
  });

  it('is null if nothing or more than one tells, and for what is no notebook', () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    for (const json of [
      of(code("check('0-vanilla'); check('1-sparse')")),
      of({ cell_type: 'markdown', source: "check('0-vanilla', autoencoder)" }),
      of(code(null), code({}), code([1, ["check('0-vanilla'"]]), null, 3, 'x'),
      JSON.stringify({ metadata: { autoencoders: { source: ['notebooks/source/0-vanilla/task.ts'] } } }),
      JSON.stringify({ metadata: { autoencoders: { source: 'notebooks/source/9-other/task.ts' } } }),
      '',
      'null',
      '[]',
      deep,
      `{"cells":${deep}}`,
    ])
      assert.equal(find(json), null, json.slice(0, 100));
  });
});
