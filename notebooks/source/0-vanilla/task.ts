// %% [markdown]
// # Task 0: a vanilla autoencoder
//
// An autoencoder learns to copy its input to its output through a narrow middle. The **code**, which is what gets
// through, is all the second half has to redraw the picture from, so it must hold what matters about the picture.
//
// You write one function, `autoencoder`, that builds the three models. Then you train them on 60,000 handwritten
// digits, right here, and look at ten of them, each redrawn from 32 numbers.

// %% imports
import * as tf from '@tensorflow/tfjs';
import { Autoencoder, compareImages, hint, loadMnist, progress, showProgress, toPixels } from 'autoencoders';
import { check } from 'autoencoders/grading';

// %% [markdown]
// ## Write the function
//
// `autoencoder(inputDims, hiddenLayers, latentDims)` returns `{ encoder, decoder, auto }`, each a
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
// - `hiddenLayers` can hold any number of widths, and must not be changed by the call. `reverse()` reverses an
//   array in place, so reverse a copy.

// %% answer tags=["answer"]
function autoencoder(inputDims: number, hiddenLayers: number[], latentDims: number): Autoencoder {
  // Your code goes here. tf.input, tf.layers.dense and tf.model are all you need.
  // What a layer puts out is written layer.apply(x) as tf.SymbolicTensor: apply can give other types too.
  throw new Error('autoencoder is not written yet: fill in the cell above, run it, then run this one again');
}

// %% [markdown]
// ## See whether it is right
//
// The checks call your function with sizes of their own, and tell you what is right, what is wrong and what to
// try. Run the cell above first, then this one, as often as you like. This is practice. The grade comes from the
// same checks and a few more, such as whether your file loads, and whether TypeScript finds errors in it.

// %% check tags=["learner"]
await check('0-vanilla', autoencoder);

// %% [markdown]
// Stuck? Here are three hints, each one closer to the code.

// %% hints
hint('0-vanilla');

// %% [markdown]
// ## Train it
//
// The outputs below come from a finished function, so that you can compare. When you run the cells, your own
// outputs take their place.
//
// These are the task's own numbers: 784 pixels, hidden layers of 128 and 64 units, and 32 numbers in the middle.

// %% parameters tags=["parameters"]
const epochs = 50;
const trainImages = 60000;

// %% build
const { encoder, decoder, auto } = autoencoder(784, [128, 64], 32);
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

// %% codes
const codes = encoder.predict(ten) as tf.Tensor;
console.log('Mean of the ten codes:', codes.mean().dataSync()[0]);

// %% [markdown]
// ## Look back
//
// Here is what you have done so far. Next comes [lesson 1](../1-sparse/lesson.ipynb).

// %% done tags=["learner"]
showProgress();
