import { readFileSync } from 'node:fs';
import Module from 'node:module';
import { dirname, join, resolve, sep } from 'node:path';
import ts from 'typescript';

type Load = (module: NodeModule & { _compile(code: string, path: string): void }, path: string) => void;
type Resolve = (request: string, parent?: NodeModule, ...rest: unknown[]) => string;

const internals = Module as unknown as { _resolveFilename: Resolve; _extensions: Record<string, Load> };

/**
 * Lets `require` load the modules in tfjs-core's `dist` folder, which contains its tests. They are ECMAScript modules that
 * import files without an extension, which Node does not support. Imports of the entire library resolve to the usual
 * instance.
 */
export function loadModulesOfCore(): void {
  const library = require.resolve('@tensorflow/tfjs-core');
  const folder = dirname(library);
  const wholes = [folder, join(folder, 'index')];
  const { _resolveFilename: resolveName, _extensions: extensions } = internals;
  internals._resolveFilename = function (request, parent, ...rest) {
    const from = parent?.filename;
    const isInside = from?.startsWith(folder + sep) && request.startsWith('.');
    if (isInside && wholes.includes(resolve(dirname(from!), request))) return library;
    return resolveName.call(this, request, parent, ...rest);
  };
  const load = extensions['.js']!;
  extensions['.js'] = (module, path) => {
    if (!path.startsWith(folder + sep) || path === library) return load(module, path);
    const code = readFileSync(path, 'utf8').replace(/\n\/\/# sourceMappingURL=.*/, ''); // most of the file
    const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
    module._compile(ts.transpileModule(code, { compilerOptions }).outputText, path);
  };
}
