import ts from '@tslab/typescript-for-tslab';
import type { Edit } from './edits';

/**
 * Expands shorthand properties: `{ epochs }` becomes `{ epochs: epochs }`. tslab turns each use of a name of an earlier
 * cell into `exports.name`, but overlooks shorthand properties, and the cell would fail with a ReferenceError.
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
