import type { Slug } from './slugs';

/** One hint: what to think about and, from the second hint on, what to write. */
export interface Hint {
  words: string;
  code?: string;
}

/** Three hints per task, from where to look to almost how to write it. Each `...` is left for the learner to fill in. */
export const hints: Record<Slug, [Hint, Hint, Hint]> = {
  '0-vanilla': [
    {
      words:
        'Draw the model first: a chain of layers down to `latentDims`, and a second chain up to `inputDims`. Each chain is a model with its own input; the third model is the first two in a row. Which widths does each chain use, and in which order?',
    },
    {
      words:
        'Apply each layer to the output of the one before it: write a loop over the widths, with one variable that always holds the latest output. `tf.model` then needs only the first tensor and the last. For the decoder, start again with `tf.input`, and reverse a copy of `hiddenLayers`.',
      code: 'const dense = tf.layers.dense({ units: ..., activation: ... });\nconst next = dense.apply(previous) as tf.SymbolicTensor;',
    },
    {
      words:
        "A model can be applied like a layer. `auto` starts with the encoder's input; its output is the decoder applied to the encoder applied to that input. That way the weights are shared, and all that is left is to compile `auto`.",
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
        'Start from your function of task 0: the layers are the same. Only one thing is new: a penalty on the code layer. Does it penalize the weights of that layer, or its output? tfjs has a name for each.',
    },
    {
      words:
        "A `kernelRegularizer` penalizes weights, an `activityRegularizer` the output. You need the second, on one layer only, and `tf.regularizers.l1` takes the factor by name. The course's `activityRegularization` does the same as a separate layer.",
      code: 'tf.regularizers.l1({ l1: ... })',
    },
    {
      words:
        "Create the encoder's hidden layers in the loop, and the code layer after it, so that only the code is penalized. Everything else stays as in task 0, including the loss you pass to `compile`: the penalty is added to it automatically.",
      code: [
        'for (const units of hiddenLayers) x = ...;           // no penalty on these',
        "const code = tf.layers.dense({ units: ..., activation: 'relu', activityRegularizer: ... }).apply(x);",
        '// or: activityRegularization({ l1: ... }).apply(code) on a plain code layer',
      ].join('\n'),
    },
  ],
  '2-convolutional': [
    {
      words:
        'Write the side of the image on paper, layer by layer: 28, 14, 7, 4 on the way down. Then go up from 4, doubling each time. Where do you have to lose something to end at 28, and which convolution can lose it?',
    },
    {
      words:
        'Two kinds of layer alternate in each half, so each pass of the loop adds two layers. In the decoder, the last pass is special: its padding is `valid`. After the loop comes one more convolution, with as many filters as the input has channels.',
      code: [
        'tf.layers.conv2d({ filters: ..., kernelSize: 3, padding: ..., activation: ... })',
        "tf.layers.maxPooling2d({ poolSize: [2, 2], padding: 'same' })",
        'tf.layers.upSampling2d({ size: [2, 2] })',
      ].join('\n'),
    },
    {
      words:
        'Reverse a copy of `filters` and loop over it with an index, which tells you when the last pass comes. The shapes are arrays here: `tf.input({ shape: inputDims })`, not `[inputDims]`. `inputDims[2]` is the number of channels.',
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
        "The decoder is the one from task 0, and so are the encoder's hidden layers. What is new is the end of the encoder: not one layer but two, side by side on the same features. What does each of them mean, and which values can the logarithm of a variance take? That tells you its activation.",
    },
    {
      words:
        'Apply two dense layers to the same tensor, both without an activation. A layer with several inputs is applied to an array: `sampling()` to two tensors, `klLoss()` to three. The encoder has three outputs; apply the decoder only to the first. The order matters.',
      code: [
        'const zMean = tf.layers.dense({ units: latentDims }).apply(x) as tf.SymbolicTensor;',
        'const drawn = sampling().apply([..., ...]) as tf.SymbolicTensor;',
      ].join('\n'),
    },
    {
      words:
        'The divergence comes with a layer: `klLoss()` returns `z` unchanged and adds the divergence to the loss wherever the encoder is used. So pass only the other part to `compile`, summed over the pixels: `reconstructionLoss` (`binaryCrossentropy` would be the mean over the pixels, 784 times smaller).',
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
