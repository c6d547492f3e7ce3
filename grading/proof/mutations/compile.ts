import type { Mutation, Operator } from './mutation';

const optimizers = [
  "'sgd'", "'rmsprop'", "'adamax'", "'adagrad'", "'adadelta'", 'tf.train.momentum(0.01, 0.9)', 'tf.train.adam(0.01)',
  'tf.train.adam(0.0001)', 'tf.train.adam(0.002)', 'tf.train.adam(0.001, 0.5)', 'tf.train.adam(0.001, 0.9, 0.99)',
  'tf.train.adam(0.001, 0.9, 0.999, 0.001)',
]; // prettier-ignore

const losses = [
  'meanSquaredError', 'meanAbsoluteError', 'meanAbsolutePercentageError', 'meanSquaredLogarithmicError', 'hinge',
  'squaredHinge', 'categoricalHinge', 'logcosh', 'categoricalCrossentropy', 'kullbackLeiblerDivergence', 'poisson',
  'cosineProximity', 'binaryCrossEntropy',
]; // prettier-ignore

/** Changes to a loss `f(y, p)`. */
const changes: Record<string, string> = {
  doubled: 'f(y, p).mul(2)',
  halved: 'f(y, p).div(2)',
  'negative': 'f(y, p).neg()',
  'squared': 'f(y, p).square()',
  'plus a half': 'f(y, p).add(0.5)',
  'of swapped arguments': 'f(p, y)',
  'of targets turned round': 'f(tf.sub(1, y), p)',
  'of rounded targets': 'f(y.round(), p)',
  'summed over the batch': 'f(y, p).sum()',
  'of the first sample': 'f(y, p).slice(0, 1)',
  'divided by 784': 'f(y, p).div(784)',
  'multiplied by 784': 'f(y, p).mul(784)',
  'with the squared error beside it': 'f(y, p).add(tf.metrics.meanSquaredError(y, p))',
  'without a gradient': 'tf.tensor(f(y, p).arraySync() as number[])',
  'always 0': 'f(y, p).mul(0)',
}; // prettier-ignore

/** Replaces the optimizer or the loss, or removes `compile`. */
export const compile: Operator = (key) => {
  const [statement, optimizer, loss] = /auto\.compile\(\{ optimizer: (.*), loss: (.*) \}\);/.exec(
    key.source,
  )!;
  const replaced = (title: string, to: string, about: string): Mutation => ({
    title: `auto: ${title}`,
    source: key.source.replace(statement!, to),
    about: new RegExp(`^(${about}): `),
  });
  const isSum = key.slug === '3-variational';
  const base = isSum ? 'reconstructionLoss' : 'tf.metrics.binaryCrossentropy';
  const over: Record<string, string> = isSum
    ? { 'averaged over the pixels': 'f(y, p).div(y.shape[1]!)' }
    : { 'summed over the pixels': 'f(y, p).mul(y.size / y.shape[0]!)' };
  return [
    ...optimizers.map((other) =>
      replaced(`${other} for adam`, statement!.replace(optimizer!, other), 'optimizer'),
    ),
    ...losses.map((other) =>
      replaced(
        `loss ${other}`,
        statement!.replace(`loss: ${loss}`, `loss: '${other}'`),
        other === 'binaryCrossEntropy' ? 'returns' : 'loss',
      ),
    ),
    ...Object.entries({ ...changes, ...over }).map(([words, change]) =>
      replaced(
        `loss ${words}`,
        `const f: any = ${base};\n  auto.compile({ optimizer: 'adam', loss: (y: tf.Tensor, p: tf.Tensor): any => ${change} });`,
        'loss|optimizer|training|penalty|kl-loss',
      ),
    ),
    replaced('not compiled', '', 'compiled'),
    replaced('encoder compiled in its place', statement!.replace('auto.', 'encoder.'), 'compiled'),
    replaced('decoder compiled in its place', statement!.replace('auto.', 'decoder.'), 'compiled'),
    replaced('compiled again with sgd', `${statement}\n  auto.compile({ optimizer: 'sgd', loss: ${loss} });`, 'optimizer'),
    replaced('compiled again with the squared error', `${statement}\n  auto.compile({ optimizer: 'adam', loss: 'meanSquaredError' });`, 'loss'),
  ]; // prettier-ignore
};
