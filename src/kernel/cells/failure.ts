import { inspect } from 'node:util';
import type { Failure } from '../protocol';
import { maybeHelp } from './help';
import type { Diagnostic } from './tslab';
import { toExcerpt, toFrames } from './trace';

/** Set to `full` (in a cell: `process.env.AUTOENCODERS_TRACE = 'full'`), errors come with the whole stack. */
const TRACE = 'AUTOENCODERS_TRACE';

const red = (text: string): string => `\x1b[31m${text}\x1b[39m`;

/** What a cell fails with when it threw `error`: its name, message, a line of help, and the learner's own lines. */
export function toFailure(error: unknown): Failure {
  const { name, message, stack = '' } = asError(error);
  const help = maybeHelp(message, stack);
  const frames = toFrames(stack);
  const [top, ...callers] = frames;
  const lines = [`${red(name)}: ${message}`];
  if (help) lines.push(help);
  if (top)
    lines.push(
      `at ${top.where}, line ${top.line}, column ${top.column}${top.name ? `, in ${top.name}` : ''}`,
    );
  if (top?.text !== undefined) lines.push(...toExcerpt(top, top.text));
  for (const frame of callers)
    lines.push(`from ${frame.where}, line ${frame.line}${frame.name ? `, in ${frame.name}` : ''}`);
  const { cause } = (error ?? {}) as { cause?: unknown };
  if (cause !== undefined) lines.push('caused by', ...toFailure(cause).traceback);
  if (process.env[TRACE] === 'full') lines.push('', stack);
  return { ename: name, evalue: help ? `${message}\n${help}` : message, traceback: lines };
}

/** What a cell fails with when it does not compile: each message with its line and a caret under the place. */
export function toTypeFailure(diagnostics: Diagnostic[], code: string, title: string): Failure {
  const source = code.split('\n');
  const lines: string[] = [];
  let last = -1;
  for (const { start, messageText, fileName } of diagnostics) {
    const at = { line: start.line + 1, column: start.character + 1 };
    // what tslab reports at the same place again explains the message before it
    const again = start.offset === last;
    last = start.offset;
    if (again) {
      lines.push(`  ${messageText}`);
      continue;
    }
    lines.push(`${red('TypeScriptError')}: ${messageText}`);
    lines.push(`at ${fileName ?? title}, line ${at.line}, column ${at.column}`);
    if (!fileName) lines.push(...toExcerpt(at, source[start.line] ?? ''));
  }
  return { ename: 'TypeScriptError', evalue: diagnostics[0]?.messageText ?? '', traceback: lines };
}

/** What a cell fails with when it was stopped. */
export function toStopFailure(): Failure {
  const evalue = 'stopped; the variables keep their values';
  return { ename: 'Interrupted', evalue, traceback: [`${red('Interrupted')}: ${evalue}`] };
}

function asError(error: unknown): { name: string; message: string; stack?: string } {
  if (typeof error === 'object' && error !== null && 'message' in error) {
    const { name, message, stack } = error as Error;
    return { name: String(name ?? 'Error'), message: String(message), stack: stack && String(stack) };
  }
  return { name: 'Thrown', message: inspect(error) };
}
