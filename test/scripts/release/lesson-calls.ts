import ts from 'typescript';
import { callOf } from '../../../src/finished/load';

/** A call in a text for learners, such as `vanillaAutoencoder(784, [], 256)`, once for each value of its variables. */
export function findCalls(code: string, builders: string[]): string[] {
  const file = ts.createSourceFile('lesson.ts', code, ts.ScriptTarget.Latest, true);
  return callsIn(file)
    .filter(({ expression }) => ts.isIdentifier(expression) && builders.includes(expression.text))
    .flatMap(({ expression, arguments: args }) =>
      combine(args.map((arg) => valuesOf(arg))).map((values) => callOf(expression.getText(), values)),
    );
}

/** What Markdown has in code blocks and in inline code, as one text of statements. */
export function codeInMarkdown(text: string): string {
  const blocks = [...text.matchAll(/^```(?:ts|typescript)\n([^]*?)^```/gm)].map(([, code]) => code!);
  const inline = [...text.replace(/^```[^]*?^```/gm, '').matchAll(/`([\w.]+\([^`]*\))`/g)].map(
    ([, code]) => `${code};`,
  );
  return [...blocks, ...inline, ...text.split('\n').filter((line) => /^ {4}/.test(line))].join('\n');
}

/** The code of a notebook's source, and the code in its texts. */
export function codeInSource(source: string): string {
  const text = source
    .split('\n')
    .filter((line) => line.startsWith('//'))
    .map((line) => line.replace(/^\/\/ ?/, ''))
    .join('\n');
  return `${source}\n${codeInMarkdown(text)}`;
}

function callsIn(node: ts.Node): ts.CallExpression[] {
  const found: ts.CallExpression[] = [];
  const visit = (inner: ts.Node): void => {
    if (ts.isCallExpression(inner)) found.push(inner);
    ts.forEachChild(inner, visit);
  };
  visit(node);
  return found;
}

/** All ways to take one of each. */
function combine(choices: unknown[][]): unknown[][] {
  return choices.reduce<unknown[][]>(
    (sofar, values) => sofar.flatMap((before) => values.map((value) => [...before, value])),
    [[]],
  );
}

/** What an expression of constants can be: one value, or those that the variable of a `map` takes. */
function valuesOf(node: ts.Expression): unknown[] {
  if (ts.isNumericLiteral(node)) return [Number(node.text)];
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isAsExpression(node) || ts.isParenthesizedExpression(node)) return valuesOf(node.expression);
  if (ts.isArrayLiteralExpression(node)) return combine(node.elements.map(valuesOf));
  if (ts.isObjectLiteralExpression(node)) {
    const parts = node.properties.filter((part) => part.name?.getText() !== 'optimizer');
    return combine(parts.map(partsOf)).map(
      (objects) => Object.assign({}, ...(objects as object[])) as object,
    );
  }
  if (ts.isIdentifier(node)) return valuesOfName(node);
  throw unknownOf(node);
}

function partsOf(part: ts.ObjectLiteralElementLike): unknown[] {
  if (ts.isSpreadAssignment(part)) return valuesOf(part.expression);
  if (ts.isShorthandPropertyAssignment(part))
    return valuesOfName(part.name).map((value) => ({ [part.name.text]: value }));
  if (!ts.isPropertyAssignment(part)) throw unknownOf(part);
  return valuesOf(part.initializer).map((value) => ({ [part.name.getText()]: value }));
}

/** The values of a constant, or those that a function's only parameter takes. */
function valuesOfName(name: ts.Identifier): unknown[] {
  for (let scope: ts.Node = name; scope; scope = scope.parent) {
    if (ts.isArrowFunction(scope) && scope.parameters[0]?.name.getText() === name.text)
      return argumentsOf(scope);
    const constants = ts.isBlock(scope) || ts.isSourceFile(scope) ? scope.statements : [];
    for (const statement of constants)
      for (const { name: other, initializer } of ts.isVariableStatement(statement)
        ? statement.declarationList.declarations
        : [])
        if (other.getText() === name.text && initializer) return valuesOf(initializer);
  }
  throw unknownOf(name);
}

/** What a function is called with: `[1, 2].map((x) => ...)`, or `const f = (x) => ...` and then `[1, 2].map(f)` or `f(1)`. */
function argumentsOf(func: ts.ArrowFunction): unknown[] {
  const { parent } = func;
  const mapped = (call: ts.CallExpression) =>
    ts.isPropertyAccessExpression(call.expression) && call.expression.name.text === 'map'
      ? (valuesOf(call.expression.expression) as unknown[][]).flat()
      : [];
  const found = ts.isCallExpression(parent)
    ? mapped(parent)
    : callsIn(func.getSourceFile()).flatMap((call) => {
        const own = ts.isVariableDeclaration(parent) ? parent.name.getText() : undefined;
        if (call.expression.getText() === own) return valuesOf(call.arguments[0]!);
        return call.arguments[0]?.getText() === own ? mapped(call) : [];
      });
  if (!found.length) throw unknownOf(func);
  return found;
}

const unknownOf = (node: ts.Node): Error =>
  new Error(`cannot tell which model is built: ${node.getText()} (expected constants of this notebook)`);
