import ts from '@tslab/typescript-for-tslab';

/** What code imports at its top level, other than for types; what it may import later, by `import()`, is left out. */
export function importsIn(code: string): string[] {
  if (!/\b(?:import|export)\b/.test(code)) return [];
  const file = ts.createSourceFile('module.ts', code, ts.ScriptTarget.ESNext, false);
  return file.statements.flatMap((statement) => {
    const isType =
      (ts.isImportDeclaration(statement) && statement.importClause?.isTypeOnly) ||
      (ts.isExportDeclaration(statement) && statement.isTypeOnly);
    if (isType || !(ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement))) return [];
    const { moduleSpecifier } = statement;
    return moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? [moduleSpecifier.text] : [];
  });
}

/** What code imports by `import()` as it runs, outside any function. */
export function laterImportsIn(code: string): string[] {
  if (!/\bimport\s*\(/.test(code)) return [];
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [request] = node.arguments;
      if (request && ts.isStringLiteralLike(request)) found.push(request.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('module.ts', code, ts.ScriptTarget.ESNext, false));
  return found;
}
