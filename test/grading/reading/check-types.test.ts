import assert from 'node:assert/strict';
import { findTypeErrors } from '../../../grading/reading/check-types';

const wrong = `export const units: number = 'many';`;

describe('findTypeErrors', function () {
  this.timeout(60_000);

  it('finds errors with their line', () => {
    assert.deepEqual(findTypeErrors(`\n${wrong}`, '0-vanilla.ts'), [
      "2: Type 'string' is not assignable to type 'number'.",
    ]);
  });

  for (const [title, source] of [
    ['ts-nocheck', `// @ts-nocheck\n${wrong}`],
    ['ts-nocheck in a comment of several lines', `/* @ts-nocheck */\n${wrong}`],
    ['ts-ignore', `// @ts-ignore\n${wrong}`],
    ['ts-expect-error', `/* @ts-expect-error */\n${wrong}`],
  ] as const)
    it(`finds what ${title} would hide`, () => {
      assert.equal(findTypeErrors(source, '0-vanilla.ts').length, 1);
    });

  it('does not mind a directive that hides nothing', () => {
    assert.deepEqual(findTypeErrors('// @ts-expect-error\nexport const units = 3;', '0-vanilla.ts'), []);
  });
});
