import { courseQuestions } from './course-questions';
import { lessonQuestions } from './lesson-questions';

export { letterOf, type Choice, type Question } from './question';

/** The quiz: the questions of the course, then eight more about its lessons. */
export const questions = [...courseQuestions, ...lessonQuestions];
