import { readKey } from './mutations/key';

/** Equivalent code: a pattern in the key and its replacement. */
const texts: Record<string, [from: RegExp, to: string]> = {
  'no names of models': [/, name: '(encoder|decoder|auto)'/g, ''],
  'other names of models': [/name: '(\w+)'/g, "name: 'my_$1'"],
  'an optimizer of its own': [/optimizer: 'adam'/, 'optimizer: tf.train.adam()'],
  'an optimizer with its default rate': [/optimizer: 'adam'/, 'optimizer: tf.train.adam(0.001)'],
  'a metric beside the loss': [/auto\.compile\(\{/, "auto.compile({ metrics: ['mse'],"],
  'a loss in a list': [/loss: ('binaryCrossentropy'|reconstructionLoss)/, 'loss: [$1] as any'],
  'a loss as a function': [/loss: 'binaryCrossentropy'/, 'loss: (y, p) => tf.metrics.binaryCrossentropy(y, p)'],
  'a loss as one number': [/loss: 'binaryCrossentropy'/, 'loss: (y, p) => tf.metrics.binaryCrossentropy(y, p).mean()'],
  'a loss by its own formula': [
    /loss: 'binaryCrossentropy'/,
    'loss: (y: any, p: any) => tf.tidy(() => { const q = p.clipByValue(1e-7, 1 - 1e-7); return y.mul(q.log()).add(tf.sub(1, y).mul(tf.sub(1, q).log())).neg().mean(); })',
  ],
  'weights drawn by the default': [/, kernelInitializer: 'glorotUniform'/g, ''],
  'weights drawn in another way': [/'glorotUniform'/g, "'heNormal'"],
  'weights drawn evenly': [/'glorotUniform'/g, "'randomUniform'"],
  'biases that start at a number': [/\{ (units|filters), /g, "{ $1, biasInitializer: 'randomNormal', "],
  'useBias said': [/\{ (units|filters), /g, '{ $1, useBias: true, '],
  'auto on an input of its own': [
    /(const (?:reconstruction|\[code\]) = [^]*?)encoder\.apply\(input\)([^]*?)inputs: input,/,
    'const own = tf.input({ shape: encoder.inputs[0]!.shape.slice(1) });\n  $1encoder.apply(own)$2inputs: own,',
  ],
  'auto from the models’ own tensors': [
    /const reconstruction = decoder\.apply\(encoder\.apply\(input\)\)/,
    'const reconstruction = decoder.apply(encoder.outputs[0]!)',
  ],
  'a reversed list by slice': [/\[\.\.\.(\w+)\]\.reverse\(\)/g, '$1.slice().reverse()'],
  'a list turned round and back': [/return \{ encoder/, '(arguments[1] as number[]).reverse().reverse();\n  return { encoder'],
  'a reversed list by toReversed': [/\[\.\.\.(\w+)\]\.reverse\(\)/g, '$1.toReversed()'],
  'a reversed list by sorting places': [/\[\.\.\.(\w+)\]\.reverse\(\)/g, '$1.map((_, i, l) => l[l.length - 1 - i]!)'],
  'names in another order': [/return \{ encoder, decoder, auto \}/, 'return { auto, decoder, encoder }'],
  'more names': [/return \{ encoder, decoder, auto \}/, 'return { encoder, decoder, auto, latentDims, input }'],
  'encoder and decoder compiled as well': [
    /return \{ encoder, decoder, auto \}/,
    "encoder.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });\n  decoder.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });\n  return { encoder, decoder, auto }",
  ],
  'compiled twice alike': [/(auto\.compile\(.*\);)/, '$1\n  $1'],
  'an activation as a layer': [
    /return tf\.layers\s*\.(dense|conv2d)\(\{ ([^}]*)activation, ([^}]*)\}\)\s*\.apply\(x\)/,
    'return tf.layers.activation({ activation }).apply(tf.layers.$1({ $2$3}).apply(x))',
  ],
  'a kernel size in full': [/kernelSize: 3/, 'kernelSize: [3, 3], strides: [1, 1]'],
  'pool sizes as one number': [/poolSize: \[2, 2\]/, 'poolSize: 2, strides: 2'],
  'upsampling by its default': [/\{ size: \[2, 2\] \}/, '{}'],
  'layers that let everything through': [
    /const pixels = ([^;]*);/,
    "const pixels = tf.layers.activation({ activation: 'linear' }).apply(tf.layers.dropout({ rate: 0 }).apply($1)) as tf.SymbolicTensor;",
  ],
  'a reshape to the same shape': [
    /const pixels = ([^;]*);/,
    'const same = $1;\n  const pixels = tf.layers.reshape({ targetShape: same.shape.slice(1) as number[] }).apply(same) as tf.SymbolicTensor;',
  ],
  'the penalty in two halves': [
    /code = activityRegularization\(\{ l1: lambtha \}\)\.apply\(code\)/,
    'code = activityRegularization({ l1: lambtha / 2 }).apply(activityRegularization({ l1: lambtha / 2 }).apply(code))',
  ],
  'no registered classes': [/tf\.serialization\.registerClass\(\w+\);/g, ''],
  'other class names': [/static className = '(\w+)'/g, "static className = 'My$1'"],
  'a half for a division by two': [/zLogVar\.div\(2\)/, 'zLogVar.mul(0.5)'],
  'a root for a half': [/zLogVar\.div\(2\)\.exp\(\)/, 'zLogVar.exp().sqrt()'],
  'the noise taken away': [/zMean\.add\(zLogVar/, 'zMean.sub(zLogVar'],
  'noise with its mean and deviation said': [/randomNormal\(zMean\.shape\)/, "randomNormal(zMean.shape, 0, 1, 'float32')"],
  'the factor before the sum': [/perDim\.sum\(-1\)\.mul\(-0\.5\)/, 'perDim.mul(-0.5).sum(-1)'],
  'the sum over the second axis': [/perDim\.sum\(-1\)/, 'perDim.sum(1)'],
  'a square by multiplying': [/zMean\.square\(\)/, 'zMean.mul(zMean)'],
  'a mean by hand': [/\.mean\(\)\.mul\(this\.beta\)/, '.sum().div(z.shape[0]!)'],
  'the divergence by another sum': [
    /const perDim[^;]*;\s*return perDim[^;]*;/,
    'return zMean.square().add(zLogVar.exp()).sub(1).sub(zLogVar).sum(-1).div(2);',
  ],
  'the cross-entropy summed by hand': [
    /return tf\.tidy\(\(\) => tf\.metrics\.binaryCrossentropy[^;]*;/,
    'return tf.tidy(() => { const q = yPred.clipByValue(1e-7, 1 - 1e-7); return yTrue.mul(q.log()).add(tf.sub(1, yTrue).mul(tf.sub(1, q).log())).sum(-1).neg(); });',
  ],
  'the cross-entropy as one number': [/(binaryCrossentropy\(yTrue, yPred\))\.mul\(([^;]*)\)\);/, '$1.mean().mul($2));'],
}; // prettier-ignore

/** The same build exported in another way. */
const doors: Record<string, string> = {
  'an arrow': 'export const autoencoder = (...args: any[]): any => build(...args);',
  'a method': 'class Task { static make(...args: any[]) { return build(...args); } }\nexport const autoencoder: any = Task.make;',
  'an export under another name': 'function make(...args: any[]): any { return build(...args); }\nexport { make as autoencoder };',
  'a build before that is thrown away': 'export function autoencoder(...args: any[]): any { build(...args); return build(...args); }',
  'lists copied before': 'export function autoencoder(...args: any[]): any { return build(...structuredClone(args)); }',
  'an object of its own class': 'class Models { constructor(m: any) { Object.assign(this, m); } }\nexport function autoencoder(...args: any[]): any { return new Models(build(...args)); }',
}; // prettier-ignore

/** A description of each rewrite. */
export const rewriteTitles = [...Object.keys(texts), ...Object.keys(doors)];

/** The answer key written in other ways, all correct. */
export function rewrite(slug: string): { title: string; source: string }[] {
  const { source } = readKey(slug);
  const written = Object.entries(texts).map(([title, [from, to]]) => ({
    title,
    source: source.replace(from, to),
  }));
  const built = `${source.replace('export function autoencoder(', 'function build_(')}\nconst build: any = build_;\n`;
  const behind = Object.entries(doors).map(([title, door]) => ({ title, source: built + door }));
  return [...written, ...behind].filter((one) => one.source !== source);
}
