import { dirname, join, sep } from 'node:path';
import ts from 'typescript';
import { root } from '../../src/project/root';

/** Like the course's notebooks, without `strict`: what is correct there is correct here. */
const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  esModuleInterop: true,
  skipLibCheck: true,
  noEmit: true,
  types: [],
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
  paths: {
    autoencoders: [join(root, 'dist/grading/edition/index.d.ts')],
    'autoencoders/grading': [join(root, 'dist/grading/edition/practice.d.ts')],
    '@tensorflow/tfjs-node': [join(root, 'node_modules/@tensorflow/tfjs')],
    '@tensorflow/tfjs-node-gpu': [join(root, 'node_modules/@tensorflow/tfjs')],
    '*': [join(root, 'node_modules/*'), join(root, 'node_modules/@types/*')],
  },
};

/** Node's globals that a submission may use. */
const ambient =
  'declare const process: any; declare const require: any; declare const module: any; declare module "node:*";';
const ambientPath = join(root, 'ambient-of-a-submission.d.ts');

/** The folders with declarations that a submission may use; no other file is read. */
const readable = ['node_modules', 'dist/grading/edition', 'dist/src'].map(
  (folder) => join(root, folder) + sep,
);
const hidden = [join(root, 'node_modules/autoencoders'), join(root, 'dist/src/index.')];
const mayRead = (path: string): boolean =>
  readable.some((folder) => path.startsWith(folder)) && !hidden.some((start) => path.startsWith(start));

/** Declarations that were parsed before: each submission has its own program, but they are the same in all. */
const parsed = new Map<string, ts.SourceFile | undefined>();
/** Where the imports of declarations lead. Those of a submission are looked up for it alone. */
const resolved = ts.createModuleResolutionCache(root, (path) => path, options);

/**
 * The type errors of a submission, one per line: `12: Type 'string' is not assignable to type 'number'.` It is compiled
 * as if it were in the folder of the course's own models.
 */
export function findTypeErrors(source: string, name: string): string[] {
  const path = join(root, 'dist/src/models', name);
  const virtual = new Map([
    [path, source],
    [ambientPath, ambient],
  ]);
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile, directoryExists } = host;
  host.fileExists = (path) => virtual.has(path) || (mayRead(path) && fileExists.call(host, path));
  host.directoryExists = (folder) => folder === dirname(path) || directoryExists!.call(host, folder);
  host.readFile = (path) => virtual.get(path) ?? (mayRead(path) ? readFile.call(host, path) : undefined);
  host.getSourceFile = (path, ...rest) => {
    const source = virtual.get(path);
    if (source !== undefined)
      return withoutDirectives(ts.createSourceFile(path, source, ts.ScriptTarget.ES2022, true));
    if (!mayRead(path)) return undefined;
    if (!parsed.has(path)) parsed.set(path, getSourceFile.call(host, path, ...rest));
    return parsed.get(path);
  };
  host.resolveModuleNameLiterals = (names, from, redirected) =>
    names.map(({ text }) =>
      ts.resolveModuleName(text, from, options, host, virtual.has(from) ? undefined : resolved, redirected),
    );
  host.getModuleResolutionCache = () => resolved;
  const program = ts.createProgram([...virtual.keys()], options, host);
  const file = program.getSourceFile(path);
  const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  return found.map(({ messageText, start }) => {
    const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
    return `${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}

/** Comments that tell the compiler to keep quiet (`@ts-nocheck`, `@ts-ignore`, `@ts-expect-error`) have no effect on points. */
function withoutDirectives(file: ts.SourceFile): ts.SourceFile {
  Object.assign(file, { checkJsDirective: undefined, commentDirectives: undefined });
  return file;
}
