import ts from '@tslab/typescript-for-tslab';

/**
 * Whether a cell awaits outside of functions, and so has to run in an async one. tslab detects most cases by an error
 * of its compiler, but not those where `await` could be a function's name, as in `await (f())` or `await [a, b]`.
 */
export function hasTopLevelAwait(code: string): boolean {
  // only in a module is `await (x)` not a call of a function named `await`
  const file = ts.createSourceFile('cell.ts', `${code}\nexport {};`, ts.ScriptTarget.ESNext, false);
  const visit = (node: ts.Node): boolean => {
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return false;
    if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier)) return true;
    return ts.forEachChild(node, visit) ?? false;
  };
  return visit(file);
}
