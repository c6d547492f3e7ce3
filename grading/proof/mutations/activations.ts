import ts from 'typescript';
import { findDeep, maybeDeclaration, partOf, replace } from './key';
import type { Mutation, Operator } from './mutation';

const all = [
  'linear', 'relu', 'sigmoid', 'tanh', 'elu', 'selu', 'relu6', 'softplus', 'softsign', 'softmax', 'hardSigmoid',
  'swish', 'mish', 'gelu',
]; // prettier-ignore
const few = ['linear', 'sigmoid', 'tanh', 'relu6'];

/** Replaces an activation: in every layer of a loop, only in the first or last one, or in a single layer. */
export const activations: Operator = (key) => {
  const literals = findDeep(maybeDeclaration(key, 'autoencoder')!, ts.isStringLiteral).filter(({ text }) =>
    ['relu', 'sigmoid', 'linear'].includes(text),
  );
  return literals.flatMap((literal): Mutation[] => {
    const part = partOf(key, literal);
    const about = new RegExp(`^${part}-activations: .*activation`);
    const loop = findLoop(literal);
    const swap = (others: string[], where: string, toText: (other: string) => string): Mutation[] =>
      others
        .filter((other) => other !== literal.text)
        .map((other) => ({
          title: `${part}: ${literal.text} of ${where} is ${other}`,
          source: replace(key, literal, toText(other)),
          about,
        }));
    if (!loop) return swap(all, 'the layer after the loop', (other) => `'${other}'`);
    const { size, list } = loop;
    const only = (at: string) => (other: string) => `${size} === ${list}.at(${at}) ? '${other}' : 'relu'`;
    return [
      ...swap(all, 'every layer of the loop', (other) => `'${other}'`),
      ...swap(few, 'the first layer of the loop', only('0')),
      ...swap(few, 'the last layer of the loop', only('-1')),
    ];
  });
};

/** The loop around `node`: the name of its variable, and its list. */
function findLoop(node: ts.Node): { size: string; list: string } | undefined {
  for (let at = node.parent; at && !ts.isFunctionDeclaration(at); at = at.parent)
    if (ts.isForOfStatement(at)) {
      const [name] = findDeep(at.initializer, ts.isIdentifier)
        .filter(({ text }) => text !== 'i')
        .slice(-1);
      return { size: name!.text, list: `(${at.expression.getText().replace('.entries()', '')})` };
    }
  return undefined;
}
