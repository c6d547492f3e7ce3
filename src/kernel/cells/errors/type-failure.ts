import ts from '@tslab/typescript-for-tslab';
import type { Failure } from '../../protocol';
import { clearSyntax } from '../compile/clear-syntax';
import { red } from './failure';
import type { Place } from '../compile/maps';
import { toExcerpt } from './trace';
import type { Diagnostic } from '../compile/tslab';
import { maybePythonHelp } from './python-help';
import { maybeTypeHelp, type TypeHelp } from './type-help';

/** How many lines explain one message: TypeScript writes one per step. */
const MOST = 3;

/** How many places are shown. */
const PLACES = 10;

/** TypeScript's error at one place: a message and its explanation. */
interface Complaint {
  at: Place;
  /** Other places with the same error. */
  others: Place[];
  /** The learner's file, if it is not the cell. */
  file?: string;
  messages: string[];
}

/** The failure of a cell that does not compile: each message with its line and a caret under the place. */
export function toTypeFailure(diagnostics: Diagnostic[], code: string, title: string): Failure {
  const source = code.split('\n');
  // with syntax errors, names mean nothing yet, so errors about them are left out
  const syntax = maybeSyntaxError(code);
  const complaints = syntax ? [syntax] : gather(diagnostics, code);
  const blocks = complaints.slice(0, PLACES).map((complaint) => {
    const { at, file, messages } = complaint;
    const line = source[at.line - 1] ?? '';
    const python = file ? undefined : maybePythonHelp(line, messages[0] ?? '', !!syntax);
    if (python) at.column = line.search(/\S/) + 1;
    return toBlock(complaint, line, title, python ?? maybeTypeHelp(messages));
  });
  const left = complaints.length - blocks.length;
  const lines = [...blocks.flat(), ...(left > 0 ? [`${left} more`] : [])];
  const evalue = lines[0]?.replace(`${red('TypeScriptError')}: `, '') ?? '';
  return { ename: 'TypeScriptError', evalue, traceback: lines };
}

/** The lines shown for one error. */
function toBlock(
  { at, file, others, messages }: Complaint,
  line: string,
  title: string,
  help?: TypeHelp,
): string[] {
  const [first, ...rest] = help?.instead ? [help.instead] : messages;
  const also = others.map((place) => `line ${place.line}, column ${place.column}`);
  return [
    `${red('TypeScriptError')}: ${first}`,
    `at ${file ?? title}, line ${at.line}, column ${at.column}`,
    ...(file ? [] : toExcerpt(at, line)),
    ...(also.length ? [`also at ${toFew(also).join('; ')}`] : []),
    ...toFew(rest).map((message) => `  ${message}`),
    ...(help?.add ? [help.add] : []),
  ];
}

/** The place of the first syntax error inside the cell. */
function maybeSyntaxError(code: string): Complaint | undefined {
  // only in a module is `await` a keyword outside of functions
  const file = ts.createSourceFile(
    'cell.ts',
    `${clearSyntax(code)}\nexport {};`,
    ts.ScriptTarget.ESNext,
    false,
  );
  const [first] = (file as unknown as { parseDiagnostics: ts.DiagnosticWithLocation[] }).parseDiagnostics;
  if (!first) return undefined;
  const message = ts.flattenDiagnosticMessageText(first.messageText, '\n');
  return { at: toPlace(first.start, code), others: [], messages: message.split('\n') };
}

/** A second error that tslab reports at the same place explains the first. */
function gather(diagnostics: Diagnostic[], code: string): Complaint[] {
  const complaints: Complaint[] = [];
  let last: Diagnostic | undefined;
  for (const diagnostic of diagnostics) {
    const { start, messageText, fileName: file } = diagnostic;
    if (last?.start.offset === start.offset && (last.fileName === file || !file))
      complaints.at(-1)?.messages.push(messageText);
    else {
      const at = file ? { line: start.line + 1, column: start.character + 1 } : toPlace(start.offset, code);
      complaints.push({ at, others: [], file, messages: [messageText] });
    }
    last = diagnostic;
  }
  return fold(complaints);
}

/** The same error at several places is shown once. */
function fold(complaints: Complaint[]): Complaint[] {
  const first = new Map<string, Complaint>();
  for (const complaint of complaints) {
    const key = JSON.stringify([complaint.file, complaint.messages]);
    const known = first.get(key);
    if (known) known.others.push(complaint.at);
    else first.set(key, complaint);
  }
  return [...first.values()];
}

/** Line and column of an offset; an error at the end of a cell is placed after its last character. */
function toPlace(offset: number, code: string): Place {
  const lines = code.slice(0, Math.min(offset, code.trimEnd().length)).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

/** The first lines and the last, which is the actual reason. */
const toFew = (lines: string[]): string[] =>
  lines.length > MOST ? [...lines.slice(0, MOST - 1), lines.at(-1) ?? ''] : lines;
