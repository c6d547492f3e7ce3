import ts from '@tslab/typescript-for-tslab';

/**
 * Keeps those of a cell's declarations whose values were set before it failed or was stopped. tslab discards them all
 * although the values exist; a learner expects the model of a stopped `fit` in the next cell.
 *
 * @param declarations what the next cell would see if this one had succeeded: TypeScript of a `.d.ts`
 * @param isSet whether a variable of that name has a value, or was imported before the cell
 */
export function keepDeclarations(declarations: string, isSet: (name: string) => boolean): string {
  const file = ts.createSourceFile('kept.d.ts', declarations, ts.ScriptTarget.ESNext, true);
  const statements = file.statements.flatMap((statement): ts.Statement[] => {
    if (ts.isVariableStatement(statement)) return keepVariables(statement, isSet);
    if (ts.isImportDeclaration(statement)) return keepImport(statement, isSet);
    const isValue =
      ts.isFunctionDeclaration(statement) ||
      ts.isClassDeclaration(statement) ||
      ts.isEnumDeclaration(statement);
    return isValue && statement.name && !isSet(statement.name.text) ? [] : [statement];
  });
  const printer = ts.createPrinter({ newLine: ts.NewLineKind.LineFeed });
  return (
    statements.map((statement) => printer.printNode(ts.EmitHint.Unspecified, statement, file)).join('\n') +
    '\n'
  );
}

function keepVariables(statement: ts.VariableStatement, isSet: (name: string) => boolean): ts.Statement[] {
  const { declarationList: list } = statement;
  const kept = list.declarations.filter(({ name }) => ts.isIdentifier(name) && isSet(name.text));
  if (!kept.length) return [];
  const declarations = ts.factory.createVariableDeclarationList(kept, list.flags);
  return [ts.factory.createVariableStatement(statement.modifiers, declarations)];
}

function keepImport(statement: ts.ImportDeclaration, isSet: (name: string) => boolean): ts.Statement[] {
  const names = namesOf(statement);
  // one name with a value shows that the module is loaded: names without values are types
  return statement.importClause?.isTypeOnly || names.some(isSet) ? [statement] : [];
}

/** The names, including types, that the imports in a cell's declarations introduce. */
export function importedNames(declarations: string): Set<string> {
  const file = ts.createSourceFile('imports.d.ts', declarations, ts.ScriptTarget.ESNext, true);
  return new Set(file.statements.filter(ts.isImportDeclaration).flatMap(namesOf));
}

function namesOf({ importClause: clause }: ts.ImportDeclaration): string[] {
  const bindings = clause?.namedBindings;
  const elements = !bindings ? [] : ts.isNamespaceImport(bindings) ? [bindings] : [...bindings.elements];
  return [clause, ...elements].flatMap((node) => (node?.name ? [node.name.text] : []));
}
