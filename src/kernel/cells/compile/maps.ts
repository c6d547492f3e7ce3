import { SourceMap } from 'node:module';

/** A source map, as JSON. */
export type Payload = ConstructorParameters<typeof SourceMap>[0];

/** A script that V8 runs, and the mapping back to its TypeScript. */
export interface Script {
  /** The TypeScript source; known only for cells. */
  source?: string;
  /** Source maps, from the last step of the compilation to the first. */
  payloads: Payload[];
  /** Number of lines; tslab's code that calls the script follows them. */
  lines: number;
}

/** A place in TypeScript, lines and columns from 1. */
export interface Place {
  line: number;
  column: number;
}

const INLINE = /\n?\/\/# sourceMappingURL=data:application\/json;base64,(\S+)\s*$/;
const scripts = new Map<string, Script & { maps?: SourceMap[] }>();

/** Keeps the mapping of a script with that name in V8's traces. */
export function keepScript(name: string, script: Script): void {
  scripts.set(name, script);
}

/** Whether there is a script with that name. */
export const isScript = (name: string): boolean => scripts.has(name);

/** What is kept of a script, as plain data. */
export function maybeScript(name: string): Script | undefined {
  const { source, payloads, lines } = scripts.get(name) ?? { lines: 0 };
  return payloads && { source, payloads, lines };
}

/** Returns the TypeScript line and column of a place in a script, if it is a learner's script. */
export function maybePlace(name: string, { line, column }: Place): Place | undefined {
  const script = scripts.get(name);
  if (!script || line > script.lines) return undefined;
  script.maps ??= script.payloads.map((payload) => new SourceMap(payload));
  return toOriginal({ line, column }, script.maps, script.source !== undefined);
}

/** Follows a place through source maps; `undefined` if it is in code that has no original. */
export function toOriginal({ line, column }: Place, maps: SourceMap[], isCell: boolean): Place | undefined {
  let at = { line: line - 1, column: column - 1 };
  for (const map of maps) {
    const found = map.findEntry(at.line, at.column);
    if (!('originalLine' in found)) return undefined;
    at = { line: found.originalLine, column: found.originalColumn };
  }
  // tslab prepends a line to a cell
  return { line: isCell ? Math.max(at.line, 1) : at.line + 1, column: at.column + 1 };
}

/** Returns the TypeScript of a cell's script. */
export const maybeSource = (name: string): string | undefined => scripts.get(name)?.source;

/**
 * Keeps the mapping from a compiled module to its TypeScript.
 *
 * @returns the code without its source map
 */
export function addScript(name: string, compiled: string): string {
  const { code, payload } = splitMap(compiled);
  keepScript(name, { payloads: payload ? [payload] : [], lines: code.split('\n').length });
  return code;
}

/** Separates compiled code from the source map at its end. */
export function splitMap(code: string): { code: string; payload?: Payload } {
  const found = INLINE.exec(code);
  if (!found) return { code };
  const bytes = Uint8Array.from(atob(found[1] ?? ''), (char) => char.charCodeAt(0));
  return {
    code: code.slice(0, found.index),
    payload: JSON.parse(new TextDecoder().decode(bytes)) as Payload,
  };
}
