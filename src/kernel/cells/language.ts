import ts from '@tslab/typescript-for-tslab';
import type { Request } from '../protocol';
import type { CellCompiler } from './cell-compiler';
import { toFailure } from './errors/failure';
import { isCompleteCode, printQuickInfo } from './compile/tslab';

/** How many completions a client is sent; with more, it is better to continue typing. */
const MOST = 500;

type Compiler = Pick<CellCompiler, 'complete' | 'inspect'>;

/** Replies to the front's requests about code. */
export function replyAboutCode(compiler: Compiler, request: Exclude<Request, { kind: 'execute' }>): object {
  try {
    switch (request.kind) {
      case 'isComplete':
        return toIsComplete(request.code);
      case 'complete':
        return toCompletion(compiler, request.code, request.cursor);
      case 'inspect':
        return toInspection(compiler, request.code, request.cursor);
    }
  } catch (error) {
    return { status: 'error', ...toFailure(error) };
  }
}

/** Reports whether code is complete, incomplete (with the indentation of the next line), or invalid. */
function toIsComplete(code: string): object {
  const { completed, indent } = isCompleteCode(code);
  if (!completed) return { status: 'incomplete', indent: indent ?? '' };
  const file = ts.createSourceFile('cell.ts', code, ts.ScriptTarget.ESNext, false);
  const { parseDiagnostics } = file as unknown as { parseDiagnostics: unknown[] };
  return { status: parseDiagnostics.length ? 'invalid' : 'complete' };
}

/** Answers a `complete_request`: names, and for clients that support them their kinds (`function`, `const`, ...). */
function toCompletion(compiler: Compiler, code: string, cursor: number): object {
  const found = compiler.complete(code, toUnits(code, cursor));
  const start = toPoints(code, found.start);
  const end = toPoints(code, found.end);
  const matches = found.candidates.slice(0, MOST);
  const kinds = new Map(found.original?.entries.map(({ name, kind }) => [name, kind as string]));
  const types = matches.map((text) => ({ start, end, text, type: kinds.get(text) ?? '' }));
  return {
    status: 'ok',
    matches,
    cursor_start: start,
    cursor_end: end,
    metadata: { _jupyter_types_experimental: types },
  };
}

/** Answers an `inspect_request`: the type and documentation of the name at the cursor. */
export function toInspection(
  compiler: Compiler,
  code: string,
  cursor: number,
): { found: boolean; data: object } {
  const at = toUnits(code, cursor);
  // a cursor behind a name refers to that name
  const info = compiler.inspect(code, at) ?? (at > 0 ? compiler.inspect(code, at - 1) : undefined);
  const text = info && printQuickInfo(info);
  const found = !!text && text !== 'any'; // TypeScript's answer for a name that it does not know
  return { ...{ status: 'ok', found, metadata: {} }, data: found ? { 'text/plain': text } : {} };
}

/** Jupyter counts in Unicode characters, JavaScript in UTF-16 units. */
const toUnits = (code: string, points: number): number => [...code].slice(0, points).join('').length;
const toPoints = (code: string, units: number): number => [...code.slice(0, units)].length;
