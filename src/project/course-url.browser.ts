/** Replaced by the bundler: where `course.js` was loaded from. */
declare const COURSE_URL: string;

/** The folder of the course's files on its site, with a slash at its end. */
export const courseUrl = new URL('.', COURSE_URL);
