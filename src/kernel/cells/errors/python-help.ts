import type { TypeHelp } from './type-help';

const time = "console.time('cell') before, console.timeEnd('cell') after";
/** What to write instead of IPython's commands. */
const magics: Record<string, string> = {
  time,
  timeit: time,
  cd: "process.chdir('folder')",
  pwd: 'process.cwd()',
  env: 'process.env.NAME',
  matplotlib: "nothing is needed: plot() of 'autoencoders' draws below the cell",
  run: "import { name } from './file'",
  html: "import { display } from 'tslab'; display.html('...')",
  who: 'write a name and ?, as in x?, to show its documentation',
};

/** Python's names, and their equivalents here. */
const names: Record<string, string> = {
  print: 'console.log(x)',
  len: 'x.length',
  None: 'null',
  True: 'true',
  False: 'false',
  range: 'for (let i = 0; i < 10; i++)',
  np: 'TensorFlow.js computes with arrays, as tf',
  pd: 'pandas is a Python library; use lists and objects for tables',
  plt: "plot() of 'autoencoders' draws figures",
  str: 'String(x)',
  int: 'Math.trunc(Number(x))',
  float: 'Number(x)',
  abs: 'Math.abs(x)',
  max: 'Math.max(...xs)',
  min: 'Math.min(...xs)',
  sum: 'xs.reduce((sum, x) => sum + x, 0)',
  sorted: '[...xs].sort((a, b) => a - b)',
  enumerate: 'xs.forEach((x, i) => { ... })',
  type: 'typeof x',
  help: 'a cell with a name and ?, as in x?, shows its documentation',
  self: 'this',
  pass: 'nothing, or {}',
  elif: 'else if (condition) { ... }',
};

/** Help for an unknown name that is one of Python's. */
export const maybePythonName = (name: string): TypeHelp | undefined =>
  Object.hasOwn(names, name) ? { add: `this notebook runs TypeScript: ${names[name]}` } : undefined;

/** Lines of Python, and their TypeScript; `$1` is the first group. Used where TypeScript reports a syntax error. */
const lines: [line: RegExp, typescript: string][] = [
  [/^(?:from|import)\s+(?:tensorflow|keras|torch)\b/, "write: import * as tf from '@tensorflow/tfjs'"],
  [/^(?:from|import)\s+matplotlib\b/, "write for figures: import { plot } from 'autoencoders'"],
  [/^from\s+([\w.]+)\s+import\s+(\w+)/, "write an import as: import { $2 } from '$1'"],
  [/^import\s+(\w+)[\w.]*(?:\s+as\s+\w+)?$/, "write an import as: import * as $1 from 'package'"],
  [/^(?:async\s+)?def\s+(\w+)/, 'write a function as: function $1(x: number) { return x; }'],
  [/^class\s+(\w+)\((\w*).*\):$/, 'write a class as: class $1 extends $2 { ... }'],
  [/^for\s+(\w+)\s+in\s+range\(/, 'write a loop as: for (let $1 = 0; $1 < 10; $1++) { ... }'],
  [/^for\s+([\w, ]+?)\s+in\s+.*:$/, 'write a loop as: for (const $1 of list) { ... }'],
  [/^(if|while)\s.*:$/, 'write: $1 (condition) { ... }'],
  [/^(?:elif\s.*|else):$/, 'write: else if (condition) { ... } or else { ... }'],
  [/^(?:try|finally|except.*):$/, 'write: try { ... } catch (error) { ... }'],
  [/^with\s.*:$/, 'there is no with: open the resource, and close it in finally { ... }'],
  [/^print\s+\S/, 'write: console.log(x)'],
  [/^#/, 'a comment starts with //'],
  [/^"""/, 'put a string of several lines between ` and `'],
  [/\blambda\b/, 'write a function without a name as: (x) => x + 1'],
  [/\bis\s+(?:not\s+)?None\b/, 'write: x === null'],
  [/\S\s+(?:and|or)\s+\S|(?:^|[=(,])\s*not\s+\S/, 'write and, or, not as: &&, ||, !'],
  [/(?:^|[=(,+\s])f''/, 'write a string with values in it as: `text ${value}`'],
  [
    /\s(?:if\s.+\selse|for\s.+\sin)\s/,
    'choose between values with: condition ? a : b, and compute lists with: xs.map((x) => x + 1)',
  ],
];

const COMMANDS = 'pip3?|npm|npx|conda|git|ls|cd|pwd|mkdir|rm|cat|wget|curl|node|python3?|nvidia-smi';
const bare = new RegExp(`^((?:${COMMANDS})(?:\\s+[^=(].*)?)$`);
const isCommand = new RegExp(`^(?:${COMMANDS})$`);

/**
 * Returns what to write instead of a line of IPython, a shell or Python, if that is the cause of TypeScript's error.
 *
 * @param message TypeScript's message about the line
 * @param isSyntax whether it is a syntax error
 */
export function maybePythonHelp(line: string, message: string, isSyntax: boolean): TypeHelp | undefined {
  const code = line.trim();
  const missing = /^Cannot find name '([\w$]+)'\.$/.exec(message)?.[1] ?? '';
  if (missing && code.startsWith(missing) && /^\s*=[^=>]/.test(code.slice(missing.length)))
    return { add: `declare a new name with const, or with let if it changes: const ${code}` };
  const script = /^%%(?:sh|bash|system|sx)$/.exec(code)?.[0];
  if (script)
    return {
      instead: `a cell runs TypeScript, and ${script} is IPython's: run these lines in a terminal; or in a cell, import { execSync } from 'node:child_process'; console.log(execSync('a line', { encoding: 'utf8' }))`,
    };
  const command = maybeCommand(code, message, isSyntax);
  if (command !== undefined)
    return {
      instead: `a cell runs TypeScript, and this is a command for a terminal: run ${command} there; or in a cell, import { execSync } from 'node:child_process'; console.log(execSync('${command.replace(/[\\']/g, '\\$&')}', { encoding: 'utf8' }))`,
    };
  const magic = /^%%?(\w+)/.exec(code)?.[1];
  if (magic)
    return {
      instead: `%${magic} is IPython's: ${Object.hasOwn(magics, magic) ? `here, ${magics[magic]}` : 'a cell here runs only TypeScript'}`,
    };
  if (!isSyntax && !/Circular|expected/.test(message)) return undefined;
  const plain = code.replace(/(["'])(?:\\.|(?!\1).)*\1/g, "''"); // text in strings is not code
  for (const [pattern, typescript] of lines) {
    const found = pattern.exec(pattern.source.includes('"""') ? code : plain);
    if (found)
      return {
        instead: `this is Python; in TypeScript, ${typescript.replace(/\$(\d)/g, (_, group: string) => found[Number(group)] ?? '')}`,
      };
  }
  return undefined;
}

/** The terminal command in a line: after `!` or one of IPython's magics, or alone. */
function maybeCommand(code: string, message: string, isSyntax: boolean): string | undefined {
  const shell = /^(?:!{1,2}|%%?(?:sh|bash|system|sx)\b|%(?=(?:pip|npm|conda)\b))\s*(.*?)$/.exec(code)?.[1];
  if (shell !== undefined && (isSyntax || isCommand.test(shell))) return shell || 'ls';
  const assigned = /=\s*!\s*(\S.*?);?$/.exec(code)?.[1];
  if (assigned && (isSyntax || isCommand.test(assigned))) return assigned;
  return (isSyntax || /^Cannot find name/.test(message)) && bare.test(code) ? code : undefined;
}
