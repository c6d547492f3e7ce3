import { SourceMap } from 'node:module';
import { join } from 'node:path';
import type * as TypeScript from '@tslab/typescript-for-tslab';
import { markAwaits } from './awaits';
import { replaceImportCalls } from './import-syntax';

type Payload = ConstructorParameters<typeof SourceMap>[0];

/** A script that V8 runs, and the mapping back to its TypeScript. */
interface Script {
  /** The TypeScript source; known only for cells. */
  source?: string;
  /** From the last step of the compilation to the first. */
  maps: SourceMap[];
  /** Number of lines; tslab's code that calls the script follows them. */
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

/** Sets the name that V8 uses in traces for the cell that is compiled next. */
export function beginScript(name: string, source: string): void {
  // cells that are not counted share a number, and errors of each may still be printed later
  while (scripts.has(name)) name += "'";
  cell = { name, source };
}

/** Compiles code that never runs: its script has no name. */
export function compileUnnamed<T>(compile: () => T): T {
  const named = cell;
  cell = undefined;
  try {
    return compile();
  } finally {
    cell = named;
  }
}

/** Returns the TypeScript line and column of a place in a script, if it is a learner's script. */
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
  // tslab prepends a line to a cell
  return { line: isCell ? Math.max(at.line, 1) : at.line + 1, column: at.column + 1 };
}

/** Returns the TypeScript of a cell's script. */
export const maybeSource = (script: string): string | undefined => scripts.get(script)?.source;

/** Compiles to CommonJS for tslab, and keeps the mapping back to the cell. */
export function transpile(
  ts: typeof TypeScript,
  input: string,
  options: TypeScript.TranspileOptions,
): TypeScript.TranspileOutput {
  const first = split(input);
  const compilerOptions = { ...options.compilerOptions, inlineSourceMap: true };
  // from its original place, which is at the same depth
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
  // code that is compiled ahead of a cell belongs to no cell
  if (!isCell || cell) scripts.set(script, { maps, lines, source: isCell ? cell?.source : undefined });
  if (isCell) cell = undefined;
  return { ...output, outputText: isCell ? `${second.code}\n//# sourceURL=${script}` : second.code };
}

/**
 * Keeps the mapping from a compiled module to its TypeScript.
 *
 * @returns the code without its source map
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
