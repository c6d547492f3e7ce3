import Module from 'node:module';
import { join } from 'node:path';
import { root } from '../../src/project/root';

/** What a submission's imports stand for. The backend is already chosen, so tfjs' other Node packages are tfjs itself. */
const instead: Record<string, string> = {
  '@tensorflow/tfjs-node': require.resolve('@tensorflow/tfjs'),
  '@tensorflow/tfjs-node-gpu': require.resolve('@tensorflow/tfjs'),
  autoencoders: join(__dirname, '../edition/module.js'),
  'autoencoders/grading': join(__dirname, '../edition/practice.js'),
};

type Resolve = (request: string, parent: Module | undefined, ...rest: unknown[]) => string;
type Internals = typeof Module & { _resolveFilename: Resolve };
type Compiled = Module & { _compile(code: string, path: string): void };

/**
 * Runs a submission and returns what it exports. Packages are the project's, wherever the file came from.
 *
 * @param code its JavaScript
 * @param name the name of its file; relative imports lead where they do in the folder of the course's own models
 * @throws whatever the submission throws
 */
export function loadCode(code: string, name: string): Record<string, unknown> {
  const path = join(root, 'dist/src/models', name);
  const internals = Module as Internals;
  const resolve = internals._resolveFilename;
  internals._resolveFilename = function (request, parent, ...rest) {
    const theirs = parent?.filename === path;
    return (theirs && instead[request]) || resolve.call(this, request, parent, ...rest);
  };
  const module = new Module(path) as Compiled;
  module.filename = path;
  module.paths = [join(root, 'node_modules')];
  module._compile(code, path);
  return module.exports as Record<string, unknown>;
}
