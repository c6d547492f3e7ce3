// Functions that show something in a notebook. In a graded submission there is nothing to show, so they do nothing.

/** Shows a hint in a notebook. */
export const hint = (..._args: unknown[]): void => undefined;
/** Shows the quiz in a notebook. */
export const quiz = (..._args: unknown[]): void => undefined;
/** Answers a question of the quiz in a notebook. */
export const answerQuiz = (..._args: unknown[]): void => undefined;
/** Shows what a learner has done. */
export const showProgress = (..._args: unknown[]): void => undefined;
/** Records that a learner has finished a lesson. */
export const completeLesson = (..._args: unknown[]): void => undefined;
