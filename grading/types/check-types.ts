import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../../src/project/root';

/** A submission to compile; for a notebook, the path does not exist. */
export interface Source {
  path: string;
  source: string;
}

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
    autoencoders: [join(root, 'dist/src/index.d.ts'), join(root, 'src/index.ts')],
    'autoencoders/grading': [join(root, 'dist/grading/index.d.ts'), join(root, 'grading/index.ts')],
    '@tensorflow/tfjs-node': [join(root, 'node_modules/@tensorflow/tfjs')],
    '@tensorflow/tfjs-node-gpu': [join(root, 'node_modules/@tensorflow/tfjs')],
    '*': [join(root, 'node_modules/*'), join(root, 'node_modules/@types/*')],
  },
};

/** Node's globals that a submission may use. */
const ambient: Source = {
  path: join(root, 'ambient-of-a-submission.d.ts'),
  source:
    'declare const process: any; declare const require: any; declare const module: any; declare module "node:*";',
};

/**
 * The type errors of each source, one per line: `12: Type 'string' is not assignable to type 'number'.`
 * All sources form one program, so that TensorFlow.js' declarations are read only once.
 */
export function checkTypes(sources: Source[]): string[][] {
  const virtual = new Map([...sources, ambient].map(({ path, source }) => [path, source]));
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (path) => virtual.has(path) || fileExists.call(host, path);
  host.readFile = (path) => virtual.get(path) ?? readFile.call(host, path);
  host.getSourceFile = (path, ...rest) => {
    const source = virtual.get(path);
    if (source === undefined) return getSourceFile.call(host, path, ...rest);
    return ts.createSourceFile(path, source, ts.ScriptTarget.ES2022, true);
  };
  const program = ts.createProgram([...virtual.keys()], options, host);
  return sources.map(({ path }) => {
    const file = program.getSourceFile(path);
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    return found.map(({ messageText, start }) => {
      const line = file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
      return `${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
  });
}
