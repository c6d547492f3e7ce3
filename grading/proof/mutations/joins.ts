import type { Mutation, Operator } from './mutation';

/** Wrong uses of a correct `build(...args)`, and the checks that may be the first to report them. */
const anyTask: Record<string, [code: string, about: string]> = {
  'nothing returned': ['build(...args);', 'returns'],
  'a list returned': ['const m = build(...args); return [m.encoder, m.decoder, m.auto];', 'returns'],
  'auto alone returned': ['return build(...args).auto;', 'returns'],
  'a promise returned': ['return Promise.resolve(build(...args));', 'returns'],
  'no encoder returned': ['return { ...build(...args), encoder: undefined };', 'returns'],
  'no decoder returned': ['return { ...build(...args), decoder: undefined };', 'returns'],
  'no auto returned': ['return { ...build(...args), auto: null };', 'returns'],
  'a function returned as encoder': ['const m = build(...args); return { ...m, encoder: () => m.encoder };', 'returns'],
  'the name autoencoder for auto': ['const m = build(...args); return { encoder: m.encoder, decoder: m.decoder, autoencoder: m.auto };', 'returns'],
  'encoder and decoder swapped': ['const m = build(...args); return { ...m, encoder: m.decoder, decoder: m.encoder };', 'encoder-shapes'],
  'auto and decoder swapped': ['const m = build(...args); return { ...m, auto: m.decoder, decoder: m.auto };', 'decoder-shapes'],
  'auto and encoder swapped': ['const m = build(...args); return { ...m, auto: m.encoder, encoder: m.auto };', 'encoder-shapes'],
  'an encoder of its own': ['return { ...build(...args), encoder: build(...args).encoder };', 'auto'],
  'a decoder of its own': ['return { ...build(...args), decoder: build(...args).decoder };', 'auto'],
  'an auto of its own': ['return { ...build(...args), auto: build(...args).auto };', 'auto'],
  'auto that goes round twice': [
    'const m = build(...args); const x = tf.input({ shape: m.auto.inputs[0].shape.slice(1) }); const twice = tf.model({ inputs: x, outputs: m.auto.apply(m.auto.apply(x)) }); twice.compile({ optimizer: "adam", loss: m.auto.loss }); return { ...m, auto: twice };',
    'auto|auto-shapes|returns',
  ],
  'auto that turns pixels round': [
    'const m = build(...args); const x = tf.input({ shape: m.auto.inputs[0].shape.slice(1) }); const y = tf.layers.activation({ activation: "tanh" }).apply(m.auto.apply(x)); const other = tf.model({ inputs: x, outputs: y }); other.compile({ optimizer: "adam", loss: m.auto.loss }); return { ...m, auto: other };',
    'auto',
  ],
  'encoder frozen': ['const m = build(...args); m.encoder.layers.forEach((l: any) => (l.trainable = false)); return m;', 'training'],
  'decoder frozen': ['const m = build(...args); m.decoder.layers.forEach((l: any) => (l.trainable = false)); return m;', 'training'],
  'last layer frozen': ['const m = build(...args); m.decoder.layers.at(-1).trainable = false; return m;', 'training'],
  'first layer frozen': ['const m = build(...args); m.encoder.layers[1].trainable = false; return m;', 'training'],
  'weights set to 0': ['const m = build(...args); m.auto.setWeights(m.auto.getWeights().map((w: any) => tf.zerosLike(w))); return m;', 'training'],
  'weights set to 1': ['const m = build(...args); m.auto.setWeights(m.auto.getWeights().map((w: any) => tf.onesLike(w))); return m;', 'training'],
  'the same models for all arguments': ['return ((globalThis as any).made ??= build(...args));', 'other-sizes'],
  'the list reversed': ['const m = build(...args); args[1].reverse(); return m;', 'arguments'],
  'the list made longer': ['const m = build(...args); args[1].push(7); return m;', 'arguments'],
  'the list made shorter': ['const m = build(...args); args[1].shift(); return m;', 'arguments'],
  'the list emptied': ['const m = build(...args); args[1].length = 0; return m;', 'arguments'],
  'the list sorted': ['const m = build(...args); args[1].sort((a: number, b: number) => a - b); return m;', 'arguments'],
  'one size of the list changed': ['const m = build(...args); args[1][0]++; return m;', 'arguments'],
  'an error for one layer': ['if (args[1].length === 1) throw new Error("no"); return build(...args);', 'other-sizes'],
  'the layers of two sizes whatever is given': ['return build(args[0], args[1].slice(0, 2), ...args.slice(2));', 'encoder-(shapes|layers)|returns'],
  'the size of MNIST whatever is given': ['return build(Array.isArray(args[0]) ? [28, 28, 1] : 784, ...args.slice(1));', 'encoder-shapes'],
  'the list reversed whatever is given': ['return build(args[0], [...args[1]].reverse(), ...args.slice(2));', '(encoder|decoder)-(layers|shapes)|returns'],
  'an error on every call': ['throw new TypeError("units is not defined");', 'returns'],
}; // prettier-ignore

const denseTask: typeof anyTask = {
  'a code one unit wider': ['return build(args[0], args[1], args[2] + 1, ...args.slice(3));', 'encoder-shapes'],
  'a code of 2 units': ['return build(args[0], args[1], 2, ...args.slice(3));', 'encoder-shapes|other-sizes'],
  'a code of 32 units': ['return build(args[0], args[1], 32, ...args.slice(3));', 'encoder-shapes'],
  'an input one wider': ['return build(args[0] + 1, ...args.slice(1));', 'encoder-shapes'],
  'the hidden layers of the task’s own run': ['return build(args[0], [128, 64], ...args.slice(2));', 'encoder-layers'],
  'at least one hidden layer': ['return build(args[0], args[1].length ? args[1] : [8], ...args.slice(2));', 'other-sizes'],
  'at least two hidden layers': ['return build(args[0], args[1].length > 1 ? args[1] : [8, ...args[1]], ...args.slice(2));', 'other-sizes'],
  'three hidden layers or more': ['return build(args[0], args[1].length > 2 ? args[1] : [8, 9, 7], ...args.slice(2));', 'other-sizes'],
  'three hidden layers at most': ['return build(args[0], args[1].slice(0, 3), ...args.slice(2));', 'other-sizes'],
}; // prettier-ignore

const conv: typeof anyTask = {
  'a code of other channels': ['return build(args[0], args[1], [args[2][0], args[2][1], args[2][2] + 1]);', 'decoder-shapes|returns'],
  'an input of one channel': ['return build([args[0][0], args[0][1], 1], args[1], args[2]);', 'encoder-shapes'],
  'an input of equal sides': ['return build([args[0][0], args[0][0], args[0][2]], args[1], args[2]);', 'encoder-shapes|returns'],
  'sides swapped': ['return build([args[0][1], args[0][0], args[0][2]], args[1], args[2]);', 'encoder-shapes|returns'],
  'three filters at most': ['return build(args[0], args[1].slice(0, 3), args[2]);', 'other-sizes'],
  'two filters at least': ['return build(args[0], args[1].length > 1 ? args[1] : [4, ...args[1]], args[2]);', 'other-sizes'],
}; // prettier-ignore

/** A correct build inside a wrong function: what it returns, shares, freezes, assumes or changes. */
export const joins: Operator = (key) => {
  const built = key.source.replace('export function autoencoder(', 'function build(');
  const wrappers = { ...anyTask, ...(key.slug === '2-convolutional' ? conv : denseTask) };
  return Object.entries(wrappers).map(([words, [code, about]]): Mutation => {
    const wrapped = `${built}\nexport function autoencoder(...args: any[]): any { ${code} }`;
    return {
      title: words,
      source: wrapped.replaceAll('build(...', '(build as any)(...').replaceAll(/build\((?=args)/g, '(build as any)('),
      about: new RegExp(`^(${about}): `),
    };
  }); // prettier-ignore
};
