import { relative } from 'node:path';
import type * as TypeScript from '@tslab/typescript-for-tslab';
import { transpile } from './transpile';
import { CellProgram, type Host } from './program';

let program: CellProgram | undefined;

/** Must be called before each use of tslab's compiler, because its knowledge of the disk may be out of date. */
export const refreshFiles: CellProgram['refreshFiles'] = (where) => program?.refreshFiles(where);

/** Sets the global declarations of cells, as in `declare global`. */
export const setAmbient = (declarations: string): void => program?.setAmbient(declarations);

/** Must be called after the compiler threw: whatever its state is, the next cell gets a new one. */
export const resetCompiler = (): void => program?.resetCompiler();

/** The names, including types, that a module imported by the cell exports; empty if the module is not found. */
export const exportedNames = (module: string): string[] => program?.exportedNames(module) ?? [];

/** The type files that the compiler has read, and its options. */
export const typeFiles = (): ReturnType<CellProgram['typeFiles']> => {
  if (!program) throw new Error('nothing has been compiled yet');
  return program.typeFiles();
};

/** Whether it is an error if the types of a cell cannot be written as declarations for the next one. */
let mustDeclare = true;

/** Compiles code whose types need not be written as declarations for the next cell. */
export function withoutDeclaring<T>(compile: () => T): T {
  mustDeclare = false;
  try {
    return compile();
  } finally {
    mustDeclare = true;
  }
}

/**
 * Replaces parts of tslab's TypeScript by our own. tslab loads that module once, so this must run before tslab is
 * loaded.
 *
 * @returns a function that restores the module
 */
export function patchCompiler(): () => void {
  const name = require.resolve('@tslab/typescript-for-tslab');
  const ts = require(name) as typeof TypeScript;
  const cached = require.cache[name];
  if (cached) cached.exports = toPatched(ts);
  return () => cached && (cached.exports = ts);
}

/**
 * TypeScript as tslab needs it here:
 *
 * - The program checks the disk itself, before each cell: no watchers, no timers.
 * - Modules are found by a package's `exports`, and may be imported with their extension, from any folder.
 * - Source maps are kept.
 */
export function toPatched(ts: typeof TypeScript): object {
  const createWatchCompilerHost = (
    files: string[],
    options: TypeScript.CompilerOptions,
    sys: TypeScript.System,
  ): Host => ({
    files,
    sys,
    options: { ...options, ...ownOptions(ts) },
    afterProgramCreate: () => undefined,
  });
  const createWatchProgram = (host: Host): CellProgram => (program = new CellProgram(host));
  const transpileModule = (input: string, options: TypeScript.TranspileOptions) =>
    transpile(ts, input, options);
  const getPreEmitDiagnosticsOfFiles = (made: TypeScript.Program, files: TypeScript.SourceFile[]) =>
    placeDiagnostics(ts, diagnosticsOf(made, files), files[0]);
  return {
    ...ts,
    ...{ createWatchCompilerHost, createWatchProgram, transpileModule, getPreEmitDiagnosticsOfFiles },
  };
}

const ownOptions = (ts: typeof TypeScript): TypeScript.CompilerOptions => ({
  inlineSourceMap: true,
  // of the types found in node_modules, cells get only Node's
  types: ['node'],
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  customConditions: ['node', 'require'],
  allowImportingTsExtensions: true,
  rootDir: undefined,
});

/**
 * tslab cannot place two kinds of errors: those with several parts outside the cell, and those in files above the
 * notebook's folder. The first are reduced to one part, the second are placed at the cell's first line.
 */
function placeDiagnostics(
  ts: typeof TypeScript,
  diagnostics: readonly TypeScript.Diagnostic[],
  cell: TypeScript.SourceFile | undefined,
): TypeScript.Diagnostic[] {
  return diagnostics.map((diagnostic) => {
    const { file, start = 0 } = diagnostic;
    if (!file || file === cell) return diagnostic;
    const messageText = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n');
    const path = relative(process.cwd(), file.fileName);
    if (!path.startsWith('..')) return { ...diagnostic, messageText };
    const { line, character } = file.getLineAndCharacterOfPosition(start);
    const place = `${path}, line ${line + 1}, column ${character + 1}`;
    const top = cell?.text.indexOf('\n') ?? 0;
    return { ...diagnostic, file: cell, start: top + 1, length: 0, messageText: `${place}: ${messageText}` };
  });
}

/** `await` and `for await` where tslab's settings do not allow them. */
const AWAITS = [1308, 1103];
/** File names that differ only in case. */
const CAPITALS = [1149, 1261];

/** Whether a TypeScript error does not apply in a notebook. */
function isAllowed({ code, relatedInformation }: TypeScript.Diagnostic, inCell: boolean): boolean {
  // a module may await while it loads; in a cell tslab handles `await`; for a function TypeScript suggests making
  // it async
  if (AWAITS.includes(code)) return !inCell && !relatedInformation?.length;
  // an earlier cell's import of a file that has been renamed since cannot be corrected
  return CAPITALS.includes(code);
}

/** Only the cell's declarations are ever emitted. */
const diagnosticsOf = (made: TypeScript.Program, files: TypeScript.SourceFile[]): TypeScript.Diagnostic[] =>
  files.flatMap((file, index) => [
    ...made.getSyntacticDiagnostics(file),
    ...made.getSemanticDiagnostics(file).filter((each) => !isAllowed(each, index === 0)),
    ...(index === 0 && mustDeclare ? made.getDeclarationDiagnostics(file) : []),
  ]);
