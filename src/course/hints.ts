import type { Slug } from './slugs';

/** A step of help: what to think of, and from the second on, what to write. */
export interface Hint {
  words: string;
  code?: string;
}

/** Three steps a task, from where to look to nearly how to write it. What stands as `...` is the learner's. */
export const hints: Record<Slug, [Hint, Hint, Hint]> = {
  '0-vanilla': [
    {
      words:
        'Draw the model first: a chain of layers down to `latentDims`, a second chain up to `inputDims`. Each chain is a model with an input of its own; the third model is the two in a row. Which of the widths does each chain use, and in which order?',
    },
    {
      words:
        'A layer is applied to what comes before it, and what comes out is the input of the next: a loop over the widths, with one variable that moves on. `tf.model` then needs only the first and the last of them. For the decoder, begin anew with `tf.input`, and turn a copy of `hiddenLayers` around.',
      code: 'const dense = tf.layers.dense({ units: ..., activation: ... });\nconst next = dense.apply(previous) as tf.SymbolicTensor;',
    },
    {
      words:
        "A model can be applied like a layer. `auto` begins with the encoder's input and ends with what the decoder makes of what the encoder makes of it. So the weights are shared, and compiling `auto` is all that is left.",
      code: [
        'let x = input;                         // of shape [inputDims]',
        'for (const units of [..., latentDims]) x = ...;',
        'const encoder = tf.model({ inputs: input, outputs: x });',
        '// the decoder: the same, from tf.input({ shape: [latentDims] }), last layer sigmoid',
        'const output = decoder.apply(encoder.apply(...)) as tf.SymbolicTensor;',
        'auto.compile({ optimizer: ..., loss: ... });',
      ].join('\n'),
    },
  ],
  '1-sparse': [
    {
      words:
        'Begin with your function of task 0: the layers are the same. One thing is new: a price on what the code layer puts out. Is the price on the weights of a layer, or on its output? tfjs has a name for each.',
    },
    {
      words:
        "A `kernelRegularizer` looks at weights, an `activityRegularizer` at what comes out. You need the second, on one layer only, and `tf.regularizers.l1` takes the factor by name. The course's layer `activityRegularization` does the same as a layer of its own.",
      code: 'tf.regularizers.l1({ l1: ... })',
    },
    {
      words:
        'Make the hidden layers of the encoder in the loop, and the code layer after it, so that it alone carries the price. Everything else, also the loss that `compile` is given, stays that of task 0: the price is added to it by itself.',
      code: [
        'for (const units of hiddenLayers) x = ...;           // no price on these',
        "const code = tf.layers.dense({ units: ..., activation: 'relu', activityRegularizer: ... }).apply(x);",
        '// or: activityRegularization({ l1: ... }).apply(code) on a plain code layer',
      ].join('\n'),
    },
  ],
  '2-convolutional': [
    {
      words:
        'Write the sides of the picture on paper, layer by layer: 28, 14, 7, 4 on the way down. Now the way up from 4, doubling each time. Where do you have to lose something to land on 28, and which convolution may lose it?',
    },
    {
      words:
        "Two kinds of layer take turns in each half, so the loop adds two layers a turn. In the decoder's loop, the last turn is special: there the padding is `valid`. After the loop comes one more convolution, which makes the channels of the input.",
      code: [
        'tf.layers.conv2d({ filters: ..., kernelSize: 3, padding: ..., activation: ... })',
        "tf.layers.maxPooling2d({ poolSize: [2, 2], padding: 'same' })",
        'tf.layers.upSampling2d({ size: [2, 2] })',
      ].join('\n'),
    },
    {
      words:
        'Turn a copy of `filters` around and go through it with its index: the index tells the last turn. The shapes are whole arrays here: `tf.input({ shape: inputDims })`, not `[inputDims]`. `inputDims[2]` is the number of channels.',
      code: [
        'const reversed = [...];',
        'reversed.forEach((count, i) => {',
        "  const padding = i === ... ? 'valid' : 'same';",
        '  x = ...;   // the convolution',
        '  x = ...;   // the upsampling',
        '});',
        '// one more convolution: inputDims[2] filters, same padding, sigmoid',
      ].join('\n'),
    },
  ],
  '3-variational': [
    {
      words:
        "The decoder is that of task 0, and so are the encoder's hidden layers. New is what the encoder ends in: not one layer but two, side by side on the same features. What does each of them mean, and which values may a logarithm of a variance take? That tells its activation.",
    },
    {
      words:
        'Apply two dense layers to the same tensor, both without activation. A layer with several inputs is applied to an array: `sampling()` to two tensors, `klLoss()` to three. The encoder has three outputs; the decoder is applied to the first only. The order matters.',
      code: [
        'const zMean = tf.layers.dense({ units: latentDims }).apply(x) as tf.SymbolicTensor;',
        'const drawn = sampling().apply([..., ...]) as tf.SymbolicTensor;',
      ].join('\n'),
    },
    {
      words:
        'The divergence rides on a layer: `klLoss()` gives `z` back as it is and adds its part to the loss, wherever the encoder is used. So `compile` is given the other part alone, summed over the pixels: `reconstructionLoss` (the name `binaryCrossentropy` would be the mean over the pixels, 784 times smaller).',
      code: [
        'const z = klLoss().apply([..., zMean, zLogVar]) as tf.SymbolicTensor;',
        'const encoder = tf.model({ inputs: input, outputs: [..., ..., ...] });',
        'const [code] = encoder.apply(input) as tf.SymbolicTensor[];',
        'const output = decoder.apply(...) as tf.SymbolicTensor;',
        'auto.compile({ optimizer: ..., loss: ... });',
      ].join('\n'),
    },
  ],
};
