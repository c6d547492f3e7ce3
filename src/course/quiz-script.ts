import type { Ticked } from './nudge';

// This function is embedded in the page and runs in the browser: it must not use anything defined outside of it.

/** The members of DOM elements that the script uses; the project is compiled without DOM types. */
interface Element {
  hidden: boolean;
  checked: boolean;
  value: string;
  textContent: string | null;
  querySelector(selector: string): Element | null;
  querySelectorAll(selector: string): Iterable<Element>;
  addEventListener(event: string, listener: () => void): void;
}

/**
 * Makes the quiz form interactive: each Check button grades its question. A wrong answer gets one thing to think about, the
 * right one the reason for each choice.
 *
 * @param form the form that `quiz` drew
 * @param key for each choice of each question: whether it is correct, and why
 * @param nudge what to say about a wrong answer
 */
export function startQuiz(
  form: Element,
  key: { text: string; right: boolean; reason: string }[][],
  nudge: (choices: Ticked[]) => string,
): void {
  const answers: { right: boolean; letters: string[] }[] = [];
  const total = form.querySelector('[data-total]')!;
  [...form.querySelectorAll('fieldset')].forEach((question, q) => {
    const button = question.querySelector('button')!;
    const result = question.querySelector('[data-result]')!;
    const boxes = [...question.querySelectorAll('input')];
    const reasons = [...question.querySelectorAll('[data-why]')];
    const clear = () => [result, ...reasons].forEach((element) => (element.textContent = ''));
    const grade = () => {
      const choices = boxes.map(({ checked, value }, i) => ({
        ...key[q]![i]!,
        letter: value,
        isChosen: checked,
      }));
      const right = choices.every((choice) => choice.isChosen === choice.right);
      answers[q] = { right, letters: choices.filter(({ isChosen }) => isChosen).map(({ letter }) => letter) };
      clear();
      result.textContent = right ? '✓ Right' : nudge(choices);
      if (right)
        choices.forEach((choice, i) => {
          reasons[i]!.textContent =
            `${choice.right ? '✓ Part of the answer.' : '○ Rightly left out.'} ${choice.reason}`;
        });
      tell();
    };
    boxes.forEach((box) => box.addEventListener('change', clear));
    button.addEventListener('click', grade);
    button.hidden = false;
  });

  /** How many are correct, and the calls that save them. */
  function tell() {
    const done = answers.flatMap((answer, q) => (answer ? [{ ...answer, number: q + 1 }] : []));
    const calls = done.map(
      ({ number, letters }) =>
        `answerQuiz(${number}, [${letters.map((letter) => `'${letter}'`).join(', ')}]);`,
    );
    const right = done.filter((answer) => answer.right).length;
    total.textContent = `${right} of ${key.length} questions right. To save this in your progress, run: ${calls.join(' ')}`;
  }
}
