import ts from 'typescript';

/**
 * Whether `autoencoder` is not written yet: its body is empty, or throws, whatever the arguments, before it can return.
 *
 * @param source an answer as TypeScript
 */
export function isStub(source: string): boolean {
  return inspect(source, false, (file) => {
    const body = file.statements.map(bodyOf).find(Boolean);
    if (!body) return false;
    const end = body.statements.findIndex(ts.isThrowStatement);
    return !body.statements.length || (end >= 0 && !body.statements.slice(0, end).some(returns));
  });
}

/** Whether the name `autoencoder` is anywhere in the code. Without it there is no answer. */
export function hasName(source: string): boolean {
  const isName = (node: ts.Node): boolean =>
    (ts.isIdentifier(node) && node.text === 'autoencoder') || ts.forEachChild(node, isName) === true;
  return inspect(source, true, isName);
}

/** What `look` finds, or `otherwise` if the code is nested thousands of levels deep, which no stub is. */
function inspect(source: string, otherwise: boolean, look: (file: ts.SourceFile) => boolean): boolean {
  try {
    return look(ts.createSourceFile('answer.ts', source, ts.ScriptTarget.ES2022, true));
  } catch (error) {
    if (error instanceof RangeError) return otherwise;
    throw error;
  }
}

/** The body of `autoencoder`, if the statement defines it as a function with one. */
function bodyOf(statement: ts.Statement): ts.Block | undefined {
  if (ts.isFunctionDeclaration(statement))
    return statement.name?.text === 'autoencoder' ? statement.body : undefined;
  if (!ts.isVariableStatement(statement)) return undefined;
  const value = statement.declarationList.declarations.find(
    ({ name }) => ts.isIdentifier(name) && name.text === 'autoencoder',
  )?.initializer;
  if (!value || !(ts.isArrowFunction(value) || ts.isFunctionExpression(value))) return undefined;
  return ts.isBlock(value.body) ? value.body : undefined;
}

/** Whether a statement may return from the function that it is in. */
function returns(node: ts.Node): boolean {
  if (ts.isReturnStatement(node)) return true;
  return !ts.isFunctionLike(node) && ts.forEachChild(node, returns) === true;
}
