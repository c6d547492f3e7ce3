import assert from 'node:assert/strict';
import fc from 'fast-check';
import { answerQuiz } from '../../src';
import { loadProgress } from '../../src/course/progress-file';
import { bundleOf } from '../support/shown';

/** The right answers as the course has them, by the letters of the quiz. */
const answers = [['a', 'b', 'd'], ['c'], ['b', 'd'], ['a', 'c', 'd'], ['a', 'b', 'c']];

describe('answerQuiz', () => {
  answers.forEach((right, i) =>
    it(`question ${i + 1}: of all sixteen answers, ${right} alone is right`, () => {
      for (let set = 0; set < 16; set += 1) {
        const chosen = ['a', 'b', 'c', 'd'].filter((_, bit) => set & (1 << bit));
        assert.equal(answerQuiz(i + 1, chosen).right, String(chosen) === String(right), String(chosen));
      }
    }),
  );

  it('the order of letters, repeated ones and capitals make no difference', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'B', 'c', 'D')), (letters) => {
        const sorted = [...new Set(letters.map((letter) => letter.toLowerCase()))].sort();
        assert.deepEqual(answerQuiz(1, letters).choices, sorted);
        assert.deepEqual(answerQuiz(1, letters.join(', ')).choices, sorted);
      }),
      { seed: 7, numRuns: 50 },
    );
  });

  it('tells of each choice whether it belongs to the answer, and why', () => {
    const { text } = answerQuiz(2, ['b', 'c']);
    assert.match(text, /^Question 2: not yet right\n/);
    assert.match(text, /✓ a\) .*: rightly left out\. Training that stalls/);
    assert.match(text, /✗ b\) .*: it does not belong to the answer\. /);
    assert.match(text, /✓ c\) .*: right\. /);
    assert.equal(bundleOf(answerQuiz(2, 'c'))['text/html']!.match(/<li>/g)!.length, 4);
  });

  it('is kept, and a later answer takes its place', () => {
    answerQuiz(3, 'a');
    assert.deepEqual(loadProgress().quiz['3'], { choices: ['a'], right: false });
    answerQuiz(3, 'bd');
    assert.deepEqual(loadProgress().quiz['3'], { choices: ['b', 'd'], right: true });
  });

  it('says what it expected', () => {
    assert.throws(() => answerQuiz(6, ['a']), /there is no question 6: expected 1 to 5/);
    assert.throws(() => answerQuiz(1.5, ['a']), /there is no question 1.5/);
    assert.throws(() => answerQuiz(1, ['a', 'e']), /question 1 has no choice "e": expected a, b, c, d/);
    assert.throws(() => answerQuiz(1, undefined as never), /the choices are letters in a list/);
  });
});
