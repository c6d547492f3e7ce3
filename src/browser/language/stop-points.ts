import ts from '@tslab/typescript-for-tslab';
import { STOP_POINT } from './stop-point';

/**
 * Makes each turn of a loop, and each call of a function with statements, check whether Stop was requested: nothing else
 * can end them in a browser, except for ending their worker with all variables.
 */
export function insertStopPoints(context: ts.TransformationContext): ts.Transformer<ts.SourceFile> {
  const { factory } = context;
  const visit = (node: ts.Node): ts.Node => {
    const visited = ts.visitEachChild(node, visit, context);
    if (ts.isIterationStatement(visited, false)) return withBody(visited, factory);
    if (!ts.isFunctionLike(visited) || !('body' in visited)) return visited;
    const { body } = visited as { body?: ts.Node };
    if (!body || !ts.isBlock(body) || isConstructor(visited)) return visited;
    // in place: the node is the visitor's own copy, or is used only here
    return replaceBody(visited, body, factory, context);
  };
  return (file) => ts.visitNode(file, visit) as ts.SourceFile;
}

/** In the constructor of a derived class nothing may come before `super()`. */
const isConstructor = (node: ts.Node): boolean => ts.isConstructorDeclaration(node);

function replaceBody(
  node: ts.Node,
  body: ts.Block,
  factory: ts.NodeFactory,
  context: ts.TransformationContext,
): ts.Node {
  const checked = withPoint(body, factory);
  return ts.visitEachChild(node, (child) => (child === body ? checked : child), context);
}

function withBody(loop: ts.IterationStatement, factory: ts.NodeFactory): ts.Node {
  const body = withPoint(
    ts.isBlock(loop.statement) ? loop.statement : factory.createBlock([loop.statement]),
    factory,
  );
  if (ts.isForStatement(loop))
    return factory.updateForStatement(loop, loop.initializer, loop.condition, loop.incrementor, body);
  if (ts.isForInStatement(loop))
    return factory.updateForInStatement(loop, loop.initializer, loop.expression, body);
  if (ts.isForOfStatement(loop))
    return factory.updateForOfStatement(loop, loop.awaitModifier, loop.initializer, loop.expression, body);
  if (ts.isWhileStatement(loop)) return factory.updateWhileStatement(loop, loop.expression, body);
  return factory.updateDoStatement(loop as ts.DoStatement, body, (loop as ts.DoStatement).expression);
}

/** A function may be sent elsewhere as text, for example to a worker, where the global is not defined. */
function withPoint(block: ts.Block, factory: ts.NodeFactory): ts.Block {
  const name = factory.createIdentifier(`typeof ${STOP_POINT} === "function" && ${STOP_POINT}()`);
  const directives = block.statements.filter(
    (each, at) => ts.isExpressionStatement(each) && ts.isStringLiteral(each.expression) && at === 0,
  );
  const others = block.statements.slice(directives.length);
  return factory.updateBlock(block, [...directives, factory.createExpressionStatement(name), ...others]);
}
