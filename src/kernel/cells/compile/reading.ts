import ts from '@tslab/typescript-for-tslab';
import { maybeLast, type Last } from './last';

/** What is known of a cell without running it. */
export interface Reading {
  /** The names that it declares or assigns to outside of functions. */
  names: string[];
  /** The expression that it ends with, if there is one. */
  last?: Last;
}

/** Reads a cell, which may have errors. */
export const readCell = (code: string): Reading => ({ names: declaredNames(code), last: maybeLast(code) });

/** The names that a cell declares or assigns to outside of functions. */
function declaredNames(code: string): string[] {
  const file = ts.createSourceFile('cell.ts', code, ts.ScriptTarget.ESNext, false);
  return file.statements.flatMap((statement): string[] => {
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
    if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement))
      return statement.name ? [statement.name.text] : [];
    if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) return [];
    const { left, operatorToken } = statement.expression;
    return operatorToken.kind === ts.SyntaxKind.EqualsToken && ts.isIdentifier(left) ? [left.text] : [];
  });
}

function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundNames(element.name) : []));
}
