import ts from '@tslab/typescript-for-tslab';
import type { Diagnostic } from './tslab';

/** A piece of code and its replacement. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/** Edited code, and the mapping back to places in the original code. */
export interface Edited {
  code: string;
  /** A diagnostic of the edited code, mapped to its place in the original code. */
  toCell(diagnostic: Diagnostic): Diagnostic;
}

/** Applies edits, which must not overlap. */
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
  /** The original offset of an offset in the edited code; inside a replacement, clamped to the replaced text. */
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

/** As many spaces as a piece of code is long, so that the code after it keeps its place. */
export const blank = (code: string): string => code.replace(/[^\r\n]/g, ' ');

/**
 * Terminates a last expression, because tslab appends an `export`: `global` followed by that would be one statement.
 */
export function endLastExpression({ statements, text }: ts.SourceFile): Edit[] {
  const last = statements.at(-1);
  if (!last || !ts.isExpressionStatement(last) || text[last.end - 1] === ';') return [];
  return [{ start: last.end, end: last.end, text: ';' }];
}
