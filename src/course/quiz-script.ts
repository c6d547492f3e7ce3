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
 * Makes the quiz form interactive: each Check button grades its question and explains the result.
 *
 * @param form the form that `quiz` drew
 * @param key for each choice of each question: whether it is correct, and why
 */
export function startQuiz(form: Element, key: { right: boolean; reason: string }[][]): void {
  const answers: { right: boolean; letters: string[] }[] = [];
  const total = form.querySelector('[data-total]')!;
  [...form.querySelectorAll('fieldset')].forEach((question, q) => {
    const button = question.querySelector('button')!;
    const result = question.querySelector('[data-result]')!;
    const boxes = [...question.querySelectorAll('input')];
    const reasons = [...question.querySelectorAll('[data-why]')];
    const clear = () => [result, ...reasons].forEach((element) => (element.textContent = ''));
    const grade = () => {
      boxes.forEach(({ checked }, i) => {
        const { right, reason } = key[q]![i]!;
        const verdict = right ? 'Part of the answer' : 'Not part of the answer';
        reasons[i]!.textContent = `${checked === right ? '✓' : '✗'} ${verdict}. ${reason}`;
      });
      const right = boxes.every(({ checked }, i) => checked === key[q]![i]!.right);
      const letters = boxes.filter(({ checked }) => checked).map(({ value }) => value);
      answers[q] = { right, letters };
      result.textContent = right
        ? '✓ Right'
        : '✗ Not quite right: read the reason below each choice, and try again';
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
