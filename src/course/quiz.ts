import { escapeHtml } from '../helpers/base/html';
import { uniqueId } from '../helpers/base/unique-id';
import { letterOf, questions, type Question } from './questions';
import { nudge } from './nudge';
import { startQuiz } from './quiz-script';
import { Shown } from './shown';

/**
 * The quiz: thirteen questions, each with any number of correct choices. In a notebook you answer it by clicking, and
 * it is graded on the spot, with a reason for each choice; `answerQuiz` answers from code.
 *
 * @example
 * quiz()
 */
export function quiz(): Shown {
  const text = questions.map((question, i) =>
    [`${i + 1}. ${question.text}`, ...choicesOf(question)].join('\n'),
  );
  return new Shown(
    [`Answer with answerQuiz(1, ['a', 'c']): any number of choices may be correct.`, ...text].join('\n\n'),
    renderQuiz(`autoencoders-quiz-${uniqueId()}`),
  );
}

const choicesOf = ({ choices }: Question): string[] =>
  choices.map(({ text }, i) => `   ${letterOf(i)}) ${text}`);

/** The form. Only the script holds the answers: without it, the questions can still be read. */
function renderQuiz(id: string): string {
  const key = questions.map(({ choices }) =>
    choices.map(({ text, right, reason }) => ({ text, right, reason })),
  );
  const call = `(${startQuiz})(document.getElementById('${id}'), ${JSON.stringify(key).replace(/</g, '\\u003c')}, ${nudge});`;
  return `<form id="${id}" onsubmit="return false">
<p>Any number of choices may be correct. Tick them and press Check, or call <code>answerQuiz(1, ['a', 'c'])</code> in a cell.</p>
${questions.map((question, i) => renderQuestion(question, i + 1, id)).join('\n')}
<p data-total role="status" aria-live="polite"></p>
</form>
<script>${call}</script>`;
}

function renderQuestion({ text, choices }: Question, number: number, id: string): string {
  const items = choices.map((choice, i) => {
    const name = `${id}-${number}-${letterOf(i)}`;
    return `<div style="margin:0.3em 0"><input type="checkbox" id="${name}" value="${letterOf(i)}" aria-describedby="${name}-why"> <label for="${name}">${letterOf(i)}) ${escapeHtml(choice.text)}</label><div id="${name}-why" data-why style="margin-left:1.8em"></div></div>`;
  });
  return `<fieldset data-question="${number}" style="margin:0 0 1em;padding:0.5em 1em;border:1px solid #8c8c8c;border-radius:4px">
<legend style="padding:0 0.3em"><strong>${number}. ${escapeHtml(text)}</strong></legend>
${items.join('\n')}
<p><button type="button" hidden>Check</button> <span data-result role="status" aria-live="polite"></span></p>
</fieldset>`;
}
