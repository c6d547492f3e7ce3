import { renderCanvas } from './canvas';
import { readRunner, renderClassroom50 } from './classroom50';
import { cleanResults } from './clean';
import { renderExercism } from './exercism';
import { renderGradescope } from './gradescope';
import { renderHtmlPage } from './html-page';
import { renderJson } from './json';
import { renderJUnit } from './junit';
import { assertGradebook, assertOneLearner, type Handed } from './learner';
import { renderMoodle } from './moodle';
import { renderNbgrader } from './nbgrader';
import { renderPrairieLearn } from './prairielearn';
import type { Results } from './results';
import { renderText } from './text';

/** What a report may depend on besides the results. */
export interface Circumstances {
  env: NodeJS.ProcessEnv;
  now: Date;
}

const writers = {
  text: renderText,
  json: renderJson,
  html: renderHtmlPage,
  junit: renderJUnit,
  gradescope: renderGradescope,
  prairielearn: renderPrairieLearn,
  exercism: renderExercism,
  classroom50: renderClassroom50,
  nbgrader: renderNbgrader,
  canvas: renderCanvas,
  moodle: renderMoodle,
} satisfies Record<string, (results: Results, circumstances: Circumstances) => string>;

/** The name of a report's format. */
export type Format = keyof typeof writers;

export const formats = Object.keys(writers) as Format[];

const forOneLearner: Format[] = ['gradescope', 'prairielearn', 'exercism', 'classroom50'];
const gradebooks: Format[] = ['nbgrader', 'canvas', 'moodle'];

/**
 * Makes sure, before anything is graded, that a report on these submissions can be written.
 *
 * @throws ReportError if not: it says what is missing
 */
export function assertReportable(format: Format, submissions: Handed[], env: NodeJS.ProcessEnv): void {
  if (forOneLearner.includes(format)) assertOneLearner(format, submissions);
  if (gradebooks.includes(format)) assertGradebook(format, submissions);
  if (format === 'classroom50') readRunner(env);
}

/**
 * `results` in the given format. Texts of learners are cleaned here, once for all formats; each writer only escapes them.
 *
 * @throws ReportError if the grader failed and the format has no way to say so
 * @example
 * renderReport('junit', results, { env: process.env, now: new Date() })
 */
export const renderReport = (format: Format, results: Results, circumstances: Circumstances): string =>
  writers[format](cleanResults(results), circumstances);
