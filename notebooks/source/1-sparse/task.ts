// %% [markdown]
// # Task 1: a sparse autoencoder
//
// A narrow middle is one way to keep an autoencoder from copying its input number by number. Here is another: let
// the code have as many units as it likes, but make every unit that is not 0 cost something. The network then
// learns to describe each picture with a few units and leaves the others silent.
//
// You take the autoencoder of task 0 and add the price: an **L1 penalty** on the code.

// %% imports
import * as tf from '@tensorflow/tfjs';
import {
  activityRegularization,
  Autoencoder,
  compareImages,
  hint,
  loadMnist,
  progress,
  showProgress,
  toPixels,
} from 'autoencoders';
import { check } from 'autoencoders/grading';

// %% [markdown]
// ## Write the function
//
// `autoencoder(inputDims, hiddenLayers, latentDims, lambtha)` returns `{ encoder, decoder, auto }`, each a
// `tf.LayersModel`:
//
// | model | maps | layers |
// | --- | --- | --- |
// | `encoder` | `[batch, inputDims]` to `[batch, latentDims]` | one dense layer for each of `hiddenLayers`, then one with `latentDims` units |
// | `decoder` | `[batch, latentDims]` to `[batch, inputDims]` | one dense layer for each of `hiddenLayers` **reversed**, then one with `inputDims` units |
// | `auto` | `[batch, inputDims]` to `[batch, inputDims]` | the encoder, then the decoder, whose weights it shares |
//
// - Every layer has the activation `relu`, including the code. The only exception is the decoder's last layer,
//   which has `sigmoid`.
// - `auto` is compiled with the optimizer `adam` (with its default settings) and the loss `binaryCrossentropy`.
// - A penalty on the code $z$, the output of the encoder, is added to that loss: $\lambda \sum_j |z_j|$, summed
//   over the units and averaged over the batch. `lambtha` is the $\lambda$.
// - The penalty is on the layer's **output**, its activity, not on its weights. It counts in training, in
//   `evaluate` and in `val_loss`.
// - `hiddenLayers` must not be changed by the call.
//
// There are two ways to do it: put `activityRegularizer: tf.regularizers.l1({ l1: lambtha })` on the code's layer,
// or apply the course's layer `activityRegularization({ l1: lambtha })` to the code.

// %% answer tags=["answer"]
function autoencoder(
  inputDims: number,
  hiddenLayers: number[],
  latentDims: number,
  lambtha: number,
): Autoencoder {
  // Your code goes here.
  throw new Error('autoencoder is not written yet: fill in the cell above, run it, then run this one again');
}

// %% [markdown]
// ## See whether it is right
//
// The checks call your function with sizes of their own, and tell you what is right, what is wrong and what to
// try. Run the cell above first, then this one, as often as you like. This is practice. The grade comes from the
// same checks and a few more, such as whether your file loads, and whether TypeScript finds errors in it.

// %% check tags=["learner"]
await check('1-sparse', autoencoder);

// %% [markdown]
// Stuck? Here are three hints, each one closer to the code.

// %% hints
hint('1-sparse');

// %% [markdown]
// ## Train it
//
// The outputs below come from a finished function, so that you can compare. When you run the cells, your own
// outputs take their place.
//
// The sizes are those of task 0, and the price is low: $\lambda = 10^{-5}$.

// %% parameters tags=["parameters"]
const epochs = 50;
const trainImages = 60000;

// %% build
const { encoder, decoder, auto } = autoencoder(784, [128, 64], 32, 10e-6);
encoder.summary();
decoder.summary();

// %% data
const { train, test } = await loadMnist();
const images = toPixels(train, [784], trainImages);
const testImages = toPixels(test, [784]);

// %% fit
const { history } = await auto.fit(images, images, {
  epochs,
  batchSize: 256,
  shuffle: true,
  validationData: [testImages, testImages],
  verbose: 0,
  callbacks: progress(),
});
console.log(
  'val_loss of each epoch:',
  history.val_loss.map((loss) => (loss as number).toFixed(4)).join(', '),
);

// %% [markdown]
// ## Look at what it does
//
// Ten digits it has never seen, and below them what the decoder draws from their codes.

// %% reconstructions
const ten = toPixels(test, [784], 10);
await compareImages(ten, auto.predict(ten) as tf.Tensor);

// %% [markdown]
// How much of the code is silent? The next cell prints the mean of the ten codes, and the share of their units
// that are practically 0. Compare that share with task 0, and with a larger `lambtha`.

// %% codes
const codes = encoder.predict(ten) as tf.Tensor;
console.log('Mean of the ten codes:', codes.mean().dataSync()[0]);
console.log('Share of units below 0.01:', codes.less(0.01).mean().dataSync()[0]);

// %% [markdown]
// ## Look back
//
// Here is what you have done so far. Next comes [lesson 2](../2-convolutional/lesson.ipynb).

// %% done tags=["learner"]
showProgress();
