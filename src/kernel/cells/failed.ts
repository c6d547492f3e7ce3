import ts from '@tslab/typescript-for-tslab';

/** Remembers which values a failed cell would have replaced, because a learner may take the old one for the new. */
export class FailedCells {
  private readonly failed = new Map<string, { cell: string; value: unknown }>();
  private before = new Map<string, unknown>();

  /** @param read the current value of a name, if any */
  constructor(private readonly read: (name: string) => unknown) {}

  /** Records the values of the names that a cell declares before it runs. */
  begin(code: string): void {
    this.before = new Map(declaredNames(code).map((name) => [name, this.read(name)]));
  }

  /** Records how the cell ended. */
  end(cell: string, failed: boolean): void {
    for (const [name, value] of this.before)
      if (failed && value !== undefined && this.read(name) === value) this.failed.set(name, { cell, value });
      else this.failed.delete(name);
  }

  /** The cell that would have replaced `value` if it had not failed, `cell [3]`, if there is one. */
  since(value: unknown): string | undefined {
    return [...this.failed.values()].find((entry) => entry.value === value)?.cell;
  }
}

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
