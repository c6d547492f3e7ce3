import { relative } from 'node:path';
import { compileFunction } from 'node:vm';
import ts from '@tslab/typescript-for-tslab';
import { markAwaits } from '../compile/mark-awaits';
import { clearSyntax } from '../compile/clear-syntax';
import { replaceImportCalls, replaceImportMeta } from '../compile/import-syntax';
import { addScript } from '../compile/maps';
import { hasTopLevelAwait } from '../compile/top-level-await';

/** The names that a module's code can use in addition to globals. */
export const PARAMETERS = [
  'exports',
  'require',
  'module',
  '__filename',
  '__dirname',
  'import_meta',
  '__load',
] as const;

const options: ts.CompilerOptions = {
  module: ts.ModuleKind.CommonJS,
  target: ts.ScriptTarget.ES2022,
  esModuleInterop: true,
  experimentalDecorators: true,
  jsx: ts.JsxEmit.React,
  allowJs: true,
  isolatedModules: true,
  noImplicitUseStrict: true,
  inlineSourceMap: true,
};

/** Runs a module; with top-level `await`, it has run when the returned promise is fulfilled. */
type Start = (...values: unknown[]) => Promise<void> | void;

/** Whether a module uses top-level `await`. */
export const isAwaiting = (code: string): boolean =>
  /\bawait\b/.test(code) && /\b(?:import|export)\b/.test(code) && hasTopLevelAwait(code);

/** Compiles a module's text to a function with the parameters {@link PARAMETERS}, and ES modules to CommonJS. */
export function compileModule(file: string, code: string): Start {
  const clear = clearSyntax(code);
  const source = ts.createSourceFile(file, clear, ts.ScriptTarget.ESNext, true);
  const text = replaceImportCalls(clear, file);
  const isEsModule = ts.isExternalModule(source);
  if (!isEsModule && /\.[cm]?js$/.test(file)) return toFunction(file, text.replace(/^#!/, '//'));
  const { outputText, diagnostics } = ts.transpileModule(text, {
    fileName: file,
    compilerOptions: options,
    reportDiagnostics: true,
    transformers: { before: [markAwaits(file, (at) => at)] },
  });
  const wrong = diagnostics?.find(({ file: where }) => where); // others concern the options
  if (wrong) throw new SyntaxError(toMessage(file, source, wrong));
  // in a separate block, so that a module can declare the parameters' names, such as `__dirname`
  const around = isAwaiting(clear)
    ? ['"use strict"; return (async () => {', '})();']
    : ['"use strict"; {', '}'];
  return toFunction(file, replaceImportMeta(addScript(file, outputText)), around);
}

function toFunction(filename: string, code: string, [before = '', after = '']: string[] = []): Start {
  const body = after ? `${before}${code}\n${after}` : code;
  return compileFunction(body, [...PARAMETERS], { filename, columnOffset: -before.length }) as Start;
}

function toMessage(file: string, source: ts.SourceFile, { start = 0, messageText }: ts.Diagnostic): string {
  const { line, character } = source.getLineAndCharacterOfPosition(start);
  const what = ts.flattenDiagnosticMessageText(messageText, '\n');
  return `${relative(process.cwd(), file)}, line ${line + 1}, column ${character + 1}: ${what}`;
}
