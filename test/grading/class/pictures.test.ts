import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Pictures } from '../../../grading/class/pictures';
import { newFolder } from './support';

describe('the pictures of a class', () => {
  const folder = newFolder();
  const pictures = new Pictures(folder);

  it('are found by what was handed in, also what could not be drawn', () => {
    const drawn = { png: 'iVBORw0KGgo=', caption: 'Ten digits' };
    pictures.keep('a', drawn);
    pictures.keep('b', { why: 'it ended' });
    assert.deepEqual(
      [pictures.find('a'), pictures.find('b'), pictures.find('c')],
      [drawn, { why: 'it ended' }, undefined],
    );
  });

  for (const text of [
    '',
    '{',
    '5',
    'null',
    '[]',
    '{"png":5,"caption":"x"}',
    '{"png":"\\"><script>","caption":"x"}',
  ])
    it(`are drawn again if a file was damaged: ${text || 'empty'}`, () => {
      pictures.keep('a', { why: 'x' });
      for (const name of readdirSync(join(folder, 'pictures')))
        writeFileSync(join(folder, 'pictures', name), text);
      assert.equal(pictures.find('a'), undefined);
    });
});
