import { basename } from 'node:path';

/** `exports.tf`, `node_fs_1.readFileSync`, `(0 , node_fs_1.readFileSync)`: how compiled code refers to imports. */
const COMPILED = /\(0 ?, ([\w$]+)_\d+\.([\w$]+)\)|\bexports\.(?=[\w$])|\b([\w$]+)_\d+\.([\w$]+)/g;
const DEFAULT_IMPORT = /\bimport\s+([\w$]+)\s*(?:,[^'"]*?)?\bfrom\s+['"]([^'"]+)['"]/g;

/**
 * Returns V8's message with the names that the learner wrote: `tf.nope is not a function` instead of
 * `exports.tf.nope is not a function`.
 *
 * @param source the cell that threw
 */
export function toLearnersNames(message: string, source: string): string {
  if (!/is not (?:a function|a constructor|iterable|async iterable)|^Cannot destructure/.test(message))
    return message;
  return message.replace(COMPILED, (found: string, ...groups: (string | undefined)[]) => {
    if (source.includes(found)) return found;
    const [called, calledName, module, name] = groups;
    const imported = calledName ?? name ?? '';
    return imported === 'default' ? nameOfDefault(called ?? module ?? '', source) : imported;
  });
}

/** The name in a cell of a module's default export, which TypeScript names after the module's path. */
function nameOfDefault(module: string, source: string): string {
  const imports = [...source.matchAll(DEFAULT_IMPORT)];
  const toName = (path: string): string => basename(path).replace(/\W/g, '_');
  return imports.find(([, , path]) => toName(path ?? '') === module)?.[1] ?? 'default';
}
