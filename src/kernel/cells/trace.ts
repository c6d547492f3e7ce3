import { isAbsolute, join, relative } from 'node:path';
import { maybePlace, maybeSource, type Place } from './maps';

/** One line of a stack, in the learner's TypeScript. */
export interface Frame extends Place {
  /** `cell [3]`, or the path of a file from the notebook's folder. */
  where: string;
  /** The function, when it has a name. */
  name?: string;
  /** The text of that line, when it is a cell's. */
  text?: string;
}

const FRAME = /^\s+at (?:async )?(?:(.*?) \()?(?:file:\/\/)?([^()]+?):(\d+):(\d+)\)?$/;
const OURS = join(__dirname, '../../../..');

/** Returns the frames of a stack that are the learner's own: cells, and files of theirs. */
export function toFrames(stack: string): Frame[] {
  return stack.split('\n').flatMap((line) => {
    const [, name, script, row, column] = FRAME.exec(line) ?? [];
    if (!script) return [];
    const at = { line: Number(row), column: Number(column) };
    const place = maybePlace(script, at);
    const source = maybeSource(script);
    const where = source === undefined ? maybeFile(script, !!place) : toTitle(script);
    if (!where || (source !== undefined && !place)) return [];
    const found = { ...(place ?? at), where, text: source?.split('\n')[(place ?? at).line - 1] };
    const named = name && !/^(Object\.)?<anonymous>$|^eval/.test(name);
    return [named ? { ...found, name: name.replace(/^(Object|Proxy)\./, '') } : found];
  });
}

/** The name a cell's script goes by in V8, which allows no space in it. */
export const toScriptName = (count: number | string): string => `cell[${count}]`;

/** The name a learner knows that script by. */
export const toTitle = (script: string): string => script.replace('[', ' [');

/** Path of a learner's file as they know it; nothing for Node's, a package's, or the project's own. */
function maybeFile(script: string, compiled: boolean): string | undefined {
  if (!isAbsolute(script)) return undefined;
  const path = relative(process.cwd(), script);
  if (compiled) return path;
  const ours = ['dist', 'src', 'scripts', 'node_modules'].some((folder) =>
    script.startsWith(join(OURS, folder) + '/'),
  );
  return ours || script.includes('/node_modules/') ? undefined : path;
}

/**
 * Shows a line of source with a caret under the place.
 *
 * @example
 * toExcerpt({ line: 2, column: 7 }, "throw 'no'"); // ['  2 | throw 'no'', '    |       ^']
 */
export function toExcerpt({ line, column }: Place, text: string): string[] {
  const number = String(line).padStart(3);
  return [`${number} | ${text}`, `${' '.repeat(number.length)} | ${' '.repeat(column - 1)}^`];
}
