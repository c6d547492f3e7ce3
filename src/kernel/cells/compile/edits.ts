import ts from '@tslab/typescript-for-tslab';
import type { Diagnostic } from './tslab';

/** A piece of code, and what to put in its place. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/** Code after its edits, and the way back to places in the code before. */
export interface Edited {
  code: string;
  /** A diagnostic of the edited code, at its place in the code before. */
  toCell(diagnostic: Diagnostic): Diagnostic;
}

/** Makes edits, which must not overlap. */
export function applyEdits(source: ts.SourceFile, edits: Edit[]): Edited {
  const before = source.text;
  const ordered = [...edits].sort((a, b) => a.start - b.start);
  let code = '';
  let from = 0;
  for (const { start, end, text } of ordered) {
    code += before.slice(from, start) + text;
    from = end;
  }
  code += before.slice(from);
  /** Where an offset in the edited code was before; within a new text, as far on as the old one went. */
  const toOffset = (offset: number): number => {
    let shift = 0;
    for (const { start, end, text } of ordered) {
      if (offset < start + shift) break;
      if (offset < start + shift + text.length) return Math.min(offset - shift, end);
      shift += text.length - (end - start);
    }
    return offset - shift;
  };
  const toPlace = ({ offset }: Diagnostic['start']): Diagnostic['start'] => {
    const place = Math.max(0, Math.min(toOffset(offset), before.length));
    return { offset: place, ...source.getLineAndCharacterOfPosition(place) };
  };
  return {
    code,
    toCell: (diagnostic) =>
      diagnostic.fileName || !edits.length
        ? diagnostic
        : { ...diagnostic, start: toPlace(diagnostic.start), end: toPlace(diagnostic.end) },
  };
}

/** Spaces in place of a piece of code, so that what stands after it keeps its place. */
export const blank = (code: string): string => code.replace(/[^\r\n]/g, ' ');

/** Ends a last expression, which tslab puts an `export` after: `global` and that would be one statement. */
export function endLastExpression({ statements, text }: ts.SourceFile): Edit[] {
  const last = statements.at(-1);
  if (!last || !ts.isExpressionStatement(last) || text[last.end - 1] === ';') return [];
  return [{ start: last.end, end: last.end, text: ';' }];
}
