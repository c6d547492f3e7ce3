import assert from 'node:assert/strict';
import fc from 'fast-check';
import { answerQuiz } from '../../src';
import { loadProgress } from '../../src/course/progress-file';
import { bundleOf } from '../support/shown';

/** The correct answers, by the letters of the quiz. */
const answers = ['abd', 'c', 'bd', 'acd', 'abc', 'a', 'ac', 'b', 'a', 'abc', 'bd', 'ad', 'ab'].map(
  (letters) => [...letters],
);

describe('answerQuiz', () => {
  answers.forEach((right, i) =>
    it(`of all sixteen answers to question ${i + 1}, only ${right} is correct`, () => {
      for (let set = 0; set < 16; set += 1) {
        const chosen = ['a', 'b', 'c', 'd'].filter((_, bit) => set & (1 << bit));
        assert.equal(answerQuiz(i + 1, chosen).right, String(chosen) === String(right), String(chosen));
      }
    }),
  );

  it('ignores order, repetition and case of the letters', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'B', 'c', 'D')), (letters) => {
        const sorted = [...new Set(letters.map((letter) => letter.toLowerCase()))].sort();
        assert.deepEqual(answerQuiz(1, letters).choices, sorted);
        assert.deepEqual(answerQuiz(1, letters.join(', ')).choices, sorted);
      }),
      { seed: 7, numRuns: 50 },
    );
  });

  it('explains one wrong choice at a time, and all of them once the answer is right', () => {
    const { text } = answerQuiz(2, ['b', 'c', 'd']);
    assert.match(text, /^Question 2: not quite right\n/);
    assert.match(text, /✗ b\) .*: not part of the answer\. .* Try again\./);
    assert.doesNotMatch(text, /[acd]\) /);
    assert.match(answerQuiz(1, 'a').text, /2 more choices are right, too/);
    assert.match(answerQuiz(1, '').text, /Tick every choice/);
    const right = answerQuiz(2, 'c');
    assert.match(right.text, /○ a\) .*: rightly left out\. Training stalls/);
    assert.match(right.text, /✓ c\) .*: part of the answer\. /);
    assert.equal(bundleOf(right)['text/html']!.match(/<li>/g)!.length, 4);
  });

  it('saves each answer, and replaces it with a later one', () => {
    answerQuiz(3, 'a');
    assert.deepEqual(loadProgress().quiz['3'], { choices: ['a'], right: false });
    answerQuiz(3, 'bd');
    assert.deepEqual(loadProgress().quiz['3'], { choices: ['b', 'd'], right: true });
  });

  it('rejects invalid questions and choices, and says what it expected', () => {
    assert.throws(() => answerQuiz(14, ['a']), /^Error: invalid question: 14 \(expected 1 to 13\)$/);
    assert.throws(() => answerQuiz(1.5, ['a']), /invalid question: 1\.5 /);
    assert.throws(
      () => answerQuiz(1, ['a', 'e']),
      /invalid choice: "e" \(expected a, b, c, d for question 1\)/,
    );
    assert.throws(
      () => answerQuiz(1, undefined as never),
      /invalid choices: undefined \(expected a list of letters/,
    );
  });
});
