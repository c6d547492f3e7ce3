import { escapeHtml } from '../helpers/base/html';
import { keepProgress } from './progress-file';
import { letterOf, questions, type Choice, type Question } from './questions';
import { Shown } from './shown';

/** What an answer to one question came to. */
export class GradedAnswer extends Shown {
  constructor(
    readonly question: number,
    readonly choices: string[],
    /** Whether all the right choices were named, and no other. */
    readonly right: boolean,
    text: string,
    html: string,
  ) {
    super(text, html);
  }
}

/**
 * Answers one question of the quiz; each choice is told right or wrong, with the reason. The result is kept in the
 * progress file; a later answer takes its place.
 *
 * @param question 1 to 5
 * @param choices the letters of all choices you hold for right, `['a', 'c']` or `'ac'`
 * @throws when there is no such question or letter
 * @example
 * answerQuiz(1, ['a', 'c']);
 */
export function answerQuiz(question: number, choices: string[] | string): GradedAnswer {
  const asked = questions[question - 1];
  if (!asked) throw new Error(`there is no question ${question}: expected 1 to ${questions.length}`);
  const chosen = toLetters(choices, asked, question);
  const right = asked.choices.every((choice, i) => choice.right === chosen.includes(letterOf(i)));
  const problem = keepProgress(({ quiz }) => (quiz[question] = { choices: chosen, right }));
  const heading = `Question ${question}: ${right ? 'right' : 'not yet right'}`;
  const lines = asked.choices.map((choice, i) => explain(choice, letterOf(i), chosen));
  const notes = problem ? [problem] : [];
  return new GradedAnswer(
    question,
    chosen,
    right,
    [heading, asked.text, ...lines.map((line) => `  ${line}`), ...notes].join('\n'),
    [
      `<p><strong>${heading}</strong><br>${escapeHtml(asked.text)}</p>`,
      `<ul style="list-style:none;padding-left:0">${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul>`,
      ...notes.map((note) => `<p>${escapeHtml(note)}</p>`),
    ].join(''),
  );
}

/** `✓ a) a compression model: right. It squeezes ...` */
function explain({ text, right, reason }: Choice, letter: string, chosen: string[]): string {
  const [mark, verdict] =
    chosen.includes(letter) === right
      ? ['✓', right ? 'right' : 'rightly left out']
      : ['✗', right ? 'it belongs to the answer' : 'it does not belong to the answer'];
  return `${mark} ${letter}) ${text}: ${verdict}. ${reason}`;
}

function toLetters(choices: unknown, { choices: offered }: Question, question: number): string[] {
  const letters = offered.map((_, i) => letterOf(i));
  const given = typeof choices === 'string' ? choices.split(/[\s,]*/) : choices;
  if (!Array.isArray(given))
    throw new Error(`the choices are letters in a list: answerQuiz(${question}, ['a'])`);
  const chosen = given.map((letter) => String(letter).trim().toLowerCase());
  const unknown = chosen.find((letter) => !letters.includes(letter));
  if (unknown !== undefined)
    throw new Error(
      `question ${question} has no choice ${JSON.stringify(unknown)}: expected ${letters.join(', ')}`,
    );
  return letters.filter((letter) => chosen.includes(letter));
}
