import { maybePythonName } from './python-help';

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
  if (/^Left side of comma operator/.test(first)) return { add: 'to see several values, write [a, b]' };
  const name = /^Cannot find name '([^']+)'\.$/.exec(first)?.[1];
  return name ? (maybePythonName(name) ?? { add: 'run the cell that declares it first' }) : undefined;
}

/** What to import, or to do, where there is no such module. */
export function maybeModuleHelp(name: string): TypeHelp | undefined {
  if (
    /^(@tensorflow\/tfjs-node(-gpu)?|@tensorflow\/tfjs-(core|layers|data)|tensorflow|tfjs(-node)?)$/.test(
      name,
    )
  )
    return { add: "TensorFlow.js runs at native speed here already: import * as tf from '@tensorflow/tfjs'" };
  if (name.startsWith('node:')) return undefined;
  if (/^[./]/.test(name))
    return {
      add: 'a path starts in the folder of the file that imports: check the name, and that the file is there',
    };
  if (name.startsWith('#'))
    return { add: 'a name with # is one of "imports" in the package.json beside the notebook' };
  const root = /^(?:@[\w.~-]+\/)?[\w.~-]+(?=\/|$)/.exec(name)?.[0];
  if (!root) return undefined;
  return {
    add: `if it is a package: npm install ${root} in a terminal, in the notebook's folder; then run this cell again`,
  };
}
