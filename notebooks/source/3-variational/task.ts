// %% [markdown]
// # Task 3: a variational autoencoder
//
// The autoencoders so far turn a picture into a point. What lies between two such points means nothing, so you
// cannot draw a new picture by picking a point of your own and decoding it.
//
// A variational autoencoder turns a picture into a **distribution**: a mean and a variance for each latent
// dimension. What gets decoded is drawn from it at random. A second part of the loss keeps these distributions
// close to the standard normal one, so that they overlap and fill the space. Decode any point near 0, and you get
// a digit.

// %% imports
import * as tf from '@tensorflow/tfjs';
import {
  Autoencoder,
  buildGrid,
  buildPicture,
  compareImages,
  hint,
  klLoss,
  loadMnist,
  progress,
  reconstructionLoss,
  sampling,
  showProgress,
  toPixels,
} from 'autoencoders';
import { check } from 'autoencoders/grading';

// %% [markdown]
// ## Write the function
//
// `autoencoder(inputDims, hiddenLayers, latentDims)` returns `{ encoder, decoder, auto }`, each a
// `tf.LayersModel`:
//
// | model | maps | layers |
// | --- | --- | --- |
// | `encoder` | `[batch, inputDims]` to `[z, zMean, zLogVar]` **in this order**, each `[batch, latentDims]` | one dense layer for each of `hiddenLayers`; on top of the last one, two dense layers with `latentDims` units side by side, `zMean` and `zLogVar`; and `z`, drawn from these |
// | `decoder` | `[batch, latentDims]` to `[batch, inputDims]` | one dense layer for each of `hiddenLayers` **reversed**, then one with `inputDims` units |
// | `auto` | `[batch, inputDims]` to `[batch, inputDims]` | the encoder, then the decoder applied to `z`; it shares their weights |
//
// - Hidden layers have the activation `relu`, the decoder's last layer has `sigmoid`, and `zMean` and `zLogVar`
//   have none.
// - `zLogVar` is the logarithm of the variance, so $z = z_{mean} + e^{z_{logVar}/2} \cdot \varepsilon$, where
//   $\varepsilon$ is standard normal and drawn afresh in every call.
// - `auto` is compiled with the optimizer `adam` (with its default settings). Its loss has two parts, both
//   averaged over the batch:
//   - the binary cross-entropy, **summed** over the `inputDims` pixels;
//   - the KL divergence $-\frac{1}{2} \sum_j (1 + z_{logVar,j} - z_{mean,j}^2 - e^{z_{logVar,j}})$, summed over
//     the latent dimensions.
// - Both parts count in training, in `evaluate` and in `val_loss`. `hiddenLayers` must not be changed by the call.
//
// The course has the pieces. `sampling()` draws z from `[zMean, zLogVar]`; `klLoss()` takes `[z, zMean, zLogVar]`,
// returns z and adds the divergence to the loss; `reconstructionLoss` is the summed cross-entropy. Writing them
// yourself is a good exercise; the checks accept either.

// %% answer tags=["answer"]
function autoencoder(inputDims: number, hiddenLayers: number[], latentDims: number): Autoencoder {
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
await check('3-variational', autoencoder);

// %% [markdown]
// Stuck? Here are three hints, each one closer to the code.

// %% hints
hint('3-variational');

// %% [markdown]
// ## Train it
//
// The outputs below come from a finished function, so that you can compare. When you run the cells, your own
// outputs take their place.
//
// One hidden layer of 512 units, and two latent dimensions, so that the whole latent space can be drawn.

// %% parameters tags=["parameters"]
const epochs = 50;
const trainImages = 60000;

// %% build
const { encoder, decoder, auto } = autoencoder(784, [512], 2);
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
  history.val_loss.map((loss) => (loss as number).toFixed(2)).join(', '),
);

// %% [markdown]
// ## Look at what it does
//
// Ten digits it has never seen, and below them what the decoder draws from their codes.

// %% reconstructions
const ten = toPixels(test, [784], 10);
await compareImages(ten, auto.predict(ten) as tf.Tensor);

// %% [markdown]
// What the encoder says about the ten: a mean and a standard deviation in each of the two dimensions.

// %% codes
const [, zMean, zLogVar] = encoder.predict(ten) as tf.Tensor[];
console.log('zMean:', zMean.arraySync());
console.log('standard deviations:', zLogVar.div(2).exp().arraySync());

// %% [markdown]
// And what the decoder draws all over the latent space: 25 x 25 points from -3 to 3 in both dimensions. Each row
// is one value of the first dimension.

// %% grid
await buildPicture(decoder.predict(buildGrid(25)) as tf.Tensor, {
  columns: 25,
  scale: 1,
  alt: 'Digits decoded from a grid of codes',
});

// %% [markdown]
// ## Look back
//
// Here is what you have done so far. The quiz about the whole course is at the end of [lesson 3](lesson.ipynb).

// %% done tags=["learner"]
showProgress();
