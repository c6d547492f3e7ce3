import ts from '@tslab/typescript-for-tslab';
import { blank, type Edit } from './edits';

const EXPORT = 'export';

/**
 * Removes `export` from the declarations of a cell, because all of them are available in the next one. A re-export from
 * another module becomes an import.
 *
 * @param namesOf the names that a module exports
 */
export function withoutExports(source: ts.SourceFile, namesOf: (module: string) => string[]): Edit[] {
  const code = source.text;
  const clear = (start: number, end: number): Edit => ({ start, end, text: blank(code.slice(start, end)) });
  /** An expression in place of `export default`, in parentheses: `{ … }` alone would be a block. */
  const asExpression = (from: number, to: ts.Node): Edit[] => [
    { ...clear(from, to.getStart(source)), text: blank(code.slice(from, to.getStart(source) - 2)) + ';(' },
    { start: to.end, end: to.end, text: ')' },
  ];

  return source.statements.flatMap((statement): Edit[] => {
    const start = statement.getStart(source);
    if (ts.isExportAssignment(statement)) return asExpression(start, statement.expression);
    if (ts.isExportDeclaration(statement)) return toImport(statement, source, namesOf);
    const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
    const exports = modifiers.filter(
      ({ kind }) => kind === ts.SyntaxKind.ExportKeyword || kind === ts.SyntaxKind.DefaultKeyword,
    );
    const isNameless =
      (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && !statement.name;
    if (exports.length === 2 && isNameless) {
      const last = exports[1]!;
      return [
        { start: exports[0]!.getStart(source), end: last.end, text: `${blank('export defau')};(` },
        { start: statement.end, end: statement.end, text: ')' },
      ];
    }
    return exports.map((modifier) => clear(modifier.getStart(source), modifier.end));
  });
}

function toImport(
  statement: ts.ExportDeclaration,
  source: ts.SourceFile,
  namesOf: (module: string) => string[],
): Edit[] {
  const { exportClause, moduleSpecifier } = statement;
  const start = statement.getStart(source);
  if (!moduleSpecifier || !ts.isStringLiteral(moduleSpecifier))
    return [{ start, end: statement.end, text: blank(source.text.slice(start, statement.end)) }];
  const asImport = { start, end: start + EXPORT.length, text: 'import' };
  if (!exportClause) {
    const star = source.text.lastIndexOf('*', moduleSpecifier.getStart(source));
    const names = namesOf(moduleSpecifier.text).filter((name) => name !== 'default');
    return [asImport, { start: star, end: star + 1, text: `{ ${names.join(', ')} }` }];
  }
  if (ts.isNamespaceExport(exportClause)) return [asImport];
  const renamed = exportClause.elements.flatMap((element): Edit[] => {
    const { name, propertyName } = element;
    if (name.text !== 'default') return [];
    return propertyName
      ? [{ start: propertyName.end, end: name.end, text: '' }]
      : [{ start: name.end, end: name.end, text: ' as _default' }];
  });
  return [asImport, ...renamed];
}
