import ts from '@tslab/typescript-for-tslab';
import { AWAITED, BEGUN } from './awaits';
import type { Place } from './maps';

/**
 * Makes each `await` of a script record its place. V8 follows an error through `await`, but not through the generators
 * that TensorFlow.js' async functions were compiled to, nor through Node's file system; without this, such an error
 * would have none of the learner's lines.
 *
 * @param toPlace maps a place in the script to the place in TypeScript, lines and columns from 1
 */
export function markAwaits(script: string, toPlace: (at: Place) => Place | undefined) {
  return (context: ts.TransformationContext) =>
    (file: ts.SourceFile): ts.SourceFile => {
      const { factory } = context;
      const visit = (node: ts.Node): ts.Node => {
        const visited = ts.visitEachChild(node, visit, context);
        const isBegun = ts.isCallExpression(visited) && isAtTop(node);
        if (!ts.isAwaitExpression(visited) && !isBegun) return visited;
        const { line, character } = file.getLineAndCharacterOfPosition(node.getStart(file));
        const place = toPlace({ line: line + 1, column: character + 1 });
        if (!place) return visited;
        const name = maybeName(node);
        const at = JSON.stringify([script, place.line, place.column, ...(name ? [name] : [])]).slice(1, -1);
        const passed = ts.isAwaitExpression(visited) ? AWAITED : BEGUN;
        // a function may be sent elsewhere as text, for example to a worker, where the global is not defined
        const note = factory.createIdentifier(
          `(x => typeof ${passed} === "function" ? ${passed}(x, ${at}) : x)`,
        );
        if (!ts.isAwaitExpression(visited)) return factory.createCallExpression(note, undefined, [visited]);
        return factory.updateAwaitExpression(
          visited,
          factory.createCallExpression(note, undefined, [visited.expression]),
        );
      };
      return ts.visitNode(file, visit) as ts.SourceFile;
    };
}

/** Whether a call is a statement of the cell itself, or the value of a variable there, and so made only once. */
function isAtTop(call: ts.Node): boolean {
  let { parent } = call;
  while (parent && !ts.isStatement(parent)) {
    if (
      !ts.isVoidExpression(parent) &&
      !ts.isVariableDeclaration(parent) &&
      !ts.isVariableDeclarationList(parent)
    )
      return false;
    ({ parent } = parent);
  }
  return parent?.parent !== undefined && ts.isSourceFile(parent.parent);
}

/** The name of the enclosing function, or of the variable that holds it. */
function maybeName(node: ts.Node): string | undefined {
  let { parent } = node;
  while (parent && !ts.isFunctionLike(parent)) ({ parent } = parent);
  const named = parent?.name ?? (parent?.parent as Partial<ts.NamedDeclaration> | undefined)?.name;
  return named && ts.isIdentifier(named) ? named.text : undefined;
}
