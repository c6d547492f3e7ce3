import { isAbsolute, join, relative } from 'node:path';
import { waitsOf } from '../compile/awaits';
import { maybePlace, maybeSource, type Place } from '../compile/maps';
import { toLearnersNames } from './names';

/** One line of a stack, in the learner's TypeScript. */
export interface Frame extends Place {
  /** `cell [3]`, or the path of a file relative to the notebook's folder. */
  where: string;
  /** The function, if it has a name. */
  name?: string;
  /** The text of that line, and the whole text if it is a cell's. */
  text?: string;
  source?: string;
}

/** If set to `full` (in a cell: `process.env.AUTOENCODERS_TRACE = 'full'`), errors are shown with the whole stack. */
const TRACE = 'AUTOENCODERS_TRACE';

/** How many lines of a stack are shown: an endless recursion has as many as V8 keeps. */
const MOST = 10;

/** A frame as V8 writes it: `    at f (cell[3]:2:9)`. */
const FRAME = /^\s+at (?:async )?(?:(.*?) \()?(?:file:\/\/)?([^()]+?):(\d+):(\d+)\)?$/;
/** A frame as `toLines` writes it: all that remains of an error that was copied to or from a worker. */
const COPIED = /^\s+at (cell \[.+?\]|\S.*?), line (\d+), column (\d+)(?:, in (.+?))?(?: \(\d+ times\))?$/;
/** The script of a worker whose code was given as text. */
const WORKER = '[worker eval]';
const OURS = join(__dirname, '../../../../..');

export const isTraceFull = (): boolean => process.env[TRACE] === 'full';

/** For errors whose `stack` was made by `prepare`: V8's text, and the text that is shown. */
const stacks = new WeakMap<object, { whole: string; shown: string }>();

type Prepare = (error: Error, sites: NodeJS.CallSite[]) => unknown;
/** The `prepareStackTrace` that the learner's code set instead of `prepare`; the stack is still recorded. */
let theirs: Prepare | undefined;
const noting = new WeakSet<Prepare>();

/** Makes the `stack` of every error contain only the learner's own lines, wherever it is printed. */
export function mapTraces(): void {
  Object.defineProperty(Error, 'prepareStackTrace', {
    get: () => theirs ?? prepare,
    set: (value: unknown) => {
      const isTheirs = typeof value === 'function' && value !== prepare;
      theirs = isTheirs ? toNoting(value as Prepare) : undefined;
    },
    configurable: true,
  });
}

function toNoting(value: Prepare): Prepare {
  if (noting.has(value)) return value;
  const noted: Prepare = (error, sites) => {
    prepare(error, sites);
    return value.call(Error, error, sites);
  };
  noting.add(noted);
  return noted;
}

function prepare(error: Error, sites: NodeJS.CallSite[]): string {
  const header = toHeader(error);
  const whole = [header, ...sites.map((site) => `    at ${toText(site)}`)].join('\n');
  stacks.set(error, { whole, shown: header });
  if (isTraceFull()) return whole;
  try {
    const frames = framesOf(error);
    const named = toLearnersNames(header, frames[0]?.source ?? '');
    const shown = [named, ...toLines(frames).map((line) => `    at ${line}`)].join('\n');
    stacks.set(error, { whole, shown });
    return shown;
  } catch {
    return header; // for example, no room left on a stack that overflowed
  }
}

function toHeader(error: unknown): string {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return 'Error'; // its name or message is a getter that throws
  }
}

function toText(site: NodeJS.CallSite): string {
  try {
    return String(site);
  } catch {
    return '<anonymous>'; // V8 names a frame after its object, which may be a proxy that throws
  }
}

/** Reduces the stack of an error from a worker, which does not run `prepare`, to the learner's own lines. */
export function shortenForeign(error: Error): void {
  const { stack } = error;
  if (stacks.has(error) || theirs || isTraceFull() || typeof stack !== 'string' || !/^\s+at /m.test(stack))
    return;
  const lines = toLines(toFrames(stack)).map((line) => `    at ${line}`);
  error.stack = [toHeader(error), ...lines].join('\n');
}

/** V8's stack of an error, or what the learner's code put in its place. */
export function stackOf(error: object): string {
  const before = theirs;
  theirs = undefined;
  try {
    const { stack } = error as { stack?: unknown };
    const { whole, shown = '' } = stacks.get(error) ?? {};
    // Node puts the compiled line of a script that threw above the stack
    if (typeof stack === 'string' && stack !== shown && stack.endsWith(shown) && shown)
      Object.assign(error, { stack: shown });
    return whole ?? (typeof stack === 'string' ? stack : '');
  } catch {
    return '';
  } finally {
    theirs = before;
  }
}

/** The complete call stack, one frame per line, as V8 writes it. */
export function captureStack(): string[] {
  const before = theirs;
  const { stackTraceLimit } = Error;
  theirs = (_error, sites) => sites.map((site) => `    at ${toText(site)}`);
  Error.stackTraceLimit = Infinity;
  const lines = new Error().stack as unknown as string[];
  Error.stackTraceLimit = stackTraceLimit;
  theirs = before;
  return lines.slice(1);
}

/** The learner's own frames of an error, then the places where the learner awaited it. */
export function framesOf(error: object): Frame[] {
  const frames = toFrames(stacks.get(error)?.whole ?? stackOf(error));
  const waits = waitsOf(error).flatMap((wait) => {
    const frame = maybeFrame(wait.script, wait, wait);
    return frame ? [{ ...frame, ...(wait.name ? { name: wait.name } : {}) }] : [];
  });
  const isNew = ({ where, line }: Frame) =>
    !frames.some((frame) => frame.where === where && frame.line === line);
  return [...frames, ...waits.filter(isNew)];
}

/**
 * The lines shown for some frames: `cell [3], line 2, column 9, in f`. Repetitions are counted, and a last line tells
 * how many are left out.
 */
export function toLines(frames: Frame[]): string[] {
  const lines: { line: string; times: number }[] = [];
  for (const frame of frames) {
    const line = toLine(frame);
    const last = lines.at(-1);
    if (last?.line === line) last.times += 1;
    else lines.push({ line, times: 1 });
  }
  const shown = lines
    .slice(0, MOST)
    .map(({ line, times }) => (times > 1 ? `${line} (${times} times)` : line));
  return lines.length > MOST ? [...shown, `${lines.length - MOST} more`] : shown;
}

const toLine = ({ where, line, column, name }: Frame): string =>
  `${where}, line ${line}, column ${column}${name ? `, in ${name}` : ''}`;

/** Returns the frames of a stack that belong to the learner: cells, and their own files. */
export function toFrames(stack: string): Frame[] {
  return stack.split('\n').flatMap((line) => {
    const copied = COPIED.exec(line);
    if (copied) return toCopied(copied);
    const [, name, script, row, column] = FRAME.exec(line) ?? [];
    if (!script) return [];
    const at = { line: Number(row), column: Number(column) };
    const frame = maybeFrame(script, maybePlace(script, at), at);
    if (!frame) return [];
    const named = name && !/^(Object\.)?<anonymous>$|^eval|^(Timeout|Immediate)\./.test(name);
    return [named ? { ...frame, name: name.replace(/^(Object|Proxy)\.| \[as .*\]$/g, '') } : frame];
  });
}

function toCopied([, where = '', line, column, name]: RegExpExecArray): Frame {
  return { where, line: Number(line), column: Number(column), ...(name ? { name } : {}) };
}

/** The frame of a place: in the TypeScript if the script was compiled, otherwise `at` as V8 has it. */
function maybeFrame(script: string, place: Place | undefined, at: Place): Frame | undefined {
  const source = maybeSource(script);
  const where = source === undefined ? maybeFile(script, !!place) : toTitle(script);
  if (!where || (source !== undefined && !place)) return undefined;
  const { line, column } = place ?? at;
  return { line, column, where, text: source?.split('\n')[line - 1], source };
}

/** V8's name for a cell's script, in which it does not allow spaces. */
export const toScriptName = (count: number | string): string => `cell[${count}]`;

/** The learner's name for that script. */
export const toTitle = (script: string): string => script.replace('[', ' [').replace(/'+$/, '');

/** Path of a learner's file as they know it; `undefined` for files of Node, a package or the project itself. */
function maybeFile(script: string, compiled: boolean): string | undefined {
  if (script === WORKER) return "the worker's code";
  if (!isAbsolute(script)) return undefined;
  const path = relative(process.cwd(), script);
  const isPackage = script.includes('/node_modules/');
  if (compiled && !(isPackage && /\.[cm]?js$/.test(script))) return path;
  const ours = ['dist', 'src', 'scripts', 'node_modules'].some((folder) =>
    script.startsWith(join(OURS, folder) + '/'),
  );
  return ours || isPackage ? undefined : path;
}

/**
 * Shows a line of source with a caret under the place.
 *
 * @example toExcerpt({ line: 2, column: 7 }, "throw 'no'"); // ['  2 | throw 'no'', '    |       ^']
 */
export function toExcerpt({ line, column }: Place, text: string): string[] {
  const number = String(line).padStart(3);
  return [`${number} | ${text}`, `${' '.repeat(number.length)} | ${' '.repeat(column - 1)}^`];
}
