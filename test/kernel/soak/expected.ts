import { dirname, join, normalize } from 'node:path';
import { isContent, type Folder } from './folder';

/** What a cell must show: a number, an error for one of these reasons, or whatever a fresh kernel shows. */
export type Expected = { value: number } | { errors: Reason[] } | 'unknown';
type Reason = 'missing' | 'syntax' | 'types' | 'throws';

/** Patterns of error messages, by their reason. */
const messages: Record<Reason, RegExp> = {
  missing: /^\w+: (Cannot find (module|package)|Could not find|No "exports" main|.* is not a module)/,
  syntax: /^(TypeScriptError: .*expected|SyntaxError: )/,
  types: /^TypeScriptError: Type 'number' is not assignable to type 'string'/,
  throws: /^RangeError: \d+ on purpose$/,
};

/** Whether a cell showed the expected value or error. */
export function isExpected(expected: Expected, { shown, error }: { shown: string; error: string }): boolean {
  if (expected === 'unknown') return true;
  if ('value' in expected) return !error && shown === String(expected.value);
  return expected.errors.some((reason) => messages[reason].test(error));
}

/** The `value` of a module, as imported from a file of the folder. */
export function valueOf(
  folder: Folder,
  request: string,
  from = 'notebook.ts',
  under: string[] = [],
): Expected {
  if (!request.startsWith('.')) return valueOfPackage(folder, request);
  const file = find(folder, normalize(join(dirname(from), request)));
  if (!file) return { errors: ['missing'] };
  if (under.includes(file)) return { value: NaN }; // it does not exist yet when its importer needs it
  const entry = folder.files.get(file);
  if (!isContent(entry)) return { errors: ['missing'] };
  const { content } = entry;
  const isJson = file.endsWith('.json');
  if (content.kind === 'sum' && !isJson) {
    const parts = content.of.map((each) => valueOf(folder, each, file, [...under, file]));
    return add(parts, content.value);
  }
  if (content.kind === 'value' || content.kind === 'sum' || (isJson && content.kind !== 'syntax'))
    return { value: content.value };
  return { errors: [content.kind] };
}

function add(parts: Expected[], value: number): Expected {
  if (parts.includes('unknown')) return 'unknown';
  const errors = parts.flatMap((part) => (part !== 'unknown' && 'errors' in part ? part.errors : []));
  if (errors.length) return { errors };
  return { value: parts.reduce((sum, part) => sum + (part as { value: number }).value, 0) + value };
}

function valueOfPackage({ packages }: Folder, name: string): Expected {
  const found = packages.get(name);
  if (!found) return { errors: ['missing'] };
  if (found.form === 'broken' || found.of) return 'unknown';
  return { value: found.value };
}

/** The file of a path without an extension, with links resolved. */
function find(folder: Folder, path: string): string | undefined {
  const endings = path.endsWith('.json') ? [''] : ['.ts', '.js', '/index.ts', '/index.js'];
  for (const ending of endings) {
    let name: string | undefined = path + ending;
    for (let hops = 0; name && hops < 9; hops++) {
      const entry = folder.files.get(name);
      if (isContent(entry)) return name;
      name = typeof entry === 'object' ? join(dirname(name), entry.link) : undefined;
    }
  }
  return undefined;
}
