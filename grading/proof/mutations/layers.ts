import ts from 'typescript';
import { findDeep, maybeDeclaration, partOf, replace, type Key } from './key';
import type { Mutation, Operator } from './mutation';

/** Lists to loop over instead of `l`. */
const otherLists: Record<string, string> = {
  'without the first size': 'l.slice(1)',
  'without the last size': 'l.slice(0, -1)',
  'without the second size': 'l.filter((_, i) => i !== 1)',
  'the first size only': 'l.slice(0, 1)',
  'the last size only': 'l.slice(-1)',
  'two sizes at most': 'l.slice(0, 2)',
  'nothing at all': '[]',
  'the first size twice': '[l[0], ...l]',
  'the last size twice': '[...l, l.at(-1)]',
  'reversed': '[...l].reverse()',
  'the first two sizes swapped': '[l[1], l[0], ...l.slice(2)]',
  'from small to large': '[...l].sort((a, b) => a - b)',
  'from large to small': '[...l].sort((a, b) => b - a)',
  'each size and one more': 'l.map((size) => size + 1)',
  'twice each size': 'l.map((size) => 2 * size)',
  'half of each size': 'l.map((size) => Math.ceil(size / 2))',
  'the first size and one more': 'l.map((size, i) => size + Number(i === 0))',
  'the last size and one more': 'l.map((size, i) => size + Number(i === l.length - 1))',
  'the first size for all': 'l.map(() => l[0])',
  'sizes of its own': '[128, 64]',
}; // prettier-ignore

/** Makes every loop over sizes use another list. */
export const sizes: Operator = (key) =>
  findDeep(maybeDeclaration(key, 'autoencoder')!, ts.isForOfStatement).flatMap(({ expression }) => {
    const part = partOf(key, expression);
    const list = expression.getText().replace('.entries()', '');
    const entries = list === expression.getText() ? '' : '.entries()';
    return Object.entries(otherLists).map(([words, other]) => ({
      title: `${part}: the loop takes ${words}`,
      source: replace(key, expression, `((l: any[]) => ${other})(${list})${entries}`),
      about: new RegExp(`^(${part}-(shapes|layers): |returns: .*throws)`),
    }));
  });

/** Layers to add after a call. */
const extra: Record<string, string> = {
  'dropout': 'dropout({ rate: 0.2 })',
  'noise': 'gaussianNoise({ stddev: 0.1 })',
  'batch normalisation': 'batchNormalization()',
  'layer normalisation': 'layerNormalization()',
  'a softmax': 'softmax()',
  'a tanh': "activation({ activation: 'tanh' })",
}; // prettier-ignore

/** Removes every layer, builds it twice, applies it to the input again, or adds an extra layer after it. */
export const layers: Operator = (key) => {
  const body = maybeDeclaration(key, 'autoencoder')!;
  const calls = findDeep(body, ts.isCallExpression).filter((call) => isLayerCall(call));
  return calls.flatMap((call): Mutation[] => {
    const part = partOf(key, call);
    const text = call.getText();
    const { input, words } = describe(call);
    const asTensor = (source: string): string => `(${source} as tf.SymbolicTensor)`;
    const about = new RegExp(`^${part}-(shapes|layers|activations): |^${aboutOf(text)}: `);
    const mutate = (title: string, other: string): Mutation => ({
      title: `${part}: ${title}`,
      source: replace(key, call, other),
      about,
    });
    const isInLoop = ts.isForOfStatement(call.parent.parent.parent) || text.includes('count');
    const again = `${text.slice(0, input.getStart() - call.getStart())}${text}${text.slice(input.end - call.getStart())}`;
    return [
      mutate(`without ${words}`, asTensor(firstOf(input))),
      ...(ts.isArrayLiteralExpression(input) ? [] : [mutate(`${words} twice`, again)]),
      ...(isInLoop ? [mutate(`${words} on the input each time`, text.replace(/\b(code|features|hidden)\b(?!\.)/, part === 'encoder' ? 'input' : 'latent'))] : []),
      ...Object.entries(extra).map(([name, layer]) =>
        mutate(`${name} after ${words}`, asTensor(`tf.layers.${layer}.apply(${asTensor(text)})`)),
      ),
    ];
  }); // prettier-ignore
};

/** Swaps the two layers of a loop. */
export const order: Operator = (key: Key) =>
  findDeep(maybeDeclaration(key, 'autoencoder')!, ts.isForOfStatement).flatMap(({ statement }) => {
    if (!ts.isBlock(statement) || statement.statements.length !== 2) return [];
    const part = partOf(key, statement);
    const [first, second] = statement.statements.map((s) => s.getText()) as [string, string];
    const about = new RegExp(`^${part}-(shapes|layers): `);
    return [
      {
        title: `${part}: the second layer of the loop before the first`,
        source: replace(key, statement, `{ ${second} ${first} }`),
        about,
      },
    ];
  });

const isLayerCall = (call: ts.CallExpression): boolean =>
  /^(dense|conv2d)\(|^(tf\.layers\.\w+|sampling|klLoss|activityRegularization)\([^]*\)\.apply\(/.test(
    call.getText(),
  );

/** The argument of a layer call, and its name in a title. */
function describe(call: ts.CallExpression): { input: ts.Expression; words: string } {
  const [, name] = /^(?:tf\.layers\.)?(\w+)/.exec(call.getText())!;
  const [first] = call.arguments;
  const size = ['dense', 'conv2d'].includes(name!) ? ` of ${first!.getText()}` : '';
  return { input: call.arguments.at(-1)!, words: `${name}${size}` };
}

const firstOf = (input: ts.Expression): string =>
  ts.isArrayLiteralExpression(input) ? input.elements[0]!.getText() : input.getText();

/** The check that covers a special layer. */
const aboutOf = (text: string): string =>
  text.startsWith('sampling') ? 'sampling' : text.startsWith('klLoss') ? '(kl-loss|sampling)' : text.startsWith('activity') ? 'penalty' : 'none'; // prettier-ignore
