import ts from 'typescript';

/** Types have a check of their own: here they are only removed. */
const compilerOptions: ts.CompilerOptions = {
  module: ts.ModuleKind.CommonJS,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  target: ts.ScriptTarget.ES2022,
  esModuleInterop: true,
};

/**
 * TypeScript as JavaScript.
 *
 * @throws SyntaxError naming the first line that is not TypeScript
 */
export function transpile(source: string): string {
  const { outputText, diagnostics = [] } = ts.transpileModule(source, {
    compilerOptions,
    fileName: 'submission.ts',
    reportDiagnostics: true,
  });
  const [first] = diagnostics;
  if (!first) return outputText;
  const line = first.file ? first.file.getLineAndCharacterOfPosition(first.start ?? 0).line + 1 : 0;
  throw new SyntaxError(`line ${line}: ${ts.flattenDiagnosticMessageText(first.messageText, ' ')}`);
}
