export { answerQuiz, type GradedAnswer } from './answer-quiz';
export { hint } from './hint';
export { quiz } from './quiz';
export { completeLesson, showProgress } from './show-progress';
export type { Shown } from './shown';
