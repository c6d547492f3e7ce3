import ts from 'typescript';
import { findDeep, partOf, replace } from './key';
import type { Mutation, Operator } from './mutation';

/** Settings of layers with weights, and the checks that may be the first to report each. */
const weighted: Record<string, string> = {
  'useBias: false': 'layers',
  'trainable: false': 'optimizer|training',
  "kernelInitializer: 'zeros'": 'training',
  "kernelInitializer: 'ones'": 'training',
  "kernelRegularizer: 'l1l2'": 'loss|penalty|kl-loss',
  "biasRegularizer: 'l1l2'": 'loss|penalty|kl-loss',
  'activityRegularizer: tf.regularizers.l2({ l2: 0.01 })': 'loss|penalty|kl-loss',
  "kernelConstraint: 'nonNeg'": 'training|optimizer',
  "kernelConstraint: 'unitNorm'": 'training|optimizer',
};

/** Settings of one kind of layer. */
const settings: Record<string, string[]> = {
  dense: [],
  conv2d: [
    ...['1', '2', '4', '5', '[1, 3]', '[3, 1]', '[3, 5]'].map((size) => `kernelSize: ${size}`),
    'strides: 2',
    'dilationRate: 2',
  ],
  maxPooling2d: [
    ...['3', '4', '[2, 1]', '[1, 2]'].map((size) => `poolSize: ${size}`),
    'poolSize: 3, strides: 2',
    'strides: 1',
    'strides: 3',
    'strides: [2, 1]',
    "padding: 'valid'",
  ],
  upSampling2d: [
    ...['3', '4', '[2, 1]', '[1, 2]'].map((size) => `size: [${size}]`.replace('[[', '[').replace(']]', ']')),
    "interpolation: 'bilinear'",
  ],
};

/** Other kinds of layers with the same shapes. */
const otherKinds: Record<string, string[]> = {
  maxPooling2d: ['averagePooling2d'],
};

/** Changes a setting or the kind of every layer. */
export const layerSettings: Operator = (key) =>
  findDeep(key.file, ts.isCallExpression).flatMap((call): Mutation[] => {
    const [, name] = /^tf\.layers\.(\w+)$/.exec(call.expression.getText().replaceAll(/\s/g, '')) ?? [];
    const [options] = call.arguments;
    if (!name || !settings[name] || !options || !ts.isObjectLiteralExpression(options)) return [];
    const part = partOf(key, call);
    const inside = options.getText().slice(1, -1).replace(/,\s*$/, '');
    const mutate = (where: string, added: string, about: string): Mutation => ({
      title: `${part === '(encoder|decoder)' ? where : part}: ${name} with ${added}`,
      source: replace(key, options, `{ ${inside}, ...(${conditions[where]} ? { ${added} } : {}) } as any`),
      about: new RegExp(`^(${part}-(shapes|layers|activations)|returns|${about}): `),
    });
    const places = part === '(encoder|decoder)' ? Object.keys(conditions) : ['every layer'];
    const withWeights = ['dense', 'conv2d'].includes(name) ? Object.entries(weighted) : [];
    return [
      ...places.flatMap((where) => [
        ...settings[name]!.map((added) => mutate(where, added, 'none')),
        ...withWeights.map(([added, about]) => mutate(where, added, about)),
      ]),
      ...(otherKinds[name] ?? []).map((other) => ({
        title: `${part}: ${other} for ${name}`,
        source: replace(key, call.expression, `tf.layers.${other}`),
        about: new RegExp(`^${part}-layers: `),
      })),
    ];
  });

/** For a layer created in a helper: which of the layers to change. */
const conditions: Record<string, string> = {
  'every layer': 'true',
  'the last layer': "activation === 'sigmoid'",
  'every layer but the last': "activation !== 'sigmoid'",
};

/** Padding and channels, which only the convolutional key has. */
export const padding: Operator = (key) => {
  if (key.slug !== '2-convolutional') return [];
  const flips = findDeep(key.file, ts.isStringLiteral).flatMap((literal): Mutation[] => {
    if (!['same', 'valid'].includes(literal.text) || ts.isLiteralTypeNode(literal.parent)) return [];
    const other = literal.text === 'same' ? 'valid' : 'same';
    const part = partOf(key, literal);
    return [
      {
        title: `${part}: padding ${other} for ${literal.text} in ${literal.parent.getText().slice(0, 50)}`,
        source: replace(key, literal, `'${other}'`),
        about: new RegExp(`^(${part}-shapes|returns): `),
      },
    ];
  });
  const text = (from: string, to: string, about: string): Mutation => ({
    title: `decoder: ${to} for ${from}`,
    source: key.source.replace(from, to),
    about: new RegExp(`^(${about}): `),
  });
  return [
    ...flips,
    ...['i === 0', 'i === filters.length - 2', 'i === 1', 'i < filters.length - 1', 'true', 'i === 2'].map((to) =>
      text('i === filters.length - 1', to, 'decoder-shapes|other-sizes'),
    ),
    ...['inputDims[0]!', 'inputDims[1]!', '1', '3', 'filters[0]!', 'inputDims[2]! + 1', 'latentDims[2]!'].map((to) =>
      text('inputDims[2]!', to, 'decoder-shapes|other-sizes'),
    ),
  ]; // prettier-ignore
};
