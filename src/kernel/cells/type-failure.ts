import ts from '@tslab/typescript-for-tslab';
import type { Failure } from '../protocol';
import { clearSyntax } from './clear-syntax';
import { red } from './failure';
import type { Place } from './maps';
import { toExcerpt } from './trace';
import type { Diagnostic } from './tslab';
import { maybeNewName, maybePythonHelp, maybeTypeHelp } from './type-help';

/** How many lines explain one message: TypeScript writes one for each step it took. */
const MOST = 3;

/** What TypeScript says of one place: a message, and what explains it. */
interface Complaint {
  at: Place;
  /** The learner's file, where it is not the cell. */
  file?: string;
  messages: string[];
}

/** What a cell fails with when it does not compile: each message with its line and a caret under the place. */
export function toTypeFailure(diagnostics: Diagnostic[], code: string, title: string): Failure {
  const source = code.split('\n');
  // what cannot be read is not looked up either: the names in it mean nothing yet
  const syntax = maybeSyntaxError(code);
  const complaints = syntax ? [syntax] : gather(diagnostics, code);
  const lines = complaints.flatMap(({ at, file, messages }) => {
    const line = source[at.line - 1] ?? '';
    const python = file ? undefined : maybePythonHelp(line, messages[0] ?? '');
    const help = python ?? maybeTypeHelp(messages) ?? maybeNewName(line, messages[0] ?? '');
    if (python) at.column = line.search(/\S/) + 1;
    const [first, ...rest] = help?.instead ? [help.instead] : messages;
    return [
      `${red('TypeScriptError')}: ${first}`,
      `at ${file ?? title}, line ${at.line}, column ${at.column}`,
      ...(file ? [] : toExcerpt(at, line)),
      ...toFew(rest).map((message) => `  ${message}`),
      ...(help?.add ? [help.add] : []),
    ];
  });
  const evalue = lines[0]?.replace(`${red('TypeScriptError')}: `, '') ?? '';
  return { ename: 'TypeScriptError', evalue, traceback: lines };
}

/** The first place that TypeScript cannot read, inside the cell. */
function maybeSyntaxError(code: string): Complaint | undefined {
  // only in a module is `await` a keyword outside functions
  const file = ts.createSourceFile(
    'cell.ts',
    `${clearSyntax(code)}\nexport {};`,
    ts.ScriptTarget.ESNext,
    false,
  );
  const [first] = (file as unknown as { parseDiagnostics: ts.DiagnosticWithLocation[] }).parseDiagnostics;
  if (!first) return undefined;
  const message = ts.flattenDiagnosticMessageText(first.messageText, '\n');
  return { at: toPlace(first.start, code), messages: message.split('\n') };
}

/** What tslab reports at the same place again explains the message before it. */
function gather(diagnostics: Diagnostic[], code: string): Complaint[] {
  const complaints: Complaint[] = [];
  let last: Diagnostic | undefined;
  for (const diagnostic of diagnostics) {
    const { start, messageText, fileName: file } = diagnostic;
    if (last?.start.offset === start.offset && (last.fileName === file || !file))
      complaints.at(-1)?.messages.push(messageText);
    else {
      const at = file ? { line: start.line + 1, column: start.character + 1 } : toPlace(start.offset, code);
      complaints.push({ at, file, messages: [messageText] });
    }
    last = diagnostic;
  }
  return complaints;
}

/** Line and column of an offset; what is missing at the end of a cell is missed after its last character. */
function toPlace(offset: number, code: string): Place {
  const lines = code.slice(0, Math.min(offset, code.trimEnd().length)).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

/** The first lines, and the last: there TypeScript has come to the point. */
const toFew = (lines: string[]): string[] =>
  lines.length > MOST ? [...lines.slice(0, MOST - 1), lines.at(-1) ?? ''] : lines;
