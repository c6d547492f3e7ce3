import assert from 'node:assert/strict';
import { helpFor } from '../../../grading/harness/words';

describe('helpFor', () => {
  it('advises to correct the line of a file that cannot be parsed, not to call the function', () => {
    for (const message of ["line 3: ';' expected.", 'line 12: Unterminated string literal.'])
      assert.match(helpFor(message), /correct it there/);
    assert.match(helpFor('anything else'), /Call the function/);
  });
});
