// %% [markdown]
// # Task 2: a convolutional autoencoder
//
// A dense layer does not know that two pixels are neighbours. A convolution does: it looks for one pattern, three
// pixels wide and three high, everywhere in the picture. Pooling then keeps the strongest response in every 2 x 2
// square, which halves the picture. Upsampling doubles it again on the way back.
//
// You build an encoder of convolutions and poolings, and a decoder of convolutions and upsamplings.

// %% imports
import * as tf from '@tensorflow/tfjs';
import { Autoencoder, compareImages, hint, loadMnist, progress, showProgress, toPixels } from 'autoencoders';
import { check } from 'autoencoders/grading';

// %% [markdown]
// ## Write the function
//
// `autoencoder(inputDims, filters, latentDims)` returns `{ encoder, decoder, auto }`, each a `tf.LayersModel`.
// `inputDims` is `[height, width, channels]`, `filters` the number of filters of each convolution, and
// `latentDims` the shape of a code.
//
// | model | maps | layers |
// | --- | --- | --- |
// | `encoder` | `[batch, ...inputDims]` to `[batch, ...latentDims]` | for each of `filters`, a convolution, then 2 x 2 max pooling |
// | `decoder` | `[batch, ...latentDims]` to `[batch, ...inputDims]` | for each of `filters` **reversed**, a convolution, then 2 x 2 upsampling; then one more convolution, with as many filters as the input has channels |
// | `auto` | `[batch, ...inputDims]` to `[batch, ...inputDims]` | the encoder, then the decoder, whose weights it shares |
//
// - Every convolution is 3 x 3 and has `padding: 'same'` and the activation `relu`, with two exceptions at the end
//   of the decoder. The **second-to-last** convolution has `padding: 'valid'`, and the **last** has the activation
//   `sigmoid` and no upsampling after it.
// - Pooling has `padding: 'same'`.
// - `auto` is compiled with the optimizer `adam` (with its default settings) and the loss `binaryCrossentropy`.
// - `filters` must not be changed by the call.
//
// Why `valid`? Pooling rounds up: 28, 14, 7, 4. Upsampling doubles: 4, 8, 16, 32, which is too large. A `valid`
// convolution takes off 2: 4, 8, 16, then 14, then 28.

// %% answer tags=["answer"]
function autoencoder(inputDims: number[], filters: number[], latentDims: number[]): Autoencoder {
  // Your code goes here: tf.layers.conv2d, tf.layers.maxPooling2d, tf.layers.upSampling2d.
  throw new Error('autoencoder is not written yet: fill in the cell above, run it, then run this one again');
}

// %% [markdown]
// ## See whether it is right
//
// The checks call your function with sizes of their own, and tell you what is right, what is wrong and what to
// try. Run the cell above first, then this one, as often as you like. This is practice. The grade comes from the
// same checks and a few more, such as whether your file loads, and whether TypeScript finds errors in it.

// %% check tags=["learner"]
await check('2-convolutional', autoencoder);

// %% [markdown]
// Stuck? Here are three hints, each one closer to the code.

// %% hints
hint('2-convolutional');

// %% [markdown]
// ## Train it
//
// The outputs below come from a finished function, so that you can compare. When you run the cells, your own
// outputs take their place.
//
// Three convolutions with 16, 8 and 8 filters take a digit from 28 x 28 x 1 down to 4 x 4 x 8.

// %% parameters tags=["parameters"]
const epochs = 50;
const trainImages = 60000;

// %% build
const { encoder, decoder, auto } = autoencoder([28, 28, 1], [16, 8, 8], [4, 4, 8]);
encoder.summary();
decoder.summary();

// %% data
const { train, test } = await loadMnist();
const images = toPixels(train, [28, 28, 1], trainImages);
const testImages = toPixels(test, [28, 28, 1]);

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
const ten = toPixels(test, [28, 28, 1], 10);
await compareImages(ten, auto.predict(ten) as tf.Tensor);

// %% codes
const codes = encoder.predict(ten) as tf.Tensor;
console.log('Mean of the ten codes:', codes.mean().dataSync()[0]);

// %% [markdown]
// ## Look back
//
// Here is what you have done so far. Next comes [lesson 3](../3-variational/lesson.ipynb).

// %% done tags=["learner"]
showProgress();
