import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { root } from '../../../src/project/root';

/** The parsed answer key of a task. */
export interface Key {
  slug: string;
  source: string;
  file: ts.SourceFile;
}

/**
 * The answer key as a single source: its imports from the project are inlined, and argument checks are removed, so that
 * a broken key resembles a learner's solution.
 */
export function readKey(slug: string): Key {
  const source = inline(join(root, `src/models/${slug}.ts`), new Set());
  return { slug, source, file: parse(source) };
}

function inline(path: string, seen: Set<string>): string {
  if (seen.has(path)) return '';
  seen.add(path);
  const isKey = seen.size === 1;
  const file = parse(readFileSync(path, 'utf8'));
  const parts = file.statements.map((statement): string => {
    if (!ts.isImportDeclaration(statement)) return withoutGuards(statement, file);
    const from = (statement.moduleSpecifier as ts.StringLiteral).text;
    if (statement.importClause?.isTypeOnly || from.includes('/helpers/')) return '';
    if (from.startsWith('.')) return inline(join(dirname(path), `${from}.ts`), seen);
    return isKey ? statement.getText(file) : '';
  });
  const text = parts.filter(Boolean).join('\n\n');
  return isKey ? text : text.replaceAll(/^export /gm, '');
}

/** The text of a statement without its `assert...` calls and without each `if` that only throws. */
function withoutGuards(statement: ts.Statement, file: ts.SourceFile): string {
  const isGuard = (node: ts.Node): boolean =>
    (ts.isExpressionStatement(node) && /^assert[A-Z]/.test(node.getText(file))) ||
    (ts.isIfStatement(node) && ts.isThrowStatement(node.thenStatement));
  const start = statement.getStart(file);
  return findAll(statement, isGuard).reduceRight(
    (text, guard) => text.slice(0, guard.getFullStart() - start) + text.slice(guard.end - start),
    statement.getText(file),
  );
}

const parse = (source: string): ts.SourceFile =>
  ts.createSourceFile('key.ts', source, ts.ScriptTarget.ES2022, true);

/** The outermost nodes in `node` for which `is` returns true, in order. */
export function findAll(node: ts.Node, is: (node: ts.Node) => boolean): ts.Node[] {
  const found: ts.Node[] = [];
  ts.forEachChild(node, (child) => void found.push(...(is(child) ? [child] : findAll(child, is))));
  return found;
}

/** Like `find`, including nodes inside of other matches. */
export function findDeep<T extends ts.Node>(node: ts.Node, is: (node: ts.Node) => node is T): T[] {
  const found: T[] = [];
  const visit = (child: ts.Node): void => {
    if (is(child)) found.push(child);
    ts.forEachChild(child, visit);
  };
  ts.forEachChild(node, visit);
  return found;
}

/** The key's source with `node` replaced by `text`. */
export const replace = ({ source, file }: Key, node: ts.Node, text: string): string =>
  source.slice(0, node.getStart(file)) + text + source.slice(node.end);

/** The function or class with that name, if the key has one. */
export function maybeDeclaration({ file }: Key, name: string): ts.Node | undefined {
  return findDeep(
    file,
    (node): node is ts.FunctionDeclaration | ts.ClassDeclaration =>
      (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) && node.name?.text === name,
  )[0];
}

/** The model to which `node` belongs; `(encoder|decoder)` for code that both use. */
export function partOf(key: Key, node: ts.Node): string {
  const body = maybeDeclaration(key, 'autoencoder')!;
  if (node.pos < body.pos || node.pos > body.end) return '(encoder|decoder)';
  const at = (name: string): number => key.source.indexOf(`const ${name} = tf.model(`);
  if (node.pos < at('encoder') + 60) return 'encoder';
  return node.pos < at('decoder') ? 'decoder' : 'auto';
}
