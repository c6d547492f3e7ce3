// %% [markdown]
// # Task 1: a sparse autoencoder
//
// A narrow middle is one way to keep an autoencoder from copying its input number by number. Here is another: let the code have as many units as it likes, but make every unit that is not 0 cost something. The network then learns to describe each picture by a few units, and leaves the others silent.
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
// `autoencoder(inputDims, hiddenLayers, latentDims, lambtha)` returns `{ encoder, decoder, auto }`, three `tf.LayersModel`:
//
// | model | maps | layers |
// | --- | --- | --- |
// | `encoder` | `[batch, inputDims]` to `[batch, latentDims]` | a dense layer for each of `hiddenLayers`, then one of `latentDims` units |
// | `decoder` | `[batch, latentDims]` to `[batch, inputDims]` | a dense layer for each of `hiddenLayers` **reversed**, then one of `inputDims` units |
// | `auto` | `[batch, inputDims]` to `[batch, inputDims]` | the encoder, then the decoder; it shares their weights |
//
// - Every layer has the activation `relu`, the code too; only the decoder's last layer has `sigmoid`.
// - `auto` is compiled with the optimizer `adam` (as it comes) and the loss `binaryCrossentropy`.
// - To that loss comes the penalty on the code $z$, the output of the encoder: $\lambda \sum_j |z_j|$, summed over the units, averaged over the batch. `lambtha` is the $\lambda$.
// - The penalty is on what the layer **puts out**, its activity, not on its weights. It counts in training, in `evaluate` and in `val_loss`.
// - `hiddenLayers` must be the same after the call.
//
// Two ways lead there: `activityRegularizer: tf.regularizers.l1({ l1: lambtha })` on the code's layer, or the course's layer `activityRegularization({ l1: lambtha })` applied to the code.

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
// The checks call your function with sizes of their own and say what is right, what is wrong, and what to try. Run the cell above first, then this one, as often as you like. This is practice: the grade is given with the same checks and one more, which calls it with other sizes.

// %% check tags=["learner"]
await check('1-sparse', autoencoder);

// %% [markdown]
// Stuck? Here are three hints, each a click nearer to the code.

// %% hints
hint('1-sparse');

// %% [markdown]
// ## Train it
//
// What stands below the cells from here on is what a finished function gave, for you to compare with; yours takes its place as you run them.
//
// The sizes of task 0, and a small price: $\lambda = 10^{-5}$.

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
// Ten digits it has never seen, above what the decoder draws from their codes.

// %% reconstructions
const ten = toPixels(test, [784], 10);
await compareImages(ten, auto.predict(ten) as tf.Tensor);

// %% [markdown]
// How much of the code is silent? The mean of the ten codes, and the share of their units that are as good as 0. Compare the share with that of task 0, and with a larger `lambtha`.

// %% codes
const codes = encoder.predict(ten) as tf.Tensor;
console.log('Mean of the ten codes:', codes.mean().dataSync()[0]);
console.log('Share of units below 0.01:', codes.less(0.01).mean().dataSync()[0]);

// %% [markdown]
// ## Look back
//
// What you have done so far; `quiz()` asks five questions about the whole course.

// %% done tags=["learner"]
showProgress();
