import type { Mutation, Operator } from './mutation';

const shape = 'zMean.shape as number[]';
/** Replacements for `tf.randomNormal(zMean.shape)` as epsilon. */
const noises: Record<string, string> = {
  'even from 0 to 1': `tf.randomUniform(${shape})`,
  'even, with mean 0 and variance 1': `tf.randomUniform(${shape}, -1.7320508, 1.7320508)`,
  'cut off at 2': `tf.truncatedNormal(${shape})`,
  'a coin of 1 and -1': `tf.randomUniform(${shape}).sub(0.5).sign()`,
  'always 0': `tf.zeros(${shape})`,
  'always 1': `tf.ones(${shape})`,
  'one number for all': 'tf.randomNormal([])',
  'one for each row': 'tf.randomNormal([zMean.shape[0], 1])',
  'one for each dimension': 'tf.randomNormal([1, zMean.shape[1]!])',
  'around a half': `tf.randomNormal(${shape}, 0.5)`,
  'a tenth as wide': `tf.randomNormal(${shape}, 0, 0.1)`,
  'half as wide': `tf.randomNormal(${shape}, 0, 0.5)`,
  'twice as wide': `tf.randomNormal(${shape}, 0, 2)`,
  'from a seed': `tf.randomNormal(${shape}, 0, 1, 'float32', 7)`,
  'drawn once and kept': `((this as any)[zMean.shape.join()] ??= tf.keep(tf.randomNormal(${shape})))`,
  'never negative': `tf.randomNormal(${shape}).abs()`,
  'the inputs’ own': 'zMean',
};

/** Replacements for `zMean.add(zLogVar.div(2).exp().mul(epsilon))` as z. */
const spreads = [
  'zMean.add(zLogVar.exp().mul(epsilon))',
  'zMean.add(zLogVar.mul(epsilon))',
  'zMean.add(epsilon)',
  'zMean.add(zLogVar.div(-2).exp().mul(epsilon))',
  'zMean.add(zLogVar.div(4).exp().mul(epsilon))',
  'zMean.add(zLogVar.mul(2).exp().mul(epsilon))',
  'zMean.add(zLogVar.abs().sqrt().mul(epsilon))',
  'zMean.add(zLogVar.div(2).exp()).mul(epsilon)',
  'zMean.mul(zLogVar.div(2).exp()).add(epsilon)',
  'zMean.mul(epsilon).add(zLogVar.div(2).exp())',
  'zLogVar.add(zMean.div(2).exp().mul(epsilon))',
  'zLogVar.div(2).exp().mul(epsilon)',
  'epsilon.add(zMean.mul(0))',
  'zMean.clone()',
  'zMean.add(zLogVar.div(2).exp())',
];

const orders = [
  '[zMean, zLogVar, z]', '[zMean, z, zLogVar]', '[z, zLogVar, zMean]', '[zLogVar, zMean, z]', '[zLogVar, z, zMean]',
  '[z, zMean, zMean]', '[z, zLogVar, zLogVar]', '[z, z, z]', '[zMean, zMean, zLogVar]', '[drawn, zMean, zLogVar]',
  '[z, zMean]', '[zMean, zLogVar]', 'z', '[z, zMean, zLogVar, drawn]',
]; // prettier-ignore

/** The variational encoder: what it draws, from what, and the order of its outputs. */
export const draws: Operator = ({ slug, source }) => {
  if (slug !== '3-variational') return [];
  const text = (title: string, from: string, to: string, about: string): Mutation => ({
    title,
    source: source.replace(from, to),
    about: new RegExp(`^(${about}): `),
  });
  return [
    ...Object.entries(noises).map(([words, noise]) => text(`epsilon ${words}`, 'tf.randomNormal(zMean.shape)', noise, 'sampling')),
    ...spreads.map((spread) => text(`z = ${spread}`, 'zMean.add(zLogVar.div(2).exp().mul(epsilon))', spread, 'sampling|outputs-order')),
    ...orders.map((order) => text(`the encoder outputs ${order}`, '[z, zMean, zLogVar], name', `${order}, name`, order.startsWith('[drawn') ? 'kl-loss' : 'outputs-order|sampling|encoder-(shapes|layers|activations)|returns')),
    ...['zMean, zMean', 'zLogVar, zMean', 'zLogVar, zLogVar'].map((pair) => text(`z drawn from ${pair}`, 'sampling().apply([zMean, zLogVar])', `sampling().apply([${pair}])`, 'sampling|outputs-order')),
    text('one head for both', "const zLogVar = dense(latentDims, 'linear', features)", 'const zLogVar = zMean', 'encoder-layers|sampling'),
    text('zLogVar made from zMean', "const zLogVar = dense(latentDims, 'linear', features)", "const zLogVar = dense(latentDims, 'linear', zMean)", 'encoder-(layers|activations)'),
    text('zLogVar made from the input', "const zLogVar = dense(latentDims, 'linear', features)", "const zLogVar = dense(latentDims, 'linear', input)", 'encoder-(layers|activations)'),
    ...['[, code]', '[, , code]'].map((pick) => text(`auto decodes ${pick === '[, code]' ? 'zMean' : 'zLogVar'}`, 'const [code] =', `const ${pick} =`, 'auto')),
  ]; // prettier-ignore
};
