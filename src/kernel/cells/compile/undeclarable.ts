import ts from '@tslab/typescript-for-tslab';
import type { Edit } from './edits';
import type { Diagnostic } from './tslab';

/** Some class. */
const CLASS = '{ new (...args: any[]): any; [name: string]: any }';

/** TypeScript's errors about code that it can compile, but for whose declarations it cannot write the type. */
const isOfDeclarations = ({ code = 0, fileName }: Diagnostic): boolean =>
  !fileName && ((code >= 4000 && code < 4130) || [2742, 2883, 5088, 7056].includes(code));

/**
 * All errors of a cell except those about types that cannot be written as declarations; the latter only if there are no
 * others.
 */
export function withoutUndeclarable(diagnostics: Diagnostic[]): Diagnostic[] {
  const others = diagnostics.filter((each) => !isOfDeclarations(each));
  return others.length ? others : diagnostics;
}

/**
 * A later cell sees the declarations that TypeScript emits for a cell, like a user of a library. Some types cannot be
 * emitted: an unnamed class that has private members, such as a layer made in a function, or an interface that is
 * declared in a function. Such code is correct nevertheless; its declarations get the type `any`.
 *
 * @param diagnostics all errors of the cell
 * @returns the edits for this; empty if there are other errors
 */
export function widenTypes(source: ts.SourceFile, diagnostics: Diagnostic[]): Edit[] {
  if (!diagnostics.every(isOfDeclarations)) return [];
  const starts = new Set(diagnostics.map(({ start }) => start.offset));
  const edits = new Map<number, Edit>();
  const put = (at: number, text: string): void => void edits.set(at, { start: at, end: at, text });
  const visit = (node: ts.Node): void => {
    const { name } = node as ts.NamedDeclaration;
    if (starts.has(node.getStart(source)) || (name && starts.has(name.getStart(source))))
      widenOne(node, source, put);
    ts.forEachChild(node, visit);
  };
  if (starts.size) visit(source);
  return [...edits.values()];
}

function widenOne(node: ts.Node, source: ts.SourceFile, put: (at: number, text: string) => void): void {
  let declaration = node;
  while (ts.isBindingElement(declaration)) declaration = declaration.parent.parent;
  if ((ts.isVariableDeclaration(declaration) || ts.isPropertyDeclaration(declaration)) && !declaration.type)
    put(declaration.name.end, `: ${toType(declaration === node ? declaration.initializer : undefined)}`);
  else if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isGetAccessor(node)) {
    if (!node.type && node.body)
      put(source.text.lastIndexOf(')', node.body.getStart(source)) + 1, `: ${toResult(node)}`);
  } else if (ts.isClassDeclaration(node))
    for (const { types, token } of node.heritageClauses ?? [])
      if (token === ts.SyntaxKind.ExtendsKeyword && types[0]) {
        put(types[0].expression.getStart(source), '(');
        put(types[0].expression.end, ` as ${CLASS})`);
      }
}

/**
 * `any`, or what is needed to extend a class, because TypeScript does not allow extending `any` with type arguments.
 */
function toType(value: ts.Node | undefined): string {
  if (value && ts.isClassExpression(value)) return CLASS;
  return value && (ts.isArrowFunction(value) || ts.isFunctionExpression(value))
    ? `(...args: any[]) => ${toResult(value)}`
    : 'any';
}

function toResult({ modifiers, asteriskToken, body }: ts.FunctionLikeDeclaration): string {
  if (asteriskToken) return 'any';
  if (modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword)) return 'Promise<any>';
  const returned =
    body && ts.isBlock(body) ? body.statements.filter(ts.isReturnStatement).at(-1)?.expression : body;
  return returned && ts.isClassExpression(returned) ? CLASS : 'any';
}
