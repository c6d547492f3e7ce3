import { relative } from 'node:path';
import type * as TypeScript from '@tslab/typescript-for-tslab';
import { transpile } from './maps';
import { CellProgram, type Host } from './program';

let program: CellProgram | undefined;

/** To be called before each use of tslab's compiler: what it knows of the disk may be out of date. */
export const lookAgain = (): void => program?.lookAgain();

/** Takes in what cells declared for all code, as in `declare global`. */
export const setAmbient = (declarations: string): void => program?.setAmbient(declarations);

/** To be called when the compiler threw: whatever state it is in, the next cell gets a fresh one. */
export const startAfresh = (): void => program?.startAfresh();

/** The names that a module which the cell imports exports, types among them; nothing where it cannot be found. */
export const exportedNames = (module: string): string[] => program?.exportedNames(module) ?? [];

/** Whether a cell whose types cannot be written down for the next one is an error. */
let mustDeclare = true;

/** Compiles code whose types need not be written down for the next cell. */
export function withoutDeclaring<T>(compile: () => T): T {
  mustDeclare = false;
  try {
    return compile();
  } finally {
    mustDeclare = true;
  }
}

/**
 * Puts parts of ours into tslab's TypeScript. tslab reads that module once, so this comes before tslab is loaded.
 *
 * - The program looks at the disk itself, before each cell: no watchers, no timers.
 * - Modules are found by a package's `exports`, and may be imported with their extension, from any folder.
 * - Source maps are kept.
 *
 * @returns puts the module back as it was
 */
export function mendCompiler(): () => void {
  const name = require.resolve('@tslab/typescript-for-tslab');
  const ts = require(name) as typeof TypeScript;
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
  const mended = {
    createWatchCompilerHost,
    createWatchProgram,
    transpileModule,
    getPreEmitDiagnosticsOfFiles,
  };
  const cached = require.cache[name];
  if (cached) cached.exports = { ...ts, ...mended };
  return () => cached && (cached.exports = ts);
}

const ownOptions = (ts: typeof TypeScript): TypeScript.CompilerOptions => ({
  inlineSourceMap: true,
  // of the types found in node_modules only Node's are a cell's
  types: ['node'],
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  customConditions: ['node', 'require'],
  allowImportingTsExtensions: true,
  rootDir: undefined,
});

/**
 * tslab knows no place for two kinds of errors: those of several parts outside the cell, and those in files above the
 * notebook's folder. The first get one part, the second the place of the cell's first line.
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

/** `await` and `for await` where tslab's settings allow none. */
const AWAITS = [1308, 1103];
/** Names of files that differ in capitals alone. */
const CAPITALS = [1149, 1261];

/** Whether an error of TypeScript's is none in a notebook. */
function isAllowed({ code, relatedInformation }: TypeScript.Diagnostic, inCell: boolean): boolean {
  // a module may wait while it loads; in a cell tslab sees to `await`, and of a function TypeScript says to make it async
  if (AWAITS.includes(code)) return !inCell && !relatedInformation?.length;
  // an earlier cell's import of a file that was renamed since cannot be put right
  return CAPITALS.includes(code);
}

/** Only the cell's declarations are ever emitted. */
const diagnosticsOf = (made: TypeScript.Program, files: TypeScript.SourceFile[]): TypeScript.Diagnostic[] =>
  files.flatMap((file, index) => [
    ...made.getSyntacticDiagnostics(file),
    ...made.getSemanticDiagnostics(file).filter((each) => !isAllowed(each, index === 0)),
    ...(index === 0 && mustDeclare ? made.getDeclarationDiagnostics(file) : []),
  ]);
