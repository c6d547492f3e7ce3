import { SourceMap } from 'node:module';
import { join } from 'node:path';
import type * as TypeScript from '@tslab/typescript-for-tslab';
import { replaceImportCalls } from './import-syntax';
import { isScript, keepScript, splitMap, toOriginal } from './maps';
import { markAwaits } from './mark-awaits';

/** Changes the code of cells; used in addition to those that the kernel always makes. */
export type Transformer = TypeScript.TransformerFactory<TypeScript.SourceFile>;

let cell: { name: string; source: string } | undefined;
const more: Transformer[] = [];

/** Sets the name that V8 uses in traces for the cell that is compiled next. Returns that name. */
export function beginScript(name: string, source: string): string {
  // cells that are not counted share a number, and errors of each may still be printed later
  while (isScript(name)) name += "'";
  cell = { name, source };
  return name;
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

/** Has all cells that are compiled from now on changed by `transformer` too. */
export function addTransformer(transformer: Transformer): void {
  more.push(transformer);
}

/** Compiles to CommonJS for tslab, and keeps the mapping back to the cell. */
export function transpile(
  ts: typeof TypeScript,
  input: string,
  options: TypeScript.TranspileOptions,
): TypeScript.TranspileOutput {
  const first = splitMap(input);
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
    transformers: { before: [mark, ...more] },
  });
  const second = splitMap(output.outputText);
  const payloads = [second, first].flatMap(({ payload }) => (payload ? [payload] : []));
  const lines = second.code.trimEnd().split('\n').length;
  // code that is compiled ahead of a cell belongs to no cell
  if (!isCell || cell) keepScript(script, { payloads, lines, source: isCell ? cell?.source : undefined });
  if (isCell) cell = undefined;
  return { ...output, outputText: isCell ? `${second.code}\n//# sourceURL=${script}` : second.code };
}
