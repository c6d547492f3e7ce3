// %% [markdown]
// # Task 0: a vanilla autoencoder
//
// An autoencoder learns to copy its input to its output through a narrow middle. What passes the middle, the **code**, is all that the second half has to draw the picture again, so the code must hold what matters about it.
//
// You write one function, `autoencoder`, that builds the three models. Then you train it on 60,000 handwritten digits, right here, and look at ten of them drawn from 32 numbers each.

// %% imports
import * as tf from '@tensorflow/tfjs';
import { Autoencoder, compareImages, hint, loadMnist, progress, showProgress, toPixels } from 'autoencoders';
import { check } from 'autoencoders/grading';

// %% [markdown]
// ## Write the function
//
// `autoencoder(inputDims, hiddenLayers, latentDims)` returns `{ encoder, decoder, auto }`, three `tf.LayersModel`:
//
// | model | maps | layers |
// | --- | --- | --- |
// | `encoder` | `[batch, inputDims]` to `[batch, latentDims]` | a dense layer for each of `hiddenLayers`, then one of `latentDims` units |
// | `decoder` | `[batch, latentDims]` to `[batch, inputDims]` | a dense layer for each of `hiddenLayers` **reversed**, then one of `inputDims` units |
// | `auto` | `[batch, inputDims]` to `[batch, inputDims]` | the encoder, then the decoder; it shares their weights |
//
// - Every layer has the activation `relu`, the code too; only the decoder's last layer has `sigmoid`.
// - `auto` is compiled with the optimizer `adam` (as it comes) and the loss `binaryCrossentropy`.
// - `hiddenLayers` may hold any number of widths, and must be the same after the call: `reverse()` turns an array around in place, so copy it first.

// %% answer tags=["answer"]
function autoencoder(inputDims: number, hiddenLayers: number[], latentDims: number): Autoencoder {
  // Your code goes here. tf.input, tf.layers.dense and tf.model are all you need.
  // What a layer puts out is written layer.apply(x) as tf.SymbolicTensor: apply can give other types too.
  throw new Error('autoencoder is not written yet: fill in the cell above, run it, then run this one again');
}

// %% [markdown]
// ## See whether it is right
//
// The checks call your function with sizes of their own and say what is right, what is wrong, and what to try. Run the cell above first, then this one, as often as you like. This is practice: the grade is given with the same checks and one more, which calls it with other sizes.

// %% check tags=["learner"]
await check('0-vanilla', autoencoder);

// %% [markdown]
// Stuck? Here are three hints, each a click nearer to the code.

// %% hints
hint('0-vanilla');

// %% [markdown]
// ## Train it
//
// What stands below the cells from here on is what a finished function gave, for you to compare with; yours takes its place as you run them.
//
// The task's own numbers: 784 pixels, hidden layers of 128 and 64 units, 32 numbers in the middle.

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
// Ten digits it has never seen, above what the decoder draws from their codes.

// %% reconstructions
const ten = toPixels(test, [784], 10);
await compareImages(ten, auto.predict(ten) as tf.Tensor);

// %% codes
const codes = encoder.predict(ten) as tf.Tensor;
console.log('Mean of the ten codes:', codes.mean().dataSync()[0]);

// %% [markdown]
// ## Look back
//
// What you have done so far; `quiz()` asks five questions about the whole course.

// %% done tags=["learner"]
showProgress();
