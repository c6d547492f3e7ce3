import { join } from 'node:path';
import { existsSync, statSync } from 'node:fs';
import { calibrate } from '../../grading/class/calibrate';
import { describeMove } from '../../grading/class/moves';
import { defaultJobs } from '../../grading/class/jobs';
import type { DrawEach } from '../../grading/class/pictures';
import { gradeClass, type ClassOptions, type ClassOutcome } from '../../grading/class/run';
import type { Choice } from '../../grading/isolation';
import type { Format } from '../../grading/reports/formats';
import { drawEach } from '../../grading/pictures/draw-each';
import { grade, type GradeEach } from '../../grading/run/grade';
import type { Attempts, Intake } from '../../grading/intake';
import { renderNotes } from '../../grading/reports/notes';
import { slugs } from '../../grading/tasks';
import { makeFolder } from '../lib/folder';
import { ClassProgress } from './progress';
import { gradeThere } from './queued';
import { print, writeReport } from './report';

export interface ClassArguments {
  /** The folder of the marks. */
  out: string;
  /** A report that is written there too. */
  format: Format;
  seed?: number;
  only?: string[];
  attempts?: Attempts;
  jobs?: number;
  regrade?: boolean;
  /** The address of the queue whose workers grade; by default this machine does. */
  queue?: string;
  /** Whether the feedback shows what the models draw. */
  pictures: boolean;
  allowUnisolated?: boolean;
  choice: Promise<Choice>;
}

/** Whether `--out` names a folder: an existing one, or one whose name ends with a slash. */
export const isFolder = (out: string): boolean =>
  /[\\/]$/.test(out) || (existsSync(out) && statSync(out).isDirectory());

/** Ctrl-C, or another signal that asks to stop. */
class Stopped extends Error {
  constructor(readonly exitCode: number) {
    super('stopped');
  }
}

/**
 * `npm run grade -- PATH... --out FOLDER/`: grades a class, or continues where the run before was stopped.
 *
 * @returns the exit code: 0, 1 or 2 as for files, 130 after Ctrl-C
 */
export async function runClass(intake: Intake, args: ClassArguments): Promise<number> {
  const { submissions, ...notes } = intake;
  const isolation = args.queue === undefined ? (await args.choice).isolation.by : isolationOf(args);
  await makeFolder(args.out);
  const stop = new AbortController();
  const onSignal = (signal: NodeJS.Signals): void => stop.abort(new Stopped(signal === 'SIGINT' ? 130 : 143));
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, onSignal);
  const progress = new ClassProgress(submissions, slugs);
  let isGraded = false;
  try {
    const outcome = await gradeClass(submissions, {
      ...args,
      folder: args.out,
      slugs,
      isolation,
      notes,
      gradeEach:
        args.queue === undefined
          ? gradeHere(args, stop.signal)
          : gradeThere({ ...args, url: args.queue, signal: stop.signal }),
      drawEach: args.pictures
        ? (submissions, onDrawn) => {
            isGraded = true;
            return drawHere(args, progress, stop.signal)(submissions, onDrawn);
          }
        : undefined,
      onStart: (total, known) => progress.start(total, known),
      onGraded: (result) => progress.note(result),
      onWarning: (text) => progress.warn(text),
    } satisfies ClassOptions);
    progress.close();
    return await report(outcome, args);
  } catch (error) {
    progress.close();
    if (!(error instanceof Stopped)) throw addAdvice(error as Error);
    console.error(
      isGraded
        ? 'Stopped. The marks are complete; run the same command again to draw the other pictures.'
        : `Stopped. What is graded is kept in ${join(args.out, 'results.jsonl')}; run the same command again to continue.`,
    );
    return error.exitCode;
  } finally {
    for (const signal of signals) process.off(signal, onSignal);
  }
}

/** Workers isolate, unless others are allowed. */
const isolationOf = ({ allowUnisolated }: ClassArguments): 'permissions' | 'bubblewrap' =>
  allowUnisolated ? 'permissions' : 'bubblewrap';

/** Grades on this machine, as many at once as it has cores and memory for. */
function gradeHere({ only, jobs = defaultJobs(), choice }: ClassArguments, signal: AbortSignal): GradeEach {
  const patient = { silence: 300_000, total: 300_000 };
  return async (submissions, onResult) => {
    const slack = await calibrate(async (key, onResult) => {
      await grade(key, { seed: 0, choice, limits: patient, signal, onResult });
    });
    await grade(submissions, { seed: 0, only, jobs, choice, slack, signal, onResult, retryAlone: true });
  };
}

/** Draws on this machine. Marks do not depend on it: what fails is said, and there are fewer pictures. */
function drawHere(
  { jobs = defaultJobs(), choice }: ClassArguments,
  progress: ClassProgress,
  signal: AbortSignal,
): DrawEach {
  return async (submissions, onDrawn) => {
    progress.startPictures(submissions.length);
    try {
      const { isolation } = await choice;
      await drawEach(submissions, { isolation, jobs, signal }, (drawn, submission) => {
        onDrawn(drawn, submission);
        progress.notePicture();
      });
    } catch (error) {
      if (signal.aborted) throw error;
      progress.warn(`There are pictures missing in the feedback: ${(error as Error).message.split('\n')[0]}`);
    }
  };
}

const addAdvice = (error: Error): Error =>
  /ENOSPC|EDQUOT|EIO|EROFS/.test(error.message)
    ? new Error(
        `${error.message}\nWhat was graded before is kept: make room, then run the same command again.`,
      )
    : error;

async function report(
  { results, marks, moves, faults, exitCode }: ClassOutcome,
  args: ClassArguments,
): Promise<number> {
  const { out, format } = args;
  const flagged = results.submissions.filter(({ byHand }) => byHand?.before !== undefined);
  const lines = [
    ...section('Scores that moved:', moves.map(describeMove)),
    ...section(
      'Scores set by hand whose automatic score moved:',
      flagged.map(
        ({ learner, slug, score, byHand }) =>
          `${learner!.id} ${slug}: ${score} by hand stays; the automatic score was ${byHand!.before ?? 'none'}, now ${byHand!.automatic ?? 'none'}`,
      ),
    ),
    ...section(
      'Not graded, because the grader failed (run the same command again):',
      faults.map(({ learner, slug, message }) => `${learner?.id} ${slug}: ${message}`),
    ),
    `${marks.filter(({ feedback }) => feedback).length} learners, ${results.submissions.length} submissions. Marks: ${join(out, 'index.html')}, table.csv, results.json; feedback: ${join(out, 'feedback')}`,
  ];
  await print(`${lines.join('\n')}\n`);
  for (const line of renderNotes(results)) console.error(line);
  if (format === 'text') return exitCode;
  const written = await writeReport(results, format, join(out, fileOf(format)));
  return Math.max(written, exitCode);
}

const section = (title: string, lines: string[]): string[] =>
  lines.length ? ['', title, ...lines.map((line) => `  ${line}`), ''] : [];

/** The file of a report in the folder of the marks. */
export const fileOf = (format: Format): string => `${format}.${extensions[format] ?? 'json'}`;

const extensions: Partial<Record<Format, string>> = {
  html: 'html',
  junit: 'xml',
  nbgrader: 'csv',
  canvas: 'csv',
  moodle: 'csv',
};
