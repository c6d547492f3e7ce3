import { blank } from './edits';

const STRING = `(?:'[^'\\n]*'|"[^"\\n]*")`;
const cleared: RegExp[] = [
  // import x from './x.json' with { type: 'json' }: tslab's compiler is older than that, and sees by the name
  new RegExp(`(?<=\\bfrom\\s*${STRING}\\s*)\\bwith\\s*\\{[^{}]*\\}`, 'g'),
  new RegExp(`(?<=\\bimport\\s*\\(\\s*${STRING}\\s*),\\s*\\{\\s*with\\s*:\\s*\\{[^{}]*\\}\\s*,?\\s*\\}`, 'g'),
  // the `require` that it makes is there already, and serves the imports above it too
  /^(?:export\s+)?(?:const|let|var)\s+require\s*=\s*(?:\w+\.)?createRequire\(\s*(?:import\.meta\.(?:url|filename)|__filename)\s*\)/gm,
];

/** Clears syntax that ES modules need and code here must do without; all other code keeps its place. */
export const clearSyntax = (code: string): string =>
  /\bwith\b|\bcreateRequire\b/.test(code)
    ? cleared.reduce((text, pattern) => text.replace(pattern, blank), code)
    : code;
