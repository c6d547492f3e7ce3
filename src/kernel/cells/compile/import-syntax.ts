import ts from '@tslab/typescript-for-tslab';

/** What stands for `import.meta` in compiled code, which is no ES module. */
const META = 'import_meta';
/** What stands for the `import` of `import()`. */
const CALL = '__load';

/** Puts the name of what stands for it in the place of `import.meta`: just as long, so that columns stay. */
export const replaceImportMeta = (code: string): string =>
  replace(code, META, (node) => ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword);

/**
 * Puts the name of what stands for it in the place of each `import` that is called: just as long, so that columns stay.
 *
 * @param name says what kind of code it is, by its ending
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
