import ts from '@tslab/typescript-for-tslab';
import type { Place } from './maps';

/** The expression that a cell ends with. */
export interface Last extends Place {
  /** The name of the called function, `write` for `process.stdout.write('x')`; absent if it is not a call. */
  calls?: string;
}

/** The expression that a cell ends with, if there is one. */
export function maybeLast(code: string): Last | undefined {
  const file = ts.createSourceFile('cell.ts', code, ts.ScriptTarget.ESNext, false);
  const statement = file.statements.filter((node) => !ts.isEmptyStatement(node)).at(-1);
  if (!statement || !ts.isExpressionStatement(statement)) return undefined;
  const { line, character } = file.getLineAndCharacterOfPosition(statement.getStart(file));
  const expression = toCall(statement.expression);
  if (!ts.isCallExpression(expression) && !ts.isNewExpression(expression))
    return { line: line + 1, column: character + 1 };
  const { expression: callee } = expression;
  const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
  return { line: line + 1, column: character + 1, calls: ts.isIdentifier(name) ? name.text : '' };
}

/** The expression whose value is the result: `f()` for `(await f()) as T` or `ready && f()`. */
function toCall(expression: ts.Expression): ts.Expression {
  const inner =
    ts.isBinaryExpression(expression) &&
    /^(&&|\|\||\?\?|,)$/.test(ts.tokenToString(expression.operatorToken.kind) ?? '')
      ? expression.right
      : ts.isAwaitExpression(expression) ||
          ts.isParenthesizedExpression(expression) ||
          ts.isAsExpression(expression) ||
          ts.isSatisfiesExpression(expression) ||
          ts.isNonNullExpression(expression)
        ? expression.expression
        : undefined;
  return inner ? toCall(inner) : expression;
}
