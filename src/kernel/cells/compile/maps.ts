import { SourceMap } from 'node:module';
import { join } from 'node:path';
import type * as TypeScript from '@tslab/typescript-for-tslab';
import { markAwaits } from './awaits';
import { replaceImportCalls } from './import-syntax';

type Payload = ConstructorParameters<typeof SourceMap>[0];

/** A script that V8 runs, and the way back to the TypeScript it was made from. */
interface Script {
  /** The TypeScript; known for cells only. */
  source?: string;
  /** From the last step of the compilation to the first. */
  maps: SourceMap[];
  /** Number of lines; what tslab calls the script by stands below them. */
  lines: number;
}

/** A place in TypeScript, lines and columns from 1. */
export interface Place {
  line: number;
  column: number;
}

const INLINE = /\n?\/\/# sourceMappingURL=data:application\/json;base64,(\S+)\s*$/;
const scripts = new Map<string, Script>();
let cell: { name: string; source: string } | undefined;

/** Names the cell that is compiled next: V8 will call its script so, in traces. */
export function beginScript(name: string, source: string): void {
  // cells that are not counted share a number, and errors of each may still be printed
  while (scripts.has(name)) name += "'";
  cell = { name, source };
}

/** Compiles code that is never run: its script has no name. */
export function compileForNobody<T>(compile: () => T): T {
  const named = cell;
  cell = undefined;
  try {
    return compile();
  } finally {
    cell = named;
  }
}

/** Returns the TypeScript line and column of a place in a script, if the script is a learner's. */
export function maybePlace(script: string, { line, column }: Place): Place | undefined {
  const { maps, source, lines } = scripts.get(script) ?? { lines: 0 };
  return maps && line <= lines ? toOriginal({ line, column }, maps, source !== undefined) : undefined;
}

function toOriginal({ line, column }: Place, maps: SourceMap[], isCell: boolean): Place | undefined {
  let at = { line: line - 1, column: column - 1 };
  for (const map of maps) {
    const found = map.findEntry(at.line, at.column);
    if (!('originalLine' in found)) return undefined;
    at = { line: found.originalLine, column: found.originalColumn };
  }
  // tslab puts a line of its own before a cell
  return { line: isCell ? Math.max(at.line, 1) : at.line + 1, column: at.column + 1 };
}

/** Returns the TypeScript of a cell's script. */
export const maybeSource = (script: string): string | undefined => scripts.get(script)?.source;

/** Compiles to CommonJS for tslab, and keeps the way back to the cell. */
export function transpile(
  ts: typeof TypeScript,
  input: string,
  options: TypeScript.TranspileOptions,
): TypeScript.TranspileOutput {
  const first = split(input);
  const compilerOptions = { ...options.compilerOptions, inlineSourceMap: true };
  // from where it was written, which is as deep as where it lies
  const file = (first.payload?.sources[0] ?? '').replace(/^(\.\.\/)+/, '');
  const isCell = file === '__tslab__.ts';
  const script = isCell && cell ? cell.name : join(process.cwd(), file.replace(/\.[cm]?[jt]sx?$/, '.js'));
  const toTypeScript = first.payload ? [new SourceMap(first.payload)] : [];
  const mark = markAwaits(script, (at) => toOriginal(at, toTypeScript, isCell));
  const output = ts.transpileModule(replaceImportCalls(first.code), {
    ...options,
    compilerOptions,
    transformers: { before: [mark] },
  });
  const second = split(output.outputText);
  const maps = [second, first].flatMap(({ payload }) => (payload ? [new SourceMap(payload)] : []));
  const lines = second.code.trimEnd().split('\n').length;
  // what is compiled ahead of a cell is nobody's
  if (!isCell || cell) scripts.set(script, { maps, lines, source: isCell ? cell?.source : undefined });
  if (isCell) cell = undefined;
  return { ...output, outputText: isCell ? `${second.code}\n//# sourceURL=${script}` : second.code };
}

/**
 * Keeps the way from a compiled module back to its TypeScript.
 *
 * @returns the code without its map
 */
export function addScript(script: string, compiled: string): string {
  const { code, payload } = split(compiled);
  scripts.set(script, { maps: payload ? [new SourceMap(payload)] : [], lines: code.split('\n').length });
  return code;
}

function split(code: string): { code: string; payload?: Payload } {
  const found = INLINE.exec(code);
  if (!found) return { code };
  const payload = JSON.parse(Buffer.from(found[1] ?? '', 'base64').toString()) as Payload;
  return { code: code.slice(0, found.index), payload };
}
