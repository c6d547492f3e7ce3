import { readFileSync } from 'node:fs';
import Module from 'node:module';
import { dirname, join } from 'node:path';
import { create } from 'ts-node';
import { root } from '../../src/project/root';

/** Replaces tfjs' other Node packages: the backend is already chosen. */
const aliases: Record<string, string> = {
  '@tensorflow/tfjs-node': '@tensorflow/tfjs',
  '@tensorflow/tfjs-node-gpu': '@tensorflow/tfjs',
};

/** Compiler options for a submission: types have a separate check, so here they are only removed. */
const compilerOptions = {
  module: 'commonjs',
  moduleResolution: 'node10',
  target: 'es2022',
  esModuleInterop: true,
};

type Resolve = (request: string, parent: unknown, ...rest: unknown[]) => string;
type Internals = typeof Module & { _resolveFilename: Resolve; _nodeModulePaths(path: string): string[] };
type Compiled = Module & { _compile(code: string, path: string): void };

let compile: ((source: string, path: string) => string) | undefined;

/**
 * Resolves packages imported by a submission to the project's own, wherever the file is, and makes `.ts` files loadable.
 * Call it once per process.
 */
function install(): (source: string, path: string) => string {
  const service = create({ transpileOnly: true, skipProject: true, cwd: root, compilerOptions });
  const internals = Module as Internals;
  const resolve = internals._resolveFilename;
  const atRoot = new Module(join(root, 'package.json'));
  atRoot.paths = internals._nodeModulePaths(root);
  const own: Record<string, string> = {
    autoencoders: require.resolve('../../src/index'),
    'autoencoders/grading': require.resolve('../index'),
  };
  const backend = require.resolve('../../src/backend/native/native');
  internals._resolveFilename = function (request, parent, ...rest) {
    const file = (parent as Module | undefined)?.filename ?? '';
    if (file === backend) return resolve.call(this, request, parent, ...rest); // it loads the package itself
    const name = aliases[request] ?? request;
    const bare = !/^(\.|\/|node:|[A-Za-z]:\\)/.test(name);
    if (!bare || file.includes(`${join(root, 'node_modules')}`))
      return resolve.call(this, name, parent, ...rest);
    const ours = own[name];
    if (ours) return ours;
    try {
      return resolve.call(this, name, atRoot);
    } catch {
      return resolve.call(this, name, parent, ...rest);
    }
  };
  if (!require.extensions['.ts'])
    require.extensions['.ts'] = (module, path) =>
      (module as Compiled)._compile(service.compile(readFileSync(path, 'utf8'), path), path);
  return (source, path) => service.compile(source, path);
}

/**
 * Runs `source` as the module at `path` and returns what it exports.
 *
 * @throws whatever the submission throws, and a SyntaxError if it is not valid TypeScript
 */
export function loadSource(source: string, path: string): Record<string, unknown> {
  const module = new Module(path, undefined) as Compiled;
  module.filename = path;
  module.paths = (Module as Internals)._nodeModulePaths(dirname(path));
  module._compile(toJavaScript(source, path), path);
  return module.exports as Record<string, unknown>;
}

function toJavaScript(source: string, path: string): string {
  compile ??= install();
  try {
    return compile(source, path);
  } catch (error) {
    const [first] = (error as { diagnosticText?: string }).diagnosticText?.trim().split('\n') ?? [];
    const [, line, what] = /\((\d+),\d+\):.*?TS\d+: (.*)$/.exec(first ?? '') ?? [];
    if (!what) throw error;
    throw new SyntaxError(`line ${line}: ${what}`);
  }
}
