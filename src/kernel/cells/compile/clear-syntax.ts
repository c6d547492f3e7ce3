import { blank } from './edits';

const STRING = `(?:'[^'\\n]*'|"[^"\\n]*")`;
const cleared: RegExp[] = [
  // import x from './x.json' with { type: 'json' }: tslab's compiler predates this syntax, and goes by the file name
  new RegExp(`(?<=\\bfrom\\s*${STRING}\\s*)\\bwith\\s*\\{[^{}]*\\}`, 'g'),
  new RegExp(`(?<=\\bimport\\s*\\(\\s*${STRING}\\s*),\\s*\\{\\s*with\\s*:\\s*\\{[^{}]*\\}\\s*,?\\s*\\}`, 'g'),
  // the `require` that it creates exists already, and also serves the imports above it
  /^(?:export\s+)?(?:const|let|var)\s+require\s*=\s*(?:\w+\.)?createRequire\(\s*(?:import\.meta\.(?:url|filename)|__filename)\s*\)/gm,
];

/** Blanks out syntax that ES modules need but cells do not support; all other code keeps its place. */
export const clearSyntax = (code: string): string =>
  /\bwith\b|\bcreateRequire\b/.test(code)
    ? cleared.reduce((text, pattern) => text.replace(pattern, blank), code)
    : code;
