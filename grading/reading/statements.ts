import ts from 'typescript';

/** A top-level statement of a code cell; an import of several names counts as several statements. */
export interface Statement {
  text: string;
  /** The number of its code cell, starting at 1. */
  cell: number;
  /** The names it declares; none if it is not a declaration, or has to run first (`await`). */
  declares: string[];
  /** Whether they are values created by the notebook, not imports or types. */
  isValue: boolean;
  /** The name that an assignment changes: `Sampling` of `Sampling.className = 'Sampling';`. */
  amends?: string;
  /** The names it uses from outside. */
  uses: Set<string>;
}

/** The statements of a cell's text, even if it is not valid TypeScript. */
export function parseStatements(text: string, cell: number): Statement[] {
  const file = ts.createSourceFile('cell.ts', text, ts.ScriptTarget.ES2022, true);
  return file.statements.flatMap((statement): Statement[] => {
    if (ts.isImportDeclaration(statement)) return parseImport(statement, cell);
    const declares = declaredNames(statement);
    const isType = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
    return [
      {
        text: statement.getText(file),
        cell,
        declares,
        isValue: declares.length > 0 && !isType,
        amends: assignedName(statement),
        uses: freeNames(statement),
      },
    ];
  });
}

function parseImport({ importClause, moduleSpecifier }: ts.ImportDeclaration, cell: number): Statement[] {
  const from = moduleSpecifier.getText();
  const { name, namedBindings } = importClause ?? {};
  const one = (binding: string, declares: string): Statement => {
    const text = `import ${binding} from ${from};`;
    return { text, cell, declares: [declares], isValue: false, uses: new Set() };
  };
  const named = !namedBindings
    ? []
    : ts.isNamespaceImport(namedBindings)
      ? [one(namedBindings.getText(), namedBindings.name.text)]
      : namedBindings.elements.map((element) => one(`{ ${element.getText()} }`, element.name.text));
  return [...(name ? [one(name.text, name.text)] : []), ...named];
}

function declaredNames(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    const runs = /\bawait\b/.test(statement.getText());
    return runs ? [] : statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
  }
  const { name } = statement as ts.DeclarationStatement;
  return name && ts.isIdentifier(name) ? [name.text] : [];
}

function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? boundNames(element.name) : []));
}

function assignedName(statement: ts.Statement): string | undefined {
  if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) return undefined;
  let left: ts.Expression = statement.expression.left;
  while (ts.isPropertyAccessExpression(left)) left = left.expression;
  return ts.isIdentifier(left) ? left.text : undefined;
}

/** The names that a statement uses from outside: not its own variables and parameters, nor names after a dot. */
function freeNames(statement: ts.Statement): Set<string> {
  const used = new Set<string>();
  const bound = new Set<string>();
  const visit = (node: ts.Node): void => {
    const { parent } = node;
    if (ts.isIdentifier(node)) {
      const isMember =
        (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
        (ts.isPropertyAssignment(parent) && parent.name === node);
      const isBound =
        (ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isBindingElement(parent)) &&
        parent.name === node;
      if (isBound) bound.add(node.text);
      else if (!isMember) used.add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(statement);
  return new Set([...used].filter((name) => !bound.has(name)));
}
