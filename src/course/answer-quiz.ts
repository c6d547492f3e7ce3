import { escapeHtml } from '../helpers/base/html';
import { updateProgress } from './progress-file';
import { nudge } from './nudge';
import { letterOf, questions, type Choice, type Question } from './questions';
import { Shown } from './shown';

/** The result of answering one question. */
export class GradedAnswer extends Shown {
  constructor(
    readonly question: number,
    readonly choices: string[],
    /** Whether all the correct choices were given, and no others. */
    readonly right: boolean,
    text: string,
    html: string,
  ) {
    super(text, html);
  }
}

/**
 * Answers one question of the quiz. A wrong answer gets one thing to think about; the right one the reason for each choice.
 * The result is saved in the progress file; a later answer replaces it.
 *
 * @param question 1 to 13
 * @param choices the letters of every answer you think is correct, `['a', 'c']` or `'ac'`
 * @throws if there is no such question or letter
 * @example
 * answerQuiz(1, ['a', 'c']);
 */
export function answerQuiz(question: number, choices: string[] | string): GradedAnswer {
  const asked = questions[question - 1];
  if (!asked) throw new Error(`invalid question: ${question} (expected 1 to ${questions.length})`);
  const chosen = toLetters(choices, asked, question);
  const right = asked.choices.every((choice, i) => choice.right === chosen.includes(letterOf(i)));
  const problem = updateProgress(({ quiz }) => (quiz[question] = { choices: chosen, right }));
  const heading = `Question ${question}: ${right ? 'right' : 'not quite right'}`;
  const lines = right
    ? asked.choices.map((choice, i) => explain(choice, letterOf(i)))
    : [
        nudge(
          asked.choices.map((choice, i) => ({
            ...choice,
            letter: letterOf(i),
            isChosen: chosen.includes(letterOf(i)),
          })),
        ),
      ];
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

/** `✓ a) a compression model: part of the answer. It squeezes ...` */
function explain({ text, right, reason }: Choice, letter: string): string {
  return right
    ? `✓ ${letter}) ${text}: part of the answer. ${reason}`
    : `○ ${letter}) ${text}: rightly left out. ${reason}`;
}

function toLetters(choices: unknown, { choices: offered }: Question, question: number): string[] {
  const letters = offered.map((_, i) => letterOf(i));
  const given = typeof choices === 'string' ? choices.split(/[\s,]*/) : choices;
  if (!Array.isArray(given))
    throw new Error(
      `invalid choices: ${choices} (expected a list of letters: answerQuiz(${question}, ['a']))`,
    );
  const chosen = given.map((letter) => String(letter).trim().toLowerCase());
  const unknown = chosen.find((letter) => !letters.includes(letter));
  if (unknown !== undefined)
    throw new Error(
      `invalid choice: ${JSON.stringify(unknown)} (expected ${letters.join(', ')} for question ${question})`,
    );
  return letters.filter((letter) => chosen.includes(letter));
}
