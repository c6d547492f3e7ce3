import ts from '@tslab/typescript-for-tslab';

/** The name that replaces `import.meta` in compiled code, which is not an ES module. */
const META = 'import_meta';
/** The name that replaces `import` in `import()`. */
const CALL = '__load';

/** Replaces `import.meta` by a name of the same length, so that columns do not change. */
export const replaceImportMeta = (code: string): string =>
  replace(code, META, (node) => ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword);

/**
 * Replaces `import` in each `import()` by a name of the same length, so that columns do not change.
 *
 * @param name its extension determines the kind of code
 */
export const replaceImportCalls = (code: string, name?: string): string =>
  replace(code, CALL, (node) => node.kind === ts.SyntaxKind.ImportKeyword && isCalled(node), name);

const isCalled = (node: ts.Node): boolean =>
  ts.isCallExpression(node.parent) && node.parent.expression === node;

function replace(
  code: string,
  standIn: string,
  isMeant: (node: ts.Node) => boolean,
  name = 'compiled.js',
): string {
  if (!/\bimport\s*(?:[.(]|\/[*/])/.test(code)) return code;
  let replaced = code;
  const visit = (node: ts.Node): void => {
    if (!isMeant(node)) return ts.forEachChild(node, visit);
    const start = node.getStart();
    replaced = replaced.slice(0, start) + standIn.padEnd(node.end - start) + replaced.slice(node.end);
  };
  visit(ts.createSourceFile(name, code, ts.ScriptTarget.ESNext, true));
  return replaced;
}
