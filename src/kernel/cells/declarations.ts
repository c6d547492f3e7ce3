import ts from '@tslab/typescript-for-tslab';
import { keepNamesInImport } from './tslab';

/**
 * Keeps of a cell's declarations those whose values were set before it failed or was stopped. tslab forgets them
 * all, though the values are there; a learner expects the model of a stopped `fit` in the next cell.
 *
 * @param declarations what the next cell would see, had this one ended well: TypeScript of a `.d.ts`
 * @param isSet whether a variable of that name has a value
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
  const clause = statement.importClause;
  const bindings = clause?.namedBindings;
  const elements = !bindings ? [] : ts.isNamespaceImport(bindings) ? [bindings] : [...bindings.elements];
  const names = [clause, ...elements].flatMap((node) => (node?.name ? [node.name.text] : []));
  // a name that stands for a type only never gets a value, and does no harm
  const kept = names.filter(isSet);
  if (!kept.length) return [];
  keepNamesInImport(statement, new Set(kept) as unknown as Set<ts.__String>);
  return [statement];
}
