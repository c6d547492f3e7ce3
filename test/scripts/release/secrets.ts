import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../../../src/project/root';

/** Files in src/models that learners get: models are connected in lesson 2, by `connect`. */
const given = ['src/models/autoencoder.ts', 'src/models/connect.ts'];

/** Where all lines may be read: notebooks show them, or they are in the public checks. */
const isShown = /^(notebooks\/source\/.*\.ts|grading\/checks\/(?!other-sizes).*\.ts)$/;

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const list = (folder: string, pattern: RegExp): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => pattern.test(path));

/** A line without indentation, comment marks, `;` and `export`, so that a copy in another place is found, too. */
const normalise = (line: string): string =>
  line
    .trim()
    .replace(/^(\/\/|\*|export )\s*/, '')
    .replace(/[;,]$/, '');

/**
 * Lines that do not tell how something is done: comments, imports and exports, the types of parameters and properties,
 * the checks of a function's own arguments.
 */
const untelling = [
  /^import |require\(|^exports\.|^export |^Object\.defineProperty\(exports/,
  /^\w+\??: /,
  /^(interface|type) /,
];
const isTelling = (line: string): boolean =>
  line.length >= 20 &&
  !untelling.some((pattern) => pattern.test(line)) &&
  !/\bassert(Range|Sizes)\b/.test(line);

const withoutComments = (text: string): string => text.replace(/\/\*\*?[^]*?\*\/|^\s*\/\/.*$/gm, '');
const toLines = (text: string): string[] =>
  withoutComments(text).split('\n').map(normalise).filter(isTelling);

/** The lines of a source, and those of the JavaScript that it is compiled to. */
function linesOf(source: string): string[] {
  const { options } = ts.getParsedCommandLineOfConfigFile(join(root, 'tsconfig.json'), {}, ts.sys as never)!;
  return [source, ts.transpile(source, options)].flatMap(toLines);
}

const hiddenBlocks = (text: string): string[] =>
  [...text.matchAll(/\/\/ BEGIN HIDDEN\n([^]*?)\/\/ END HIDDEN/g)].map(([, block]) => block!);

/** Every line of the answer keys and of the hidden checks, with the file it is from, except those that lessons show. */
export function findSecrets(): Map<string, string> {
  const keys = list('src/models', /\.ts$/).filter((path) => !given.includes(path));
  const shown = [...list('notebooks/source', isShown), ...list('grading/checks', isShown), ...given];
  const secrets = new Map<string, string>();
  for (const path of [...keys, 'grading/checks/other-sizes.ts'])
    for (const line of linesOf(read(path))) secrets.set(line, path);
  for (const path of list('grading', /\.ts$/))
    for (const block of hiddenBlocks(read(path))) for (const line of linesOf(block)) secrets.set(line, path);
  for (const line of shown.map(read).flatMap(linesOf)) secrets.delete(line);
  return secrets;
}

/** All texts in a file: of JSON, notebooks and source maps, every string; otherwise the file itself. */
export function textsIn(path: string, data: Buffer): string[] {
  const text = data.toString();
  if (!/\.(json|ipynb|map)$/.test(path)) return [text];
  const found: string[] = [];
  JSON.parse(text, (_key, value: unknown) => {
    if (typeof value === 'string') found.push(value);
    return value;
  });
  return found;
}

/** The secrets in a file, as `path: line (of FILE)`. */
export function findLeaks(path: string, data: Buffer, secrets: Map<string, string>): string[] {
  const lines = textsIn(path, data).flatMap((text) => text.split('\n').map(normalise));
  return lines
    .filter((line) => secrets.has(line))
    .map((line) => `${path}: ${line} (of ${secrets.get(line)})`);
}
