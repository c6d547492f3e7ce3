import { maybePythonName } from './python-help';

/** Advice for learners, shown below TypeScript's messages or instead of them. */
export interface TypeHelp {
  add?: string;
  instead?: string;
}

/** Types of tfjs for one or several values, and what to write if there is one. */
const unions: [types: string[], help: string][] = [
  [
    ['SymbolicTensor', 'SymbolicTensor[]', 'Tensor<Rank>', 'Tensor<Rank>[]'],
    'apply() can return several types: specify which one it is here, layer.apply(x) as tf.SymbolicTensor',
  ],
  [
    ['Tensor<Rank>', 'Tensor<Rank>[]'],
    'predict() and apply() can return a tensor or a list of them: specify which one it is here, model.predict(x) as tf.Tensor',
  ],
  [
    ['Scalar', 'Scalar[]'],
    'evaluate() can return a scalar or a list of them: specify which one it is here, model.evaluate(x, y) as tf.Scalar',
  ],
];

/**
 * Returns help for TypeScript's error at one place, if there is any.
 *
 * @param messages the message and its explanations
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
    return {
      add: 'stack belongs to older versions: call plot once for each figure, and it is drawn immediately',
    };
  if (/^Left side of comma operator/.test(first)) return { add: 'to see several values, write [a, b]' };
  const name = /^Cannot find name '([^']+)'\.$/.exec(first)?.[1];
  return name ? (maybePythonName(name) ?? { add: 'run the cell that declares it first' }) : undefined;
}

/** The import to use, or the action to take, if a module is not found. */
export function maybeModuleHelp(name: string): TypeHelp | undefined {
  if (
    /^(@tensorflow\/tfjs-node(-gpu)?|@tensorflow\/tfjs-(core|layers|data)|tensorflow|tfjs(-node)?)$/.test(
      name,
    )
  )
    return { add: "TensorFlow.js already runs at native speed here: import * as tf from '@tensorflow/tfjs'" };
  if (name.startsWith('node:')) return undefined;
  if (/^[./]/.test(name))
    return {
      add: 'a path is relative to the folder of the importing file: check the name, and that the file exists',
    };
  if (name.startsWith('#'))
    return { add: 'a name with # must be one of "imports" in the package.json next to the notebook' };
  const root = /^(?:@[\w.~-]+\/)?[\w.~-]+(?=\/|$)/.exec(name)?.[0];
  if (!root) return undefined;
  return {
    add: `if it is a package: npm install ${root} in a terminal, in the notebook's folder; then run this cell again`,
  };
}
