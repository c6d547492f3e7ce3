import type { TypeHelp } from './type-help';

const time = "console.time('cell') before, console.timeEnd('cell') after";
/** What to write in the place of IPython's commands. */
const magics: Record<string, string> = {
  time,
  timeit: time,
  cd: "process.chdir('folder')",
  pwd: 'process.cwd()',
  env: 'process.env.NAME',
  matplotlib: "nothing: plot() of 'autoencoders' draws below the cell",
  run: "import { name } from './file'",
  html: "import { display } from 'tslab'; display.html('...')",
  who: 'write a name and ?, as in x?, to see what it is',
};

/** Python's names, and what does the same here. */
const names: Record<string, string> = {
  print: 'console.log(x)',
  len: 'x.length',
  None: 'null',
  True: 'true',
  False: 'false',
  range: 'for (let i = 0; i < 10; i++)',
  np: 'TensorFlow.js computes with arrays, as tf',
  pd: 'pandas is of Python; lists and objects hold tables',
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
  help: 'a cell with a name and ?, as in x?, shows what it is',
  self: 'this',
  pass: 'nothing, or {}',
  elif: 'else if (condition) { ... }',
};

/** Help for a name of Python's that is not known here. */
export const maybePythonName = (name: string): TypeHelp | undefined =>
  Object.hasOwn(names, name) ? { add: `this notebook runs TypeScript: ${names[name]}` } : undefined;

/** Lines of Python, and what they are in TypeScript; `$1` is the first group. Looked for where TypeScript cannot read. */
const lines: [line: RegExp, typescript: string][] = [
  [/^(?:from|import)\s+(?:tensorflow|keras|torch)\b/, "it is: import * as tf from '@tensorflow/tfjs'"],
  [/^(?:from|import)\s+matplotlib\b/, "figures are drawn by: import { plot } from 'autoencoders'"],
  [/^from\s+([\w.]+)\s+import\s+(\w+)/, "an import is: import { $2 } from '$1'"],
  [/^import\s+(\w+)[\w.]*(?:\s+as\s+\w+)?$/, "an import is: import * as $1 from 'package'"],
  [/^(?:async\s+)?def\s+(\w+)/, 'a function is: function $1(x: number) { return x; }'],
  [/^class\s+(\w+)\((\w*).*\):$/, 'a class is: class $1 extends $2 { ... }'],
  [/^for\s+(\w+)\s+in\s+range\(/, 'a loop is: for (let $1 = 0; $1 < 10; $1++) { ... }'],
  [/^for\s+([\w, ]+?)\s+in\s+.*:$/, 'a loop is: for (const $1 of list) { ... }'],
  [/^(if|while)\s.*:$/, 'it is: $1 (condition) { ... }'],
  [/^(?:elif\s.*|else):$/, 'it is: else if (condition) { ... } or else { ... }'],
  [/^(?:try|finally|except.*):$/, 'it is: try { ... } catch (error) { ... }'],
  [/^with\s.*:$/, 'there is no with: call what opens, and what closes in finally { ... }'],
  [/^print\s+\S/, 'it is: console.log(x)'],
  [/^#/, 'a comment starts with //'],
  [/^"""/, 'a text of several lines stands between ` and `'],
  [/\blambda\b/, 'a function without a name is: (x) => x + 1'],
  [/\bis\s+(?:not\s+)?None\b/, 'it is: x === null'],
  [/\S\s+(?:and|or)\s+\S|(?:^|[=(,])\s*not\s+\S/, 'and, or, not are: &&, ||, !'],
  [/(?:^|[=(,+\s])f''/, 'a text with values in it is: `text ${value}`'],
  [
    /\s(?:if\s.+\selse|for\s.+\sin)\s/,
    'values are chosen by: condition ? a : b, and made by: xs.map((x) => x + 1)',
  ],
];

const COMMANDS = 'pip3?|npm|npx|conda|git|ls|cd|pwd|mkdir|rm|cat|wget|curl|node|python3?|nvidia-smi';
const bare = new RegExp(`^((?:${COMMANDS})(?:\\s+[^=(].*)?)$`);
const isCommand = new RegExp(`^(?:${COMMANDS})$`);

/**
 * Returns what to write in the place of a line of IPython, a shell or Python, where that is what TypeScript stumbles
 * over.
 *
 * @param message what TypeScript says of the line
 * @param isSyntax whether it could not read the line
 */
export function maybePythonHelp(line: string, message: string, isSyntax: boolean): TypeHelp | undefined {
  const code = line.trim();
  const missing = /^Cannot find name '([\w$]+)'\.$/.exec(message)?.[1] ?? '';
  if (missing && code.startsWith(missing) && /^\s*=[^=>]/.test(code.slice(missing.length)))
    return { add: `a new name is declared with const, or with let where it changes: const ${code}` };
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
      instead: `%${magic} is IPython's: ${Object.hasOwn(magics, magic) ? `here, ${magics[magic]}` : 'a cell here runs TypeScript alone'}`,
    };
  if (!isSyntax && !/Circular|expected/.test(message)) return undefined;
  const plain = code.replace(/(["'])(?:\\.|(?!\1).)*\1/g, "''"); // what stands in a text is no code
  for (const [pattern, typescript] of lines) {
    const found = pattern.exec(pattern.source.includes('"""') ? code : plain);
    if (found)
      return {
        instead: `this is Python; in TypeScript ${typescript.replace(/\$(\d)/g, (_, group: string) => found[Number(group)] ?? '')}`,
      };
  }
  return undefined;
}

/** The command for a terminal that a line is: after `!` or a magic of IPython's, or alone. */
function maybeCommand(code: string, message: string, isSyntax: boolean): string | undefined {
  const shell = /^(?:!{1,2}|%%?(?:sh|bash|system|sx)\b|%(?=(?:pip|npm|conda)\b))\s*(.*?)$/.exec(code)?.[1];
  if (shell !== undefined && (isSyntax || isCommand.test(shell))) return shell || 'ls';
  const assigned = /=\s*!\s*(\S.*?);?$/.exec(code)?.[1];
  if (assigned && (isSyntax || isCommand.test(assigned))) return assigned;
  return (isSyntax || /^Cannot find name/.test(message)) && bare.test(code) ? code : undefined;
}
