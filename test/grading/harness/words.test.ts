import assert from 'node:assert/strict';
import { helpFor } from '../../../grading/harness/words';

describe('helpFor', () => {
  it('advises to correct the line of a file that cannot be parsed, not to call the function', () => {
    for (const message of ["line 3: ';' expected.", 'line 12: Unterminated string literal.'])
      assert.match(helpFor(message), /correct it there/);
    assert.match(helpFor('anything else'), /Call the function/);
  });

  it("turns the help for TensorFlow.js' errors into sentences, and leaves code as it is written", () => {
    for (const [message, help] of [
      ['Unknown loss bce.', "TensorFlow.js spells it 'binaryCrossentropy'."],
      ['but none of the 4 variables is trainable.', 'Every layer is frozen: leave trainable: false out.'],
      [
        "Argument to L1L2 regularizer's constructor is expected to be an object, but received: 0.1",
        'tf.regularizers.l1 takes an object: tf.regularizers.l1({ l1: 0.001 }).',
      ],
    ])
      assert.equal(helpFor(message!), help);
  });
});
