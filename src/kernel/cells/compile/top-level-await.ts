import ts from '@tslab/typescript-for-tslab';

/**
 * Whether a cell awaits outside any function, and so has to run in an async one. tslab finds most by an error of
 * its compiler, but none where `await` could be a function's name, as in `await (f())` or `await [a, b]`.
 */
export function hasTopLevelAwait(code: string): boolean {
  // only in a module is `await (x)` no call of a function `await`
  const file = ts.createSourceFile('cell.ts', `${code}\nexport {};`, ts.ScriptTarget.ESNext, false);
  const visit = (node: ts.Node): boolean => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return false;
    if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier)) return true;
    return ts.forEachChild(node, visit) ?? false;
  };
  return visit(file);
}
