import type { Mutation, Operator } from './mutation';

const text =
  (checks: string, words = '') =>
  (source: string, title: string, from: string | RegExp, to: string): Mutation[] => {
    const broken = source.replace(from, to);
    if (broken === source) throw new Error(`'${title}' changes nothing: the key has no ${from}`);
    return [{ title, source: broken, about: new RegExp(`^(${checks}): .*${words}`) }];
  };

/** The L1 penalty: at another scale, in another place, without its gradient. */
export const penalty: Operator = ({ slug, source }) => {
  if (slug !== '1-sparse') return [];
  const mutate = text('penalty|training');
  const layer = 'activityRegularization({ l1: lambtha })';
  const on = (tensor: string): string => `${tensor} = ${layer}.apply(${tensor}) as tf.SymbolicTensor;`;
  const remove = `  code = ${layer}.apply(code) as tf.SymbolicTensor;\n`;
  const scales = [
    '{ l1: 10e-6 }', '{ l1: 0.01 }', '{ l1: 1 }', '{ l1: 2 * lambtha }', '{ l1: lambtha / 2 }', '{ l1: -lambtha }',
    '{ l1: lambtha ** 2 }', '{ l1: Math.sqrt(lambtha) }', '{ l1: lambtha / latentDims }', '{ l1: lambtha * latentDims }',
    '{ l1: lambtha / inputDims }', '{ l1: 1 - lambtha }', '{ l2: lambtha }', '{ l1: lambtha, l2: lambtha }', '{}',
  ]; // prettier-ignore
  const regularizers = ['kernelRegularizer', 'biasRegularizer'];
  return [
    ...scales.flatMap((scale) => mutate(source, `penalty of ${scale}`, '({ l1: lambtha })', `(${scale})`)),
    ...mutate(source.replace(remove, ''), 'penalty on the first layer', 'let code = input;', `let code = input;\n  ${on('code')}`),
    ...mutate(source.replace(remove, ''), 'penalty on every layer of the encoder', 'code = dense(units, \'relu\', code);', `{ code = dense(units, 'relu', code); ${on('code')} }`),
    ...mutate(source.replace(remove, ''), 'penalty on the hidden layers, not the code', 'code = dense(units, \'relu\', code);', `{ code = dense(units, 'relu', code); if (units !== latentDims) ${on('code')} }`),
    ...mutate(source.replace(remove, ''), 'penalty on the reconstruction', "const pixels = dense(inputDims, 'sigmoid', hidden);", `let pixels = dense(inputDims, 'sigmoid', hidden); ${on('pixels')}`),
    ...mutate(source.replace(remove, ''), 'penalty on the decoder’s hidden layers', "hidden = dense(units, 'relu', hidden);", `{ hidden = dense(units, 'relu', hidden); ${on('hidden')} }`),
    ...text('loss', 'penalty')(source, 'penalty on the reconstruction as well', "const pixels = dense(inputDims, 'sigmoid', hidden);", `let pixels = dense(inputDims, 'sigmoid', hidden); ${on('pixels')}`),
    ...regularizers.flatMap((name) => mutate(source.replace(remove, ''), `${name} in its place`, '{ units, activation, ', `{ units, activation, ${name}: tf.regularizers.l1({ l1: 0.05 }), `)),
    ...mutate(source, 'penalty without a gradient', 'this.charge(l1.add(l2).div(x.shape[0]!))', 'this.charge(tf.scalar(l1.add(l2).div(x.shape[0]!).dataSync()[0]!))'),
    ...mutate(source, 'penalty for one sample, not for the mean of all', '.div(x.shape[0]!)', ''),
    ...onlyWhen(source, 'this.charge(l1', mutate),
  ]; // prettier-ignore
};

/** The divergence: at another scale, without its gradient, of other tensors. */
export const divergence: Operator = ({ slug, source }) => {
  if (slug !== '3-variational') return [];
  const mutate = text('kl-loss|training');
  const inputs = '[drawn, zMean, zLogVar]';
  return [
    ...['0.5', '2', '1e-3', '1 / inputDims', '0', '-1'].flatMap((beta) =>
      mutate(source, `divergence times ${beta}`, 'klLoss()', `klLoss({ beta: ${beta} })`),
    ),
    ...['[drawn, zLogVar, zMean]', '[drawn, zMean, zMean]', '[drawn, zLogVar, zLogVar]'].flatMap((other) =>
      mutate(source, `divergence of ${other}`, inputs, other),
    ),
    ...text('loss|kl-loss', 'KL divergence')(source, 'divergence of what was drawn', inputs, '[drawn, drawn, zLogVar]'),
    ...mutate(source, 'divergence without a gradient', 'klDivergence(zMean, zLogVar).mean()', 'tf.scalar(klDivergence(zMean, zLogVar).mean().dataSync()[0]!)'),
    ...onlyWhen(source, 'this.charge(kl', mutate),
  ]; // prettier-ignore
};

/** A penalty that counts only in training, or only in `evaluate`. */
function onlyWhen(source: string, charge: string, mutate: ReturnType<typeof text>): Mutation[] {
  const signature =
    'override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {\n    return tf.tidy(() => {\n';
  const at = source.lastIndexOf(signature, source.indexOf(charge));
  const [before, after] = [source.slice(0, at), source.slice(at)];
  const told = after.replace('tf.Tensor[])', 'tf.Tensor[], told?: any)');
  return [
    ...mutate(before + told, 'counted in training only', charge, `if (told?.training) ${charge}`),
    ...mutate(before + told, 'counted in evaluate only', charge, `if (!told?.training) ${charge}`),
  ];
}
