import { inspect } from 'node:util';
import { maybeHelp } from '../../../backend/tfjs/help';
import type { Failure } from '../../protocol';
import { toLearnersNames } from './names';
import { maybeModuleHelp } from './type-help';
import { framesOf, isTraceFull, stackOf, toExcerpt, toLines } from './trace';

/** How many nested errors are shown: causes, causes of causes, the members of an AggregateError. */
const MOST = 10;

/** Text around a message: TensorFlow's error number, Node's list of the requiring modules. */
const AROUND = /^Invalid TF_Status: \d+\nMessage: |\nRequire stack:\n[^]*$/g;

/** Characters of a binary file in a message: all control characters except line ends, tabs and colours. */
const UNPRINTABLE = /[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]/g;

export const red = (text: string): string => `\x1b[31m${text}\x1b[39m`;

/** The failure of a cell that threw `error`: its name, message, a line of help, and the learner's own lines. */
export function toFailure(error: unknown): Failure {
  return describe(error, new Set());
}

/** The failure of a cell that was stopped. */
export function toStopFailure(): Failure {
  const evalue = 'stopped; the variables keep their values';
  return { ename: 'Interrupted', evalue, traceback: [`${red('Interrupted')}: ${evalue}`] };
}

function describe(error: unknown, seen: Set<unknown>): Failure {
  seen.add(error);
  const { name, message: said } = toWords(error);
  const plain = said.replace(AROUND, '').replace(UNPRINTABLE, '\ufffd');
  const parts = typeof error === 'object' && error !== null ? error : {};
  const stack = stackOf(parts);
  const frames = framesOf(parts);
  const message = toLearnersNames(plain, frames[0]?.source ?? '');
  const help = maybeHelp(withCause(message, parts), stack) ?? maybeModule(parts, message);
  const [top, ...callers] = toLines(frames);
  const lines = [`${red(name)}: ${message}`, ...(help ? [help] : []), ...toProperties(parts)];
  if (top) lines.push(`at ${top}`);
  if (frames[0]?.text !== undefined) lines.push(...toExcerpt(frames[0], frames[0].text));
  lines.push(...callers.map((line) => `from ${line.replace(/, column \d+/, '')}`));
  for (const [words, inner] of innerErrors(parts))
    if (seen.has(inner)) lines.push(words, 'the same error again');
    else if (seen.size <= MOST) lines.push(words, ...describe(inner, seen).traceback);
  if (isTraceFull() && stack) lines.push('', stack);
  return { ename: name, evalue: help ? `${message}\n${help}` : message, traceback: lines };
}

/** The advice about a module that `require` or `import()` did not find. */
function maybeModule(error: { code?: unknown }, message: string): string | undefined {
  if (!/^(ERR_)?MODULE_NOT_FOUND$/.test(String(maybeOf(() => error.code)))) return undefined;
  const name = /^Cannot find (?:module|package) '(.+?)'(?!,)/.exec(message)?.[1];
  return name && maybeModuleHelp(name)?.add;
}

/** `fetch failed` is meaningless without its cause. */
function withCause(message: string, error: { cause?: unknown }): string {
  const cause = maybeOf(() => error.cause);
  return message === 'fetch failed' && cause instanceof Error ? `${message}: ${cause.message}` : message;
}

/** The errors inside an error, each with a heading. */
function innerErrors(error: { cause?: unknown; errors?: unknown }): [words: string, inner: unknown][] {
  const errors = maybeOf(() => (error instanceof AggregateError ? [...error.errors] : undefined)) ?? [];
  const cause = maybeOf(() => error.cause);
  return [
    ...errors.map((inner, i): [string, unknown] => [`error ${i + 1} of ${errors.length}`, inner]),
    ...(cause === undefined ? [] : [['caused by', cause] as [string, unknown]]),
  ];
}

/**
 * A line with the other properties of an error, `{ status: 404 }`; without those that Node adds to its own, which the
 * message contains.
 */
function toProperties(error: object): string[] {
  const properties = maybeOf(() => ({ ...error }) as Record<string, unknown>);
  if (!properties || !(error instanceof Error) || 'syscall' in properties) return [];
  for (const known of ['name', 'message', 'stack', 'cause', 'errors']) delete properties[known];
  delete properties.requireStack;
  if (/^(ERR_|MODULE_)/.test(String(properties.code))) delete properties.code;
  if (!Object.keys(properties).length) return [];
  return [inspect(properties, { depth: 0, breakLength: Infinity }).slice(0, 500)];
}

function toWords(error: unknown): { name: string; message: string } {
  const words = maybeOf(() => {
    if (typeof error !== 'object' || error === null || !('message' in error)) return undefined;
    const { name, message } = error as Error;
    // the name of a custom class tells more than the inherited name
    const kind = name === 'Error' && error instanceof Error ? error.constructor.name : '';
    return { name: String(kind || (name ?? 'Error')), message: String(message) };
  });
  const thrown = words ?? {
    name: 'Thrown',
    message: maybeOf(() => inspect(error)) ?? 'a value that cannot be shown',
  };
  return error instanceof Error && !words ? { ...thrown, name: 'Error' } : thrown;
}

/** The result of `read`; `undefined` if a getter of the learner's throws. */
function maybeOf<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
