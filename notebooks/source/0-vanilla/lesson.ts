// %% [markdown]
// # Lesson 0: Describe a picture in few numbers
//
// A picture of a handwritten digit, 28 pixels wide and 28 high, is 784 numbers. Yet you could tell a friend over the
// phone what to draw in a few words: "a seven, leaning to the right, with a bar through the stem". The words are not
// the picture, but they hold what matters about it.
//
// An **autoencoder** is a neural network that finds such a description by itself. It is shown pictures and nothing
// else: no labels, no rules. In this lesson you build one by hand, train it, squeeze it until it breaks, and look at
// the space in which its descriptions live.
//
// When you are through, you can
//
// - say what an encoder, a code, a bottleneck, a decoder and a latent space are,
// - build and train an autoencoder with TensorFlow.js, and say what its loss measures,
// - choose how many numbers a code needs,
// - draw a latent space in two dimensions and read the drawing.
//
// You need to know what a neural network is and to read some TypeScript. Run the cells from top to bottom with
// Shift+Enter; on two cores all training in this lesson takes about five minutes.

// %% [markdown]
// ## Set up
//
// [TensorFlow.js](https://js.tensorflow.org/api/latest/) computes and trains; `autoencoders` is the package of this
// course: data, pictures, plots and ready-made models. Point at a name and press Shift+Tab to read what it does.

// %%
import * as tf from '@tensorflow/tfjs';
import { buildPicture, drawBatch, loadMnist, seedRandom, toPixels } from 'autoencoders';

// %% [markdown]
// Three numbers say how long this lesson computes. Leave them for the first reading. Later, with fewer images or
// epochs, everything is quicker and worse.

// %% tags=["parameters"]
const trainImages = 60000;
const epochs = 10;
const epochsPerSize = 5;

// %% [markdown]
// ## Look at the data
//
// **What do we want to describe?** MNIST is a set of 70,000 digits, written by high-school students and employees of
// the American Census Bureau: 60,000 to train with and 10,000 to test with.

// %%
const { train, test } = await loadMnist();
console.log('train:', train.shape, 'test:', test.shape);

// %% [markdown]
// A **batch** is a handful of examples that are worked on together. Here are 16 digits, drawn by chance, and above
// each its **label**: which digit it is.

// %%
const batch = drawBatch(train, 16, 1);
const labels = batch.labels.map(String);
await buildPicture(batch.images, {
  columns: 8,
  titles: labels,
  alt: `Sixteen handwritten digits: ${labels}`,
});

// %% [markdown]
// On disk a pixel is a byte, 0 for black to 255 for white. We divide by 255, so that every pixel is a number from 0
// to 1, and lay the 28 rows one after the other: a picture becomes a row of 784 numbers. (A dense layer, which we
// come to soon, does not care which pixels were neighbours.)

// %%
const images = toPixels(train, [784], trainImages);
const testImages = toPixels(test, [784]);
console.log('images:', images.shape, 'testImages:', testImages.shape);

// %% [markdown]
// How much of a picture is ink?

// %%
console.log('mean pixel:', testImages.mean().dataSync()[0].toFixed(3));
console.log('share of black pixels:', testImages.equal(0).mean().dataSync()[0].toFixed(3));

// %% [markdown]
// **What we see.** Four fifths of all pixels are black, and which ones is no accident: the corners always are. If
// each of the 784 pixels were free, there would be far more pictures than atoms in the universe. Hardly any of them
// shows a digit. The digits are a tiny, orderly part of all pictures, and that is why few numbers may do.
//
// **Exercises**
//
// 1. Draw another batch: give `drawBatch` another seed. *You see other digits; with the same seed always the same.*
// 2. How many numbers are in a batch of 128 pictures, laid out flat? *128 · 784 = 100,352.*
// 3. Build a picture of pure chance with `tf.randomUniform([8, 784])` and look at it with `buildPicture`. How long
//    would you have to draw before a digit comes out? *You see grey snow, and would see nothing else in a lifetime.*

// %% [markdown]
// ## Meet the autoencoder
//
// **How can a network learn to describe something, when nobody tells it the right description?** By being asked to
// draw the picture again from its description alone. It has two halves:
//
// ```text
//    picture                     code                  reconstruction
//       x        encoder f        z        decoder g        x̂
//   784 numbers ───────────▶  32 numbers ───────────▶  784 numbers
//                            the bottleneck
// ```
//
// - The **encoder** $f$ turns an input $x$ into a **code** $z = f(x)$.
// - The **decoder** $g$ turns the code into a **reconstruction** $\hat{x} = g(z)$.
// - A **bottleneck** is a layer that is smaller than the layers before and after it. Here it is the code's.
// - The **latent space** is the space of all codes; *latent* means hidden, since the data never shows it.
//
// Both halves are trained together, as one network. A **loss** $L$ measures how far a reconstruction is from its
// input, and training looks for the encoder and decoder that make it small on average over $n$ pictures:
//
// $$\min_{f,\,g}\; \frac{1}{n} \sum_{i=1}^{n} L\big(x_i,\; g(f(x_i))\big)$$
//
// The input is its own target. That is what *auto* stands for, and why no labels are needed.

// %% [markdown]
// ### See why copying must be hard
//
// **Why would anybody want the input again?** We do not: we have it already. We want the code. And the code is only
// worth something if copying is hard. Where the code has as many numbers as the input, the best network there is
// does nothing at all: multiply by the identity matrix, on the way in and on the way out.

// %%
const identity = tf.eye(784);
const flat = batch.images.reshape([16, 784]);
const copied = flat.matMul(identity).matMul(identity);
console.log('largest error:', copied.sub(flat).abs().max().dataSync()[0]);

// %% [markdown]
// **What we see.** A perfect reconstruction, and nothing learned: the code is the picture itself. Squeezed through
// 32 numbers, a network cannot copy. It has to find out what the pictures have in common (strokes, loops, slants),
// leave that to the weights of the decoder, and write into the code only how this picture differs from the others.
//
// Learning a description that makes other work easier is called **representation learning**. What such codes are
// good for:
//
// | use | what the autoencoder gives | where |
// | --- | --- | --- |
// | dimensionality reduction | 784 numbers become 32, or 2 that can be drawn | below |
// | features | a code says more about a digit than any pixel does; a classifier can start from it | below |
// | denoising | what does not fit into a code, noise for instance, is lost on the way | below, lesson 1 |
// | anomaly detection | what is unlike the training data is reconstructed badly, and so found out | below |
// | pretraining | an encoder trained on many pictures without labels, finished on a few with labels | |
// | compression | the code is stored or sent instead of the picture (it comes back with errors) | below |
//
// **Exercises**
//
// 1. Is a network with layers 784-1000-784 an autoencoder? Does it have a bottleneck? *Yes: it reconstructs its
//    input. No: its code is larger than its input, so it could learn to copy. Lesson 1 is about that case.*
// 2. Put `tf.randomNormal([784, 784])` in place of the first identity matrix. Which matrix must be the second, so
//    that the reconstruction is perfect again? *Its inverse: a code need not look like the picture to hold all of
//    it.*

// %% [markdown]
// ## Build it by hand
//
// **What are the two halves made of?** The simplest choice is dense layers.
//
// ### Compute a dense layer
//
// Every output of a **dense layer** is a weighted sum of all inputs plus a number of its own, the **bias**, passed
// through a simple function, the **activation**. For a batch $X$ with a picture in each row:
//
// $$H = \sigma(X W + b)$$
//
// Without activation, a stack of layers would be no more than one matrix. We use **relu**, which cuts off what is
// negative: $\text{relu}(a) = \max(0, a)$. Two inputs, two units, small enough to check by head:

// %%
const x = tf.tensor2d([[1, 2]]);
const weights = tf.tensor2d([
  [1, -1],
  [0.5, 1],
]);
tf.relu(x.matMul(weights).add([0, -3]));

// %% [markdown]
// **What we see.** The first unit computes $1 \cdot 1 + 2 \cdot 0.5 + 0 = 2$ and keeps it. The second computes
// $1 \cdot (-1) + 2 \cdot 1 - 3 = -2$, and relu makes it 0.

// %% [markdown]
// ### Build the encoder
//
// 784 pixels, a layer of 128 units, then the code of 32. The code has no activation (it is *linear*), so that each
// of its numbers may be negative too.
//
// The weights start as random numbers; `seedRandom` makes them the same in every run. `glorotUniform` draws the
// weights of a layer with $m$ inputs and $n$ units evenly from $-r$ to $r$, with $r = \sqrt{6 / (m + n)}$: the larger
// the layer, the smaller the weights, so that signals neither grow nor fade on their way through the layers. It is
// what Keras does by default; TensorFlow.js' own default, `glorotNormal`, starts a little smaller and learns more
// slowly at first.

// %%
seedRandom(1);
const kernelInitializer = 'glorotUniform';
const input = tf.input({ shape: [784] });
const hidden = tf.layers.dense({ units: 128, activation: 'relu', kernelInitializer }).apply(input);
const code = tf.layers.dense({ units: 32, kernelInitializer }).apply(hidden) as tf.SymbolicTensor;
const encoder = tf.model({ inputs: input, outputs: code, name: 'encoder' });

// %% [markdown]
// Nothing was computed here. `input`, `hidden` and `code` are placeholders that say which layer follows which, and
// `tf.model` makes a model of the way from the first to the last. (`as tf.SymbolicTensor` tells TypeScript that the
// layer puts out one thing; there are layers that put out several.)
//
// ### Build the decoder
//
// The same way back, in reverse order: 32, 128, 784. The pixels we want are between 0 and 1, so the last layer has
// the activation **sigmoid**, $1 / (1 + e^{-a})$, which never leaves that range.

// %%
const latent = tf.input({ shape: [32] });
const hiddenAgain = tf.layers.dense({ units: 128, activation: 'relu', kernelInitializer }).apply(latent);
const lastLayer = tf.layers.dense({ units: 784, activation: 'sigmoid', kernelInitializer });
const pixels = lastLayer.apply(hiddenAgain) as tf.SymbolicTensor;
const decoder = tf.model({ inputs: latent, outputs: pixels, name: 'decoder' });

// %% [markdown]
// ### Join the two
//
// The whole autoencoder is the decoder applied to what the encoder puts out. It has no weights of its own: train
// `auto`, and `encoder` and `decoder` are trained.

// %%
const reconstruction = decoder.apply(encoder.apply(input)) as tf.SymbolicTensor;
const auto = tf.model({ inputs: input, outputs: reconstruction, name: 'auto' });

// %% [markdown]
// ### Read the layer table
//
// `summary` lists the layers of a model, the shape each puts out (`null` stands for the size of the batch, which is
// free) and how many **parameters**, weights and biases, it has.

// %%
encoder.summary();
decoder.summary();

// %% [markdown]
// **What we see.** A dense layer from $m$ inputs to $n$ units has $m \cdot n$ weights and $n$ biases. The first has
// $784 \cdot 128 + 128 = 100{,}480$ parameters, the code $128 \cdot 32 + 32 = 4{,}128$. Encoder and decoder together
// have 209,968, nearly all of them where the pixels are.
//
// Before any training the decoder draws what chance made of its weights. `predict` runs a batch through a model:

// %%
const eight = testImages.slice([0, 0], [8, 784]);
await buildPicture(auto.predict(eight) as tf.Tensor, { alt: 'Eight pictures of grey snow' });

// %% [markdown]
// **Exercises**
//
// 1. Without running anything: how many parameters has the decoder's first layer, how many its last? *32 · 128 + 128
//    = 4,224 and 128 · 784 + 784 = 101,136.*
// 2. Build an encoder 784-32 with no hidden layer. How many parameters has it? *784 · 32 + 32 = 25,120: fewer than
//    with the hidden layer of 128, which is by far the larger part.*
// 3. Apply the decoder to an input of 16 numbers. *An error that says which shape was expected and which came.*

// %% [markdown]
// ## Measure the error
//
// **When is a reconstruction good?** We need one number for the difference of two pictures. Read a pixel's value as
// a probability, that of being white. **Binary cross-entropy** (BCE) says how surprised someone who believes in
// probability $\hat{x}$ is by the true value $x$, on average over the pixels:
//
// $$L(x, \hat{x}) = -\frac{1}{784} \sum_{j=1}^{784} \Big( x_j \log \hat{x}_j + (1 - x_j) \log (1 - \hat{x}_j) \Big)$$
//
// Three pixels by hand: a black one drawn as 0.1, a white one as 0.8, a grey one as it is.

// %%
const truth = tf.tensor2d([[0], [1], [0.5]]);
const drawn = tf.tensor2d([[0.1], [0.8], [0.5]]);
tf.metrics.binaryCrossentropy(truth, drawn);

// %% [markdown]
// **What we see.** $-\log 0.9 = 0.105$, $-\log 0.8 = 0.223$, and for the grey pixel $-\log 0.5 = 0.693$, though it
// was drawn perfectly! A grey pixel surprises everybody. So BCE does not go down to 0 on grey pictures, but to the
// loss of a perfect copy:

// %%
const floor = tf.metrics.binaryCrossentropy(testImages, testImages).mean();
console.log('BCE of a perfect copy:', floor.dataSync()[0].toFixed(4));

// %% [markdown]
// Keep this number in mind: no autoencoder of these pictures can have a smaller loss.
//
// **Exercises**
//
// 1. What is the loss of a white pixel drawn as 0.01? *$-\log 0.01 = 4.6$: to be sure and wrong is expensive.*
// 2. Which constant picture has the smallest loss, if all pixels get the same value? Try 0.05, 0.13 and 0.3 with
//    `tf.fill([10000, 784], 0.13)`. *The mean pixel, 0.13, with a loss near 0.39. An autoencoder should do better.*

// %% [markdown]
// ## Train it
//
// **How are good weights found?** The loss is a function of all 209,968 parameters. For one batch we compute its
// gradient, the direction in which it grows fastest, and take a small **step** the other way. **Adam** is a way to
// take such steps in which each parameter has a step length of its own; 0.001 is the scale of them all, the
// **learning rate**.

// %%
auto.compile({ optimizer: tf.train.adam(0.001), loss: 'binaryCrossentropy' });

// %% [markdown]
// With batches of 128 pictures, 60,000 pictures are 469 steps: one **epoch**, in which every picture is used once,
// in a new order each time. After each epoch the loss of the test pictures is measured, `val_loss`: the network
// never trains on them, so they tell whether it learned about digits or only about these 60,000.

// %%
import { plotHistory, progress } from 'autoencoders';

const settings: tf.ModelFitArgs = { epochs, batchSize: 128, verbose: 0 };
settings.validationData = [testImages, testImages];
const training = await auto.fit(images, images, { ...settings, callbacks: progress() });

// %% [markdown]
// Input and target of `fit` are the same tensor, `images`: nowhere do the labels appear. `fit` returns the losses of
// all epochs; we draw them.

// %%
plotHistory(training, { title: 'An autoencoder learns to copy digits through 32 numbers' });

// %%
const toText = (losses: (number | tf.Tensor)[]) => losses.map((loss) => (+loss).toFixed(4)).join('  ');
console.log('loss:    ', toText(training.history.loss));
console.log('val_loss:', toText(training.history.val_loss));

// %% [markdown]
// **What we see.** The loss falls from 0.177 in the first epoch to 0.085 in the tenth, and most of the way is behind
// it after the second. The floor is 0.058. The dashed line, the test pictures, lies *below* the solid one: `loss` is
// the mean over an epoch, while the network was still learning, and `val_loss` is measured at the epoch's end. They
// end side by side, 0.085 and 0.084: digits the network never saw are copied as well as those it trained on. It
// learned about digits, not pictures by heart.
//
// **Exercises**
//
// 1. Train for one epoch more, by calling `fit` again with `epochs: 1`. *It goes on where it stopped, a little below
//    0.085: the weights are kept.*
// 2. Build the model anew and train with a learning rate of 0.1, then of 0.00001. *The first jumps about and ends
//    worse than it began, above 2; the second is right but slow, still at 0.5 after an epoch.*
// 3. Train on 500 pictures only, for 100 epochs. *`loss` falls well below `val_loss`: now it does learn pictures by
//    heart.*

// %% [markdown]
// ## Look at reconstructions
//
// **Is a loss of 0.085 good?** A number does not say. Look: eight test digits, and what the decoder draws from 32
// numbers each.

// %%
import { compareImages } from 'autoencoders';

await compareImages(eight, auto.predict(eight) as tf.Tensor, {
  rowTitles: ['original', 'reconstruction'],
  alt: 'Eight test digits over their reconstructions: the same digits in the same hands, edges softer',
});

// %% [markdown]
// What went through the bottleneck? The code of the first digit, all of it:

// %%
const eightCodes = encoder.predict(eight) as tf.Tensor;
console.log(Array.from(eightCodes.dataSync().slice(0, 32), (value) => value.toFixed(1)).join('  '));

// %% [markdown]
// **What we see.** The digits are themselves, and even the hand that wrote them can be recognised. What is lost is
// crispness: specks and wobbles of single strokes do not fit into 32 numbers. The code itself tells us nothing: no
// number of it stands for one thing that we have a word for.
//
// **Exercises**
//
// 1. Compare eight pictures of the training set with their reconstructions. *You will see no difference in quality.*
// 2. Which of the ten digits is hardest? Use `pickExamples(test)`, or better, the mean loss over all test pictures
//    of each label. *Ones are by far the easiest, for they have the least ink; eights and twos are the hardest.*
// 3. Give the encoder a picture that shows no digit, `tf.ones([1, 784])`. *A blot, black and white: the decoder
//    knows no white pictures.*

// %% [markdown]
// ## Squeeze the code
//
// **How small may the bottleneck be?** We train three of them, with codes of 64, 32 and 9 numbers. They differ from
// the one above in their loss too: the **mean squared error** (MSE), the other usual choice,
//
// $$L(x, \hat{x}) = \frac{1}{784} \sum_{j=1}^{784} (x_j - \hat{x}_j)^2$$
//
// which is 0 for a perfect copy and needs no probabilities. You have built such a model once; `denseAutoencoder`
// builds any of them, with relu in the hidden layers, a linear code, a sigmoid at the end, Adam and MSE unless told
// otherwise.

// %%
import { denseAutoencoder } from 'autoencoders';

seedRandom(1);
const [wide, middle, narrow] = [64, 32, 9].map((latentDims) =>
  denseAutoencoder({ inputDims: 784, hiddenLayers: [128], latentDims }),
);

// %%
const train64 = await wide.auto.fit(images, images, { ...settings, callbacks: progress() });
const train32 = await middle.auto.fit(images, images, { ...settings, callbacks: progress() });
const train9 = await narrow.auto.fit(images, images, { ...settings, callbacks: progress() });

// %%
const bySize = { '64 numbers': train64, '32 numbers': train32, '9 numbers': train9 };
plotHistory(bySize, { title: 'The smaller the code, the larger the error', log: true });

// %% [markdown]
// The originals, then what comes back through 64, 32 and 9 numbers:

// %%
const fromEach = [wide, middle, narrow].map(({ auto }) => auto.predict(eight) as tf.Tensor);
await buildPicture(tf.concat([eight, ...fromEach]), {
  columns: 8,
  rowTitles: ['original', '64 numbers', '32 numbers', '9 numbers'],
  alt: 'Eight digits, then their reconstructions from 64, 32 and 9 numbers, a row each: the last row is blurred',
});

// %%
const errors = [wide, middle, narrow].map(({ auto }) => auto.evaluate(testImages, testImages) as tf.Scalar);
console.log('MSE with 64, 32, 9 numbers:', errors.map((error) => error.dataSync()[0].toFixed(4)).join(', '));

// %% [markdown]
// **What we see.** From 64 numbers a digit comes back almost unharmed, with an error of 0.0048. With 32 it is
// 0.0080. With 9, an eighty-seventh of the picture, it is 0.0198, about four times that of 64: strokes are blurred,
// and the open nine on the right closes up into a blot. (The curves are drawn on a logarithmic scale: equal
// distances are equal ratios.)

// %% [markdown]
// ### Look at a code
//
// 64 numbers make a picture of 8 x 8, 9 numbers one of 3 x 3. The smallest number of each code is drawn black, the
// largest light grey.

// %%
const toUnit = (codes: tf.Tensor) => {
  const [least, most] = [codes.min(1, true), codes.max(1, true)];
  return codes.sub(least).div(most.sub(least)).mul(0.8);
};

// %%
const codes64 = toUnit(wide.encoder.predict(eight) as tf.Tensor);
await buildPicture(codes64, {
  scale: 9,
  alt: 'Eight codes of 64 numbers, as pictures of 8 x 8: no digit to be seen',
});

// %%
const codes9 = toUnit(narrow.encoder.predict(eight) as tf.Tensor);
await buildPicture(codes9, { scale: 21, alt: 'Eight codes of 9 numbers, as pictures of 3 x 3 grey squares' });

// %% [markdown]
// **What we see.** Noise, to our eyes. Nothing asked the network to keep neighbours together, or to be understood by
// us: the place of a number in the code is an accident of the initial weights. Only the decoder can read it.

// %% [markdown]
// ### Compare two sevens
//
// **Does the code hold "a seven", or *this* seven?** Take two test pictures with the label 7 that look different.

// %%
import { pickClasses } from 'autoencoders';

const sevens = toPixels(pickClasses(test, [7]), [784]);
const twoSevens = tf.concat([sevens.slice([0, 0], [1, 784]), sevens.slice([4, 0], [1, 784])]);

// %%
await compareImages(twoSevens, middle.auto.predict(twoSevens) as tf.Tensor, {
  rowTitles: ['original', 'reconstruction'],
  alt: 'Two different sevens over their reconstructions, which differ in the same way',
});

// %%
const [first, second] = tf.split(middle.encoder.predict(twoSevens) as tf.Tensor, 2);
console.log('distance of the two codes:', first.sub(second).norm().dataSync()[0].toFixed(1));
console.log('length of the first code: ', first.norm().dataSync()[0].toFixed(1));

// %% [markdown]
// **What we see.** Two different sevens have two different codes, 18 apart where a code is 21 long, and decode
// to two different sevens: the first slim and straight, the second with a curved roof. The network was never told
// that both are "7"; the code holds how each was drawn. (Not quite everything: the bar through the second one's stem
// is rare, and lost.)
//
// **Exercises**
//
// 1. Exchange one number of a code, say the fifth, between the two sevens and decode. *A seven still, but bent in a
//    way that has no name.*
// 2. Decode the mean of the two codes. *A seven between the two, if they are near enough; the mean of two different
//    digits often is no digit at all. Lesson 3 mends that.*
// 3. Train the code of 9 with the hidden layers `[256, 128]`. *A smaller error from a code of the same size: deeper
//    halves get more out of nine numbers.*

// %% [markdown]
// ## Clean a noisy picture
//
// **What does the network make of a picture that is no clean digit?** We put noise on test digits: on every pixel a
// random number from a normal distribution with standard deviation 0.5, cut to stay between 0 and 1. The networks
// above never saw noise.

// %%
import { addGaussianNoise } from 'autoencoders';

const noisy = addGaussianNoise(eight, 0.5, 1);
const cleaned = wide.auto.predict(noisy) as tf.Tensor;

// %%
await buildPicture(tf.concat([eight, noisy, cleaned]), {
  columns: 8,
  rowTitles: ['clean', 'noisy', 'reconstruction'],
  alt: 'Clean digits, the same under heavy noise, and what the autoencoder with 64 numbers draws of the noisy ones',
});

// %% [markdown]
// How far is each from the clean digits? The MSE over the whole test set, first of the noisy pictures as they are:

// %%
const toError = (y: tf.Tensor) => y.sub(testImages).square().mean().dataSync()[0].toFixed(4);
const noisyTest = addGaussianNoise(testImages, 0.5, 1);
console.log('noisy:', toError(noisyTest));

// %%
const outputs = [wide, middle, narrow].map(({ auto }) => auto.predict(noisyTest) as tf.Tensor);
console.log('reconstructed from 64, 32, 9 numbers:', outputs.map(toError).join(', '));

// %% [markdown]
// **What we see.** The snow is gone, and strokes are left: torn ones, and of the two and the thin ones little can be
// read. Cleaner, but not clean. The error falls from 0.116 to 0.043 with 64 numbers and to 0.050 with 32. Nobody
// trained for this. The decoder can only draw with the strokes it knows, and there is no code for snow. With 9
// numbers the error is 0.083: what comes out is clean, but the noise has pushed the few numbers so far that it is
// often another digit. Lesson 1 trains a network for the purpose, and does better.
//
// **Exercises**
//
// 1. Make the noise weaker, 0.1, and stronger, 0.8. *With 0.1 the reconstruction is farther from the clean digits
//    than the noisy pictures are: its own error is the larger one. With 0.8 the error falls from 0.21 to about 0.06,
//    yet many digits can no longer be read.*
// 2. Use `addSaltAndPepper(testImages, 0.2, 1)` instead: a fifth of the pixels black or white. *The error falls from
//    0.096 to about 0.025.*

// %% [markdown]
// ## Find what does not belong
//
// **Can the error itself be of use?** A network that knows digits only should copy anything else badly. If so, a
// large error says: this is not one of ours. That is **anomaly detection**. Our strangers are the test digits seen
// in a mirror: as much ink, drawn by the same hands, yet most of them are no digits.

// %%
const mirrored = testImages.reshape([-1, 28, 28, 1]).reverse(2).reshape([-1, 784]);
const strangers = mirrored.slice([0, 0], [8, 784]);
await compareImages(strangers, middle.auto.predict(strangers) as tf.Tensor, {
  rowTitles: ['mirrored', 'reconstruction'],
  alt: 'Eight mirrored digits over their reconstructions, which are blurred and broken in places',
});

// %% [markdown]
// The error of each picture by itself, of the ordinary and of the mirrored ones:

// %%
import { plot } from 'autoencoders';

const toErrors = (y: tf.Tensor) => {
  const redrawn = middle.auto.predict(y) as tf.Tensor;
  return y.sub(redrawn).square().mean(1).dataSync();
};
const [usual, strange] = [toErrors(testImages), toErrors(mirrored)];

// %%
plot(
  [
    { type: 'histogram', name: 'test digits', x: usual, xbins: { size: 0.002 } },
    { type: 'histogram', name: 'mirrored', x: strange, xbins: { size: 0.002 } },
  ],
  {
    title: 'What the network does not know has a larger error',
    xaxis: { title: 'MSE of a picture' },
    yaxis: { title: 'pictures' },
  },
);

// %% [markdown]
// Say that 5 % false alarms are bearable: the threshold is the error that 95 % of the ordinary digits stay below.

// %%
const threshold = [...usual].sort((a, b) => a - b)[Math.floor(0.95 * usual.length)];
const found = strange.filter((error) => error > threshold).length / strange.length;
console.log(`${(100 * found).toFixed(0)} % of the mirrored digits are above ${threshold.toFixed(4)}`);

// %% [markdown]
// **What we see.** Mirrored digits have larger errors: 42 % of them are found, eight times as many as there are
// false alarms. It would be odd to find all. A zero, a one or an eight in the mirror is still one, and comes back
// unharmed; fours and nines come back broken, for they need strokes that no training picture had.
//
// **Exercises**
//
// 1. Do the same with the code of 64 numbers, and of 9. *With 64 about as many are found; with 9 about 60 %: the
//    less a network can draw, the more strange things it fails to draw.*
// 2. Which mirrored digits are missed? Count those with `strange[i] <= threshold` by `test.labels[i]`. *Nearly all
//    ones, most sevens and zeros.*

// %% [markdown]
// ## Choose the size of the latent space
//
// **Two numbers or fifty?** Fewer numbers compress more and can be drawn; more numbers copy better. We train five
// models that differ in nothing but the size $d$ of the code: 784-128-64-$d$-64-128-784. On the way we meet three
// other usual choices.
//
// - Pixels from **-1 to 1**, by $2x - 1$ (`normalise`), and at the end the activation **tanh**, an S like the
//   sigmoid, whose range that is.
// - The loss is MSE. On pixels twice as far apart it is four times as large: compare it only with others of this
//   section.
// - The optimizer is **AdamW**: Adam, and each step makes every weight a little smaller, by *weight decay*
//   $\lambda = 10^{-5}$. Small weights make smooth functions:
//
// $$w \leftarrow w - \eta \cdot \text{(Adam's direction)} - \eta \lambda w, \qquad \eta = 0.001$$

// %%
import { adamw, normalise } from 'autoencoders';

const build = (latentDims: number) => {
  const sizes = { inputDims: 784, hiddenLayers: [128, 64], latentDims };
  return denseAutoencoder({ ...sizes, outputActivation: 'tanh', optimizer: adamw(0.001, 1e-5) });
};

// %%
seedRandom(1);
const dims = [2, 3, 5, 10, 50];
const models = dims.map(build);
models[1].auto.summary();

// %% [markdown]
// **What we see.** With $d = 3$ the model has 218,643 parameters. The code's size hardly counts: one number more
// costs 64 weights and a bias in the encoder and 64 weights in the decoder, 129 in all. What it changes is the
// **compression**, the share of numbers that is saved, $1 - d / 784$:

// %%
const rows = models.map(({ auto }, i) => ({
  d: dims[i],
  parameters: auto.countParams(),
  saved: 1 - dims[i] / 784,
}));
for (const { d, parameters, saved } of rows)
  console.log(`d = ${d}: ${parameters} parameters, ${(100 * saved).toFixed(1)} % saved`);

// %% [markdown]
// ### Train with a report
//
// Most is learned in the first epoch, where a curve with a point an epoch shows nothing. `buildReport` notes both
// losses ten times an epoch, at 0.1, 0.2, 0.3 epochs and so on; 2,000 of the test digits are enough for that.

// %%
import { buildReport } from 'autoencoders';

const [signed, signedTest] = [normalise(images), normalise(testImages)];
const reports = dims.map(() => buildReport(signedTest.slice([0, 0], [2000, 784]), 10));

// %%
for (const [i, { auto }] of models.entries()) {
  const callbacks = [reports[i], progress()];
  await auto.fit(signed, signed, { epochs: epochsPerSize, batchSize: 256, verbose: 0, callbacks });
}

// %%
const byDims = Object.fromEntries(dims.map((d, i) => [`d = ${d}`, reports[i]]));
plotHistory(byDims, { title: 'Training report: five sizes of the latent space', log: true });

// %% [markdown]
// ### Compare what comes back
//
// The ten digits down, a column for each model: first the original, then the reconstructions with $d$ = 2, 3, 5, 10,
// 50.

// %%
import { denormalise, pickExamples } from 'autoencoders';

const ten = pickExamples(test).images.reshape([10, 784]);
const columns = models.map(({ auto }) => denormalise(auto.predict(normalise(ten)) as tf.Tensor));

// %%
await buildPicture(tf.stack([ten, ...columns], 1).reshape([-1, 784]), {
  columns: 6,
  titles: ['original', ...dims.map((d) => `d = ${d}`)],
  alt: 'Ten digits, a row each: the original, then reconstructions from 2, 3, 5, 10 and 50 numbers, sharper and sharper',
});

// %%
const toLoss = ({ auto }: { auto: tf.LayersModel }) => auto.evaluate(signedTest, signedTest) as tf.Scalar;
models.forEach((model, i) => console.log(`d = ${dims[i]}: val_loss`, toLoss(model).dataSync()[0].toFixed(4)));

// %% [markdown]
// **What we see.** The more numbers, the better, and the order is settled within the first half epoch, long before
// any curve is flat. Solid and dashed lines lie on each other: nothing is learned by heart. At the end the five
// losses are 0.174, 0.150, 0.118, 0.088 and 0.054.
//
// Two numbers are enough for a zero, a one or a seven. But the four becomes a nine, the five becomes a six, and where
// the network is unsure, as about the two, it draws the average of what it might be: a blur. Ten numbers tell most
// digits (not the odd five, nor the six and the eight); fifty tell the hand that wrote it. So there is no right size.
// It depends on what must not be lost.
//
// **Exercises**
//
// 1. How many parameters has the model with $d = 10$? *218,643 + 7 · 129 = 219,546.*
// 2. Train $d = 2$ for 20 epochs. *Better, but nowhere near what $d = 10$ has after one epoch: it lacks room, not
//    time.*
// 3. Set the weight decay to 10. *The loss stays at about 0.25: the pull to 0 is stronger than what is learned.*

// %% [markdown]
// ## Look into the latent space
//
// **How are the digits arranged?** With $d = 2$ a code is a point in the plane. We draw all 10,000 test digits, each
// in the colour of its label. The network never saw a label.

// %%
import { plotClasses } from 'autoencoders';

const flatCodes = models[0].encoder.predict(signedTest) as tf.Tensor;
plotClasses(flatCodes, test.labels, { title: 'The latent space of the model with d = 2' });

// %% [markdown]
// **What we see.** The digits lie in groups, though no label was ever seen: pictures that look alike got codes that
// lie side by side. Zeros, ones, sixes and sevens have a place of their own. Fours and nines share one, and in the
// middle threes, fives, eights and twos lie on top of each other, which is why the column $d = 2$ above takes some
// digits for others.
//
// Look also at what is *not* there. The groups are of every size and shape, ones are strewn far out, there are gaps
// between the groups, and the whole lies anywhere: the first axis goes from -80 to 10, the second from -40 to 20.
// Nothing asked for order. Who picks a point by chance will often hit a gap, where the decoder has never been.

// %% [markdown]
// ### Project 32 dimensions onto two
//
// **And the 32 numbers of our first model?** Nobody sees in 32 dimensions. **Principal component analysis** (PCA)
// turns the cloud of codes until most of its spread lies along the first axis, most of what is left along the
// second, and so on. The first two axes are the best flat view of it. With the codes $z$ less their mean, the first
// direction is
//
// $$v_1 = \arg\max_{\lVert v \rVert = 1} \; \sum_{i} (z_i \cdot v)^2$$
//
// and each next one the same, at right angles to those before it.

// %%
import { toPrincipalComponents } from 'autoencoders';

const codes = encoder.predict(testImages) as tf.Tensor;
const { points, explainedVariance } = await toPrincipalComponents(codes);
console.log('share of the variance:', explainedVariance.map((share) => share.toFixed(2)).join(', '));

// %%
plotClasses(tf.tensor2d(points), test.labels, {
  title: 'PCA of the 32 numbers of each test digit',
  xTitle: 'first component',
  yTitle: 'second component',
});

// %% [markdown]
// **What we see.** The two components hold 15 % and 10 % of the variance, a quarter in all, and the view is as blurred
// as that sounds: zeros and twos to the left, sixes at the bottom, ones at the bottom right, sevens and nines above
// them, much of the rest on one heap. It does not follow that the codes mix up digits. They keep them apart in the 30
// directions that we do not see. A flat picture of a space of many dimensions never shows all of it; lesson 2 draws a
// better one, with t-SNE.
//
// **Exercises**
//
// 1. Decode a point of the plane of $d = 2$ where no digit lies. Take one far outside, such as
//    `tf.tensor2d([[100, -100]])`. *Something made of strokes, but no digit: training never asked for that place.*
// 2. Take the first three components, `toPrincipalComponents(codes, 3)`. What is their share? *About a third: each
//    further component adds less than the one before.*
// 3. Draw the first component against the third: `points.map(([a, , c]) => [a, c])`. *Another view of the same
//    cloud: some digits that lay on each other part, others meet.*

// %% [markdown]
// ## Look back
//
// - An **autoencoder** is an encoder and a decoder, trained together to give back their input. It needs no labels.
// - Its **bottleneck** keeps it from copying; what passes is the **code**, a point of the **latent space**.
// - The **loss** is binary cross-entropy or mean squared error between input and reconstruction.
// - A smaller code compresses more and loses more. Ten numbers tell most of a digit, two tell little.
// - What does not fit what the network knows is lost, which cleans pictures, or comes out wrong, which finds
//   strangers.
// - It is a model that compresses, not one that invents: between the codes of digits there may be anything. Lesson 3
//   builds one that can invent.
//
// ## Go on
//
// Now it is your turn: in [the task](task.ipynb) you write `autoencoder(inputDims, hiddenLayers, latentDims)`, for
// hidden layers of any number and size, and the course checks it. Then comes [lesson 1](../1-sparse/lesson.ipynb):
// what else but a small code can keep an autoencoder from copying.
//
// Further reading:
//
// - [Introduction to autoencoders](https://www.jeremyjordan.me/autoencoders/), Jeremy Jordan: the same ground, with
//   good drawings.
// - [Deep Learning, chapter 14](https://www.deeplearningbook.org/contents/autoencoders.html), Goodfellow, Bengio and
//   Courville: the textbook.
// - [Reducing the Dimensionality of Data with Neural
//   Networks](https://www.cs.toronto.edu/~hinton/absps/science_som.pdf), Hinton and Salakhutdinov, 2006: the paper
//   that made deep autoencoders work; compare its figure 3 with ours.
// - [Autoencoder](https://en.wikipedia.org/wiki/Autoencoder), the encyclopaedia's article.

// %% [markdown]
// Questions 1, 2 and 4 of the quiz are about this lesson; `quiz()` asks them. The last cell notes that you have been
// through it, and `showProgress()` shows what you have done so far.

// %% tags=["learner"]
import { completeLesson } from 'autoencoders';

completeLesson('0-vanilla');
