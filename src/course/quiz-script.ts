// This function is written into the page and runs in the browser: it may use nothing from outside itself.

/** What the browser's elements have that the script uses: the project is compiled without the browser's types. */
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
 * Brings the quiz' form to life: each Check button grades its question and says why.
 *
 * @param form the form that `quiz` drew
 * @param key of each choice of each question: whether it is right, and the reason
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
        const verdict = right ? 'It belongs to the answer' : 'It does not belong to the answer';
        reasons[i]!.textContent = `${checked === right ? '✓' : '✗'} ${verdict}. ${reason}`;
      });
      const right = boxes.every(({ checked }, i) => checked === key[q]![i]!.right);
      const letters = boxes.filter(({ checked }) => checked).map(({ value }) => value);
      answers[q] = { right, letters };
      result.textContent = right ? '✓ Right' : '✗ Not yet right: see why below each choice, and try again';
      tell();
    };
    boxes.forEach((box) => box.addEventListener('change', clear));
    button.addEventListener('click', grade);
    button.hidden = false;
  });

  /** How many are right, and the calls that keep it. */
  function tell() {
    const done = answers.flatMap((answer, q) => (answer ? [{ ...answer, number: q + 1 }] : []));
    const calls = done.map(
      ({ number, letters }) =>
        `answerQuiz(${number}, [${letters.map((letter) => `'${letter}'`).join(', ')}]);`,
    );
    const right = done.filter((answer) => answer.right).length;
    total.textContent = `${right} of ${key.length} questions right. To keep this in your progress, run: ${calls.join(' ')}`;
  }
}
