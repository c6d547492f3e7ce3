/** What a learner is told beside TypeScript's messages, or in their place. */
export interface TypeHelp {
  add?: string;
  instead?: string;
}

/** Types of tfjs that stand for one or several, and what to write where they are one. */
const unions: [types: string[], help: string][] = [
  [
    ['SymbolicTensor', 'SymbolicTensor[]', 'Tensor<Rank>', 'Tensor<Rank>[]'],
    'apply() can return several types: write which one it is here, layer.apply(x) as tf.SymbolicTensor',
  ],
  [
    ['Tensor<Rank>', 'Tensor<Rank>[]'],
    'predict() and apply() can return a tensor or a list of them: write which one it is here, model.predict(x) as tf.Tensor',
  ],
  [
    ['Scalar', 'Scalar[]'],
    'evaluate() can return a scalar or a list of them: write which one it is here, model.evaluate(x, y) as tf.Scalar',
  ],
];

/**
 * Returns help for what TypeScript says of one place, where there is some.
 *
 * @param messages the message, and what explains it
 */
export function maybeTypeHelp(messages: string[]): TypeHelp | undefined {
  for (const message of messages) {
    const union = /^(?:Type|Argument of type|Property '.*' does not exist on type) '(.+?)'/.exec(
      message,
    )?.[1];
    const types = union?.split(' | ').sort().join();
    const instead = unions.find(([names]) => [...names].sort().join() === types)?.[1];
    if (instead) return { instead };
  }
  const [first = ''] = messages;
  const missing = /^Cannot find module '(.+?)'/.exec(first)?.[1];
  if (missing) return maybeModuleHelp(missing);
  if (/'"nodeplotlib"' has no exported member 'stack'/.test(first))
    return { add: 'stack is of older versions: call plot once for each figure, and it is drawn at once' };
  const name = /^Cannot find name '(.+?)'/.exec(first)?.[1] ?? '';
  return name in pythonNames ? { add: pythonNames[name] } : undefined;
}

/** What to import, or to do, where there is no such module. */
export function maybeModuleHelp(name: string): TypeHelp | undefined {
  if (
    /^(@tensorflow\/tfjs-node(-gpu)?|@tensorflow\/tfjs-(core|layers|data)|tensorflow|tfjs(-node)?)$/.test(
      name,
    )
  )
    return { add: "TensorFlow.js runs at native speed here already: import * as tf from '@tensorflow/tfjs'" };
  if (/^[./]/.test(name) || name.startsWith('node:')) return undefined;
  const root = name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
  return {
    add: `if it is a package: npm install ${root} in a terminal, in the notebook's folder; then run this cell again`,
  };
}

const pythonNames: Record<string, string> = {
  print: 'this notebook runs TypeScript: console.log(x)',
  len: 'this notebook runs TypeScript: x.length',
  None: 'this notebook runs TypeScript: null',
  True: 'this notebook runs TypeScript: true',
  False: 'this notebook runs TypeScript: false',
  range: 'this notebook runs TypeScript: for (let i = 0; i < 10; i++)',
  pd: 'this notebook runs TypeScript, and pandas is of Python',
  plt: "this notebook runs TypeScript: plot() of 'autoencoders' draws below the cell",
  np: 'this notebook runs TypeScript: TensorFlow.js computes with arrays, as tf',
};

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
};

const syntax = /expected|Circular|keyword|Invalid character/;
/** Lines of Python or IPython, what TypeScript says of them, and what to write instead. */
const pythonLines: [code: RegExp, complaint: RegExp, help: string][] = [
  [
    /^\s*(?:from|import)\s+(?:tensorflow|keras|torch)\b/,
    syntax,
    "this is Python; here TensorFlow.js is imported: import * as tf from '@tensorflow/tfjs'",
  ],
  [
    /^\s*(?:from|import)\s+matplotlib\b/,
    syntax,
    "this is Python; here figures are drawn by plot: import { plot } from 'autoencoders'",
  ],
  [
    /^\s*(?:from\s+[\w.]+\s+)?import\s+(\w+)[\w.]*(?:\s+as\s+\w+)?\s*$/,
    syntax,
    "this is Python; in TypeScript an import is: import * as $1 from 'package'",
  ],
  [
    /^\s*def\s+(\w+)\s*\(.*:\s*$/,
    syntax,
    'this is Python; in TypeScript a function is: function $1(x: number) { return x; }',
  ],
  [
    /^\s*for\s+(\w+)\s+in\b.*:/,
    syntax,
    'this is Python; in TypeScript a loop is: for (const $1 of list) { }',
  ],
  [/^\s*(if|while)\s+[^(].*:\s*$/, syntax, 'this is Python; in TypeScript: $1 (condition) { }'],
  [/^\s*#/, /Invalid character/, 'this is a comment of Python; in TypeScript: // a comment'],
  [
    /^\s*\?+\s*([\w.]+)\s*$/,
    syntax,
    "? before a name is IPython's: write it behind, $1?, or click the name and press Shift+Tab",
  ],
];

/** What to write in the place of a line of IPython or Python, where that is what TypeScript stumbles over. */
export function maybePythonHelp(line: string, message: string): TypeHelp | undefined {
  const shell = /^\s*(?:!|%%?(?:sh|bash|system|sx)\b|%(?=(?:pip|npm|conda)\b))\s*(.*?)\s*$/.exec(line)?.[1];
  const script = /^\s*%%(?:sh|bash|system|sx)\s*$/.exec(line)?.[0].trim();
  if (script)
    return {
      instead: `a cell runs TypeScript, and ${script} is IPython's: run these lines in a terminal; or in a cell, import { execSync } from 'node:child_process'; console.log(execSync('a line', { encoding: 'utf8' }))`,
    };
  if (shell !== undefined && !/^[(\w.]+[;)]*$/.test(shell)) {
    const command = (shell || 'ls').replace(/\\/g, '\\\\').replace(/'/g, "\\'");
    return {
      instead: `a cell runs TypeScript, and ! is IPython's: in a terminal, ${shell || 'ls'}; or in a cell, import { execSync } from 'node:child_process'; console.log(execSync('${command}', { encoding: 'utf8' }))`,
    };
  }
  const magic = /^\s*%%?(\w+)/.exec(line)?.[1];
  if (magic)
    return {
      instead: `%${magic} is IPython's: ${magic in magics ? `here, ${magics[magic]}` : 'a cell here runs TypeScript alone'}`,
    };
  for (const [code, complaint, help] of pythonLines) {
    const found = code.exec(line);
    if (found && complaint.test(message)) return { instead: help.replace('$1', found[1] ?? '') };
  }
  return undefined;
}

/** What to write where a name is given a value and was never declared. */
export function maybeNewName(line: string, message: string): TypeHelp | undefined {
  const name = /^Cannot find name '(\w+)'\.$/.exec(message)?.[1];
  return name && new RegExp(`^\\s*${name}\\s*=(?!=)`).test(line)
    ? { add: `a new name is declared with const, or with let where it changes: const ${line.trim()}` }
    : undefined;
}
