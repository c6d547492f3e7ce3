import ts from 'typescript';
import { mostTokens, type Syntax } from '../protocol/reading';

/**
 * The syntax tree of a submission as tokens, in the form in which Dolos compares programs: `(`, the kind of a node, its
 * children, `)`. Names, numbers, texts and comments do not count, so that renaming does not hide a copy.
 */
export function toSyntax(source: string): Syntax {
  const file = ts.createSourceFile('submission.ts', source, ts.ScriptTarget.ES2022, true);
  const tokens: string[] = [];
  const lines: number[] = [];
  const lineOf = (at: number): number => file.getLineAndCharacterOfPosition(at).line;
  const push = (token: string, line: number): void => {
    tokens.push(token);
    lines.push(line);
  };
  const visit = (node: ts.Node): void => {
    if (tokens.length > mostTokens - 1000 || node.kind === ts.SyntaxKind.EndOfFileToken) return;
    const line = lineOf(node.getStart(file));
    push('(', line);
    push(ts.SyntaxKind[node.kind], line);
    node.forEachChild(visit);
    push(')', lineOf(node.end));
  };
  file.statements.filter((statement) => !ts.isImportDeclaration(statement)).forEach(visit);
  return { tokens: tokens.slice(0, mostTokens), lines: lines.slice(0, mostTokens) };
}
