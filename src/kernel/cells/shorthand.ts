import ts from '@tslab/typescript-for-tslab';
import type { Diagnostic } from './tslab';

/** A cell with its shorthand properties written out, and the way back to places in the cell. */
export interface Expanded {
  code: string;
  /** A diagnostic of `code` at its place in the cell. */
  toCell(diagnostic: Diagnostic): Diagnostic;
}

/**
 * Writes shorthand properties out: `{ epochs }` becomes `{ epochs: epochs }`. tslab turns a name of an earlier cell
 * into `exports.name` wherever it stands as a value, but overlooks it here, and the cell dies of a ReferenceError.
 */
export function expandShorthand(code: string): Expanded {
  const source = ts.createSourceFile('cell.ts', code, ts.ScriptTarget.ESNext, false);
  const names: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isShorthandPropertyAssignment(node)) names.push(node.name);
    ts.forEachChild(node, visit);
  };
  visit(source);
  let expanded = '';
  let from = 0;
  for (const name of names) {
    expanded += `${code.slice(from, name.end)}: ${name.text}`;
    from = name.end;
  }
  const added = names.map((name) => ({ at: name.end, length: name.text.length + 2 }));
  /** Where an offset of the expanded code is in the cell; what was added is where it was added. */
  const toOffset = (offset: number): number =>
    added.reduce((place, { at, length }) => (place > at ? Math.max(at, place - length) : place), offset);
  const toPlace = ({ offset }: Diagnostic['start']): Diagnostic['start'] => {
    const place = toOffset(offset);
    return { offset: place, ...source.getLineAndCharacterOfPosition(Math.min(place, code.length)) };
  };
  return {
    code: expanded + code.slice(from),
    toCell: (diagnostic) =>
      diagnostic.fileName || !names.length
        ? diagnostic
        : { ...diagnostic, start: toPlace(diagnostic.start), end: toPlace(diagnostic.end) },
  };
}
