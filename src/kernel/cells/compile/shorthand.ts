import ts from '@tslab/typescript-for-tslab';
import type { Edit } from './edits';

/**
 * Writes shorthand properties out: `{ epochs }` becomes `{ epochs: epochs }`. tslab turns a name of an earlier cell
 * into `exports.name` wherever it stands as a value, but overlooks it here, and the cell dies of a ReferenceError.
 */
export function expandShorthand(source: ts.SourceFile): Edit[] {
  const edits: Edit[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isShorthandPropertyAssignment(node))
      edits.push({ start: node.name.end, end: node.name.end, text: `: ${node.name.text}` });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return edits;
}
