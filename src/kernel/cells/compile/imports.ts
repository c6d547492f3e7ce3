import ts from '@tslab/typescript-for-tslab';

/** What code imports at its top level, except for types; later imports with `import()` are left out. */
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

/** Everything that a package's code may import or require, as far as it is given as a literal. */
export const requestsIn = (code: string): string[] =>
  ts.preProcessFile(code, true, true).importedFiles.map(({ fileName }) => fileName);
