// %% [markdown]
// # Lesson 0: Describe a picture in a few numbers
//
// A picture of a handwritten digit, 28 pixels wide and 28 pixels high, is 784 numbers. Yet over the phone you
// could tell a friend what to draw in a dozen words: "a seven, leaning to the right, with a bar through the stem".
// Those words are not the picture, but they capture what matters about it.
//
// An **autoencoder** is a neural network that finds such a description on its own. It is shown pictures and
// nothing else: no labels, no rules. In this lesson you will build one by hand, train it, squeeze it until it
// breaks, and put it to work.
//
// By the end you will be able to
//
// - say what an encoder, a code, a bottleneck, a decoder and a latent space are,
// - build an autoencoder with TensorFlow.js, write its training loop, and explain what its loss measures,
// - see what is lost as the code gets smaller,
// - use an autoencoder to clean pictures and to spot what does not belong.
//
// You need to know what a neural network is, and to be able to read some TypeScript. Run the cells from top to
// bottom with Shift+Enter; the last cell says how long it all took. [Part 2](further.ipynb) explores the latent
// space.
//
// Before you run a cell that draws or measures something, make a guess. The numbers in the text come from the run
// stored in this notebook. Yours will be very close but not identical: processors add up in different orders, and
// training magnifies the difference.

// %% [markdown]
// ## Set up
//
// [TensorFlow.js](https://js.tensorflow.org/api/latest/) does the computing and the training. `autoencoders` is
// this course's package: data, pictures, plots and ready-made models. Put the cursor on a name and press Shift+Tab
// to read what it does.

// %%
import * as tf from '@tensorflow/tfjs';
import { buildPicture, drawBatch, loadMnist, seedRandom, toPixels } from 'autoencoders';

const begun = Date.now();

// %% [markdown]
// Three numbers decide how much this lesson trains and tests. Leave them as they are on your first reading. Later
// you can lower them: everything gets faster, and worse.

// %% tags=["parameters"]
const trainImages = 60000;
const epochs = 10;
const testCount = 10000;

// %% [markdown]
// ## Look at the data
//
// **What do we want to describe?** MNIST is a collection of 70,000 digits written by American high-school students
// and census employees: 60,000 for training and 10,000 for testing.

// %%
const { train, test } = await loadMnist();
console.log('train:', train.shape, 'test:', test.shape);

// %% [markdown]
// A **batch** is a group of examples that are processed together. Here are 16 digits picked at random, with each
// one's **label** above it: the digit it shows.

// %%
const batch = drawBatch(train, 16, 1);
const labels = batch.labels.map(String);
await buildPicture(batch.images, {
  columns: 8,
  titles: labels,
  alt: `Sixteen handwritten digits: ${labels}`,
});

// %% [markdown]
// On disk, each pixel is a byte from 0 (black) to 255 (white). We divide by 255, so that every pixel is a number
// from 0 to 1, and put the 28 rows end to end, so that a picture becomes one row of 784 numbers. (The dense layers
// we are about to meet do not care which pixels were neighbours.)

// %%
const images = toPixels(train, [784], trainImages);
const testImages = toPixels(test, [784], testCount);
console.log('images:', images.shape, 'testImages:', testImages.shape);

// %% [markdown]
// How much of a picture is ink?

// %%
console.log('mean pixel:', testImages.mean().dataSync()[0].toFixed(3));
console.log('share of black pixels:', testImages.equal(0).mean().dataSync()[0].toFixed(3));

// %% [markdown]
// **What we see.** Four fifths of all pixels are black, and which ones is no accident: the corners always are. If
// each of the 784 pixels could be anything, there would be far more pictures than atoms in the universe, and
// almost none of them would show a digit. Digits are a tiny, orderly corner of all possible pictures. That is why
// a few numbers may be enough to describe them.
//
// **Exercises**
//
// 1. Draw another batch by giving `drawBatch` a different seed.
// 2. How many numbers are there in a batch of 128 flattened pictures?
// 3. Make pictures of pure chance with `tf.randomUniform([8, 784])` and look at them with `buildPicture`. How
//    long would you have to keep drawing before a digit appeared?
//
// <details><summary>Answers</summary>
//
// 1. You get other digits; the same seed always gives the same ones.
// 2. 128 · 784 = 100,352.
// 3. All you see is grey snow, and a lifetime would not be long enough to see anything else.
//
// </details>

// %% [markdown]
// ## Meet the autoencoder
//
// **How can a network learn to describe something when nobody tells it the right description?** By having to
// redraw the picture from its description alone. It has two halves:
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
// - A **bottleneck** is a layer that is smaller than the layers before and after it. Here it is the layer that
//   outputs the code.
// - The **latent space** is the space of all codes. *Latent* means hidden: the codes appear nowhere in the data.
//
// Both halves are trained together, as one network. A **loss** $L$ measures how far a reconstruction is from its
// input, and training looks for the encoder and decoder that make the loss small on average over $n$ pictures:
//
// $$\min_{f,\,g}\; \frac{1}{n} \sum_{i=1}^{n} L\big(x_i,\; g(f(x_i))\big)$$
//
// The input is its own target. That is what *auto* stands for, and why no labels are needed.
//
// ### See why copying must be hard
//
// **Why would anyone want the input back?** Nobody does: we already have it. What we want is the code, and the
// code is only worth something if copying is hard. If the code has as many numbers as the input, the best network
// does nothing at all: it multiplies by the identity matrix on the way in, and again on the way out.

// %%
const identity = tf.eye(784);
const flat = batch.images.reshape([16, 784]);
const copied = flat.matMul(identity).matMul(identity);
console.log('largest error:', copied.sub(flat).abs().max().dataSync()[0]);

// %% [markdown]
// **What we see.** A perfect reconstruction, and nothing learned: the code is the picture itself. Through 32
// numbers a network cannot copy. It has to find out what all the pictures have in common (strokes, loops, slants),
// leave that to the weights of the decoder, and use the code to say only how this picture differs from the others.
//
// Learning a description that makes other work easier is called **representation learning**. People used to design
// such descriptions, called features, by hand: edges, colour histograms, texture patterns. It took experts a long
// time, and what worked for one kind of picture failed on the next, because real pictures are messier than any
// rule. Networks find features in the data instead. Here is what their codes are good for:
//
// | use | what the autoencoder provides | where |
// | --- | --- | --- |
// | dimensionality reduction | 784 numbers become 32, or 2 that can be drawn | part 2 |
// | features | a code says more about a digit than any single pixel does, so a classifier can start from it | part 2 |
// | denoising | whatever does not fit in a code, such as noise, is lost on the way | below, lesson 1 |
// | anomaly detection | anything unlike the training data is reconstructed badly, which gives it away | below |
// | pretraining | the encoder learns from many unlabelled pictures, then a few labels are enough | part 2 |
// | compression | the code is stored or sent instead of the picture, which comes back with some errors | part 2 |
//
// The same two halves work inside today's image and chat models: an encoder that turns its input into codes, a
// decoder that turns codes into something to look at or read.
//
// **Exercises**
//
// 1. Is a network with layers 784-1000-784 an autoencoder? Does it have a bottleneck?
// 2. Replace the first identity matrix with `tf.randomNormal([784, 784])`. What must the second matrix be for
//    the reconstruction to be perfect again?
//
// <details><summary>Answers</summary>
//
// 1. Yes: it reconstructs its input. No: its code is larger than its input, so it could simply learn to copy.
//    Lesson 1 is about that case.
// 2. The inverse of the first: a code can hold everything about a picture without looking like it.
//
// </details>

// %% [markdown]
// ## Build it by hand
//
// **What are the two halves made of?** The simplest choice is dense layers.
//
// ### Compute a dense layer
//
// Each output of a **dense layer** is a weighted sum of all inputs plus a number of its own, the **bias**, passed
// through a simple function, the **activation**. For a batch $X$ with one picture per row:
//
// $$H = \sigma(X W + b)$$
//
// Without an activation, a stack of layers would amount to a single matrix. We use **relu**, which replaces
// negative numbers by 0: $\text{relu}(a) = \max(0, a)$. Here are two inputs and two units, small enough to check
// in your head:

// %%
const x = tf.tensor2d([[1, 2]]);
const weights = tf.tensor2d([
  [1, -1],
  [0.5, 1],
]);
tf.relu(x.matMul(weights).add([0, -3]));

// %% [markdown]
// **What we see.** The first unit computes $1 \cdot 1 + 2 \cdot 0.5 + 0 = 2$ and keeps it. The second computes
// $1 \cdot (-1) + 2 \cdot 1 - 3 = -2$, and relu turns it into 0.
//
// ### Build the encoder
//
// We start from 784 pixels, go through a layer of 128 units, and end at a code of 32. The code has no activation
// (it is *linear*), so its numbers can be negative too.
//
// The weights start out as random numbers; `seedRandom` makes them the same in every run. `glorotUniform` draws
// the weights of a layer with $m$ inputs and $n$ units evenly from $-r$ to $r$, where $r = \sqrt{6 / (m + n)}$:
// the larger the layer, the smaller the weights, so that signals neither blow up nor fade away as they pass
// through the layers. It is Keras' default. TensorFlow.js' own default, `glorotNormal`, starts a little smaller
// and learns more slowly at first.

// %%
seedRandom(1);
const kernelInitializer = 'glorotUniform';
const input = tf.input({ shape: [784] });
const hidden = tf.layers.dense({ units: 128, activation: 'relu', kernelInitializer }).apply(input);
const code = tf.layers.dense({ units: 32, kernelInitializer }).apply(hidden) as tf.SymbolicTensor;
const encoder = tf.model({ inputs: input, outputs: code, name: 'encoder' });

// %% [markdown]
// Nothing has been computed yet. `input`, `hidden` and `code` are placeholders that say which layer follows which,
// and `tf.model` turns the path from the first to the last into a model. (`as tf.SymbolicTensor` tells TypeScript
// that the layer has a single output; some layers have several.)
//
// ### Build the decoder
//
// The same path in reverse: 32, 128, 784. The pixels we want lie between 0 and 1, so the last layer has the
// activation **sigmoid**, $1 / (1 + e^{-a})$, which never leaves that range.

// %%
const latent = tf.input({ shape: [32] });
const hiddenAgain = tf.layers.dense({ units: 128, activation: 'relu', kernelInitializer }).apply(latent);
const lastLayer = tf.layers.dense({ units: 784, activation: 'sigmoid', kernelInitializer });
const pixels = lastLayer.apply(hiddenAgain) as tf.SymbolicTensor;
const decoder = tf.model({ inputs: latent, outputs: pixels, name: 'decoder' });

// %% [markdown]
// ### Join the two
//
// The complete autoencoder is the decoder applied to the output of the encoder. It has no weights of its own:
// train `auto`, and you have trained `encoder` and `decoder`.

// %%
const reconstruction = decoder.apply(encoder.apply(input)) as tf.SymbolicTensor;
const auto = tf.model({ inputs: input, outputs: reconstruction, name: 'auto' });

// %% [markdown]
// ### Read the layer table
//
// `summary` lists the layers of a model, the shape of each one's output (`null` stands for the size of the batch,
// which can be anything), and how many **parameters**, that is, weights and biases, it has.

// %%
encoder.summary();
decoder.summary();

// %% [markdown]
// `drawModel` draws the same models: the taller the bar, the more numbers the layer outputs.

// %%
import { drawModel } from 'autoencoders';

drawModel(encoder, decoder);

// %% [markdown]
// **What we see.** A dense layer from $m$ inputs to $n$ units has $m \cdot n$ weights and $n$ biases. The first
// has $784 \cdot 128 + 128 = 100{,}480$ parameters, the code $128 \cdot 32 + 32 = 4{,}128$. The encoder and
// decoder have $209{,}968$ between them, almost all of them next to the pixels.
//
// Before it is trained, the decoder draws whatever its random weights happen to produce. `predict` runs a batch
// through a model:

// %%
const eight = testImages.slice([0, 0], [8, 784]);
await buildPicture(auto.predict(eight) as tf.Tensor, { alt: 'Eight pictures of grey snow' });

// %% [markdown]
// **Exercises**
//
// 1. Without running anything: how many parameters does the decoder's first layer have, and how many does its
//    last?
// 2. Build an encoder 784-32 with no hidden layer. How many parameters does it have?
// 3. Apply the decoder to an input of 16 numbers.
//
// <details><summary>Answers</summary>
//
// 1. 32 · 128 + 128 = 4,224, and 128 · 784 + 784 = 101,136.
// 2. 784 · 32 + 32 = 25,120, far fewer: the hidden layer of 128 held most of them.
// 3. You get an error that says which shape was expected and which one came.
//
// </details>

// %% [markdown]
// ## Measure the error
//
// **When is a reconstruction good?** We need a single number for the difference between two pictures. Think of a
// pixel's value as a probability: the probability that the pixel is white. **Binary cross-entropy** (BCE) says how
// surprised someone who believes in the probability $\hat{x}$ is by the true value $x$, averaged over the pixels:
//
// $$L(x, \hat{x}) = -\frac{1}{784} \sum_{j=1}^{784} \Big( x_j \log \hat{x}_j + (1 - x_j) \log (1 - \hat{x}_j) \Big)$$
//
// Three pixels by hand: a black one drawn as 0.1, a white one drawn as 0.8, and a grey one drawn exactly as it is.

// %%
const truth = tf.tensor2d([[0], [1], [0.5]]);
const drawn = tf.tensor2d([[0.1], [0.8], [0.5]]);
tf.metrics.binaryCrossentropy(truth, drawn);

// %% [markdown]
// **What we see.** $-\log 0.9 = 0.105$, $-\log 0.8 = 0.223$, and for the grey pixel $-\log 0.5 = 0.693$, even
// though it was drawn perfectly! A grey pixel surprises everybody. So for pictures with grey in them BCE cannot
// reach 0. The lowest it can go is the loss of a perfect copy:

// %%
const floor = tf.metrics.binaryCrossentropy(testImages, testImages).mean();
console.log('BCE of a perfect copy:', floor.dataSync()[0].toFixed(4));

// %% [markdown]
// Remember this number: no autoencoder can do better on these pictures.
//
// **Exercises**
//
// 1. What is the loss of a white pixel drawn as 0.01?
// 2. If all pixels get the same value, which value gives the smallest loss? Try 0.05, 0.13 and 0.3 with
//    `tf.fill([10000, 784], 0.13)`.
//
// <details><summary>Answers</summary>
//
// 1. $-\log 0.01 = 4.6$: it is expensive to be sure and wrong.
// 2. The mean pixel, 0.13, with a loss of about 0.39. An autoencoder should beat that.
//
// </details>

// %% [markdown]
// ## Train it
//
// **How are good weights found?** The loss is a function of all 209,968 parameters. For one batch, we compute its
// gradient, the direction in which it grows fastest, and take a small **step** the opposite way. **Adam** is a
// method that adapts the length of the step to each parameter; 0.001 is the **learning rate**, the scale of all
// the steps.
//
// ### Write the training loop
//
// For each batch there are four things to do: run the batch *forward* through encoder and decoder; compute the
// *loss* between output and input (not a label!); work *backward* to the gradient of every weight; take one
// *step*. Here is a fresh copy of our model, and the four things, one line each.

// %%
import { denseAutoencoder } from 'autoencoders';

seedRandom(1);
const sizes = { inputDims: 784, hiddenLayers: [128], latentDims: 32 };
const byHand = denseAutoencoder({ ...sizes, loss: 'binaryCrossentropy' });
const adam = tf.train.adam(0.001);

// %%
const toLoss = (x: tf.Tensor) => {
  const redrawn = byHand.auto.apply(x) as tf.Tensor; // forward
  return tf.metrics.binaryCrossentropy(x, redrawn).mean() as tf.Scalar; // loss
};
const step = (x: tf.Tensor) => {
  const { value, grads } = tf.variableGrads(() => toLoss(x)); // backward
  adam.applyGradients(grads as never); // step (TensorFlow.js declares the type too narrowly)
  return value;
};

// %% [markdown]
// One pass over all the pictures, 128 at a time. `tf.tidy` frees what each step leaves behind.

// %%
for (let start = 0, n = 1; start < trainImages; start += 128, n++) {
  const size = Math.min(128, trainImages - start);
  const loss = tf.tidy(() => step(images.slice(start, size)).dataSync()[0]);
  if (n === 1 || n % 100 === 0) console.log(`step ${n}: loss ${loss.toFixed(4)}`);
}

// %% [markdown]
// And how well does it do on pictures it has never seen? To **evaluate**, compute the loss and stop there: no
// gradient, no step.

// %%
const lossAfterLoop = tf.tidy(() => toLoss(testImages).dataSync()[0]);
console.log('loss on the test pictures:', lossAfterLoop.toFixed(4));

// %% [markdown]
// **What we see.** At first the network is as surprised as a coin tosser, with a loss near $\log 2 = 0.693$. A few
// hundred steps later it knows digits fairly well. Look once more at where the learning happens: the loss compares
// `redrawn` with `x` itself. That one line is the constraint that makes the output match the input.
//
// ### Let `fit` do it
//
// `fit` runs this loop for you, faster. It also shuffles the pictures, repeats the pass and keeps records.

// %%
auto.compile({ optimizer: tf.train.adam(0.001), loss: 'binaryCrossentropy' });

// %% [markdown]
// With batches of 128, the 60,000 pictures make 469 steps. That is one **epoch**, in which every picture is used
// once, in a new order each time. After each epoch `fit` measures `val_loss`, the loss on the test pictures. The
// network never trains on those, so they tell us whether it has learned about digits or only about these 60,000.

// %%
import { plotHistory, progress } from 'autoencoders';

const settings: tf.ModelFitArgs = { epochs, batchSize: 128, verbose: 0 };
settings.validationData = [testImages, testImages];
const training = await auto.fit(images, images, { ...settings, callbacks: progress() });

// %% [markdown]
// The input and the target of `fit` are the same tensor, `images`; the labels appear nowhere. `fit` returns the
// losses of all epochs, which we plot.

// %%
plotHistory(training, { title: 'An autoencoder learns to copy digits through 32 numbers' });

// %%
const toText = (losses: (number | tf.Tensor)[]) => losses.map((loss) => (+loss).toFixed(4)).join('  ');
console.log('loss:    ', toText(training.history.loss));
console.log('val_loss:', toText(training.history.val_loss));

// %% [markdown]
// **What we see.** The loss falls from 0.177 in the first epoch to 0.085 in the tenth, and it has covered most of
// the distance by the second. The floor is 0.058. The dashed line, the test pictures, starts out *below* the solid
// one: `loss` is an average over an epoch during which the network was still learning, while `val_loss` is
// measured at the end of it. They finish close together, so digits that the network has never seen are copied as
// well as those it trained on. It has learned about digits instead of memorising pictures.
//
// **Exercises**
//
// 1. Train for one more epoch by calling `fit` again with `epochs: 1`.
// 2. Rebuild the model and train it with a learning rate of 0.1, then with 0.00001.
// 3. Train on just 500 pictures for 100 epochs.
//
// <details><summary>Answers</summary>
//
// 1. It picks up where it left off, a little below 0.085: the weights are kept.
// 2. The first jumps around and ends up worse than it began, above 2; the second works but is slow, still at 0.5
//    after an epoch.
// 3. `loss` falls well below `val_loss`: now the network does memorise pictures.
//
// </details>

// %% [markdown]
// ## Look at reconstructions
//
// **Is that loss good?** The number alone does not tell us, so let us look: eight test digits, and what the
// decoder draws from 32 numbers for each.

// %%
import { compareImages } from 'autoencoders';

await compareImages(eight, auto.predict(eight) as tf.Tensor, {
  rowTitles: ['original', 'reconstruction'],
  alt: 'Eight test digits over their reconstructions: the same digits in the same hands, edges softer',
});

// %% [markdown]
// What passed through the bottleneck? Here is the whole code of the first digit:

// %%
const eightCodes = encoder.predict(eight) as tf.Tensor;
console.log(Array.from(eightCodes.dataSync().slice(0, 32), (value) => value.toFixed(1)).join('  '));

// %% [markdown]
// **What we see.** Every digit is still itself, and you can even recognise the handwriting. What has been lost is
// sharpness: specks and wobbles in single strokes do not fit in 32 numbers. The code itself means nothing to us:
// none of its numbers stands for anything we have a word for.
//
// **Exercises**
//
// 1. Compare eight pictures from the training set with their reconstructions.
// 2. Which of the ten digits is the hardest? Use `pickExamples(test)` or, better, the mean loss over all test
//    pictures with each label.
// 3. Give the network a picture that shows no digit, `tf.ones([1, 784])`.
//
// <details><summary>Answers</summary>
//
// 1. You will see no difference in quality.
// 2. Ones are by far the easiest, because they have the least ink; eights and twos are the hardest.
// 3. You get a black and white blot: the decoder cannot draw an all-white picture.
//
// </details>

// %% [markdown]
// ## Squeeze the code
//
// **How small can the bottleneck be?** We train three models, with codes of 64, 32 and 9 numbers. They also use
// the other common loss, the **mean squared error** (MSE),
//
// $$L(x, \hat{x}) = \frac{1}{784} \sum_{j=1}^{784} (x_j - \hat{x}_j)^2$$
//
// which is 0 for a perfect copy and involves no probabilities. You have now built such a model by hand, so from
// here on `denseAutoencoder` builds them for us. Unless told otherwise it uses relu in the hidden layers, a linear
// code, a sigmoid at the end, Adam and MSE.

// %%
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
//
// **Predict before you run.** Which of the eight digits will suffer most from a code of 9 numbers? And by what
// factor will the error grow from 64 to 9?

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
// **What we see.** Through 64 numbers a digit comes back almost unharmed, with an error of 0.0048. Through 32 the
// error is 0.0079. Through 9, one eighty-seventh of the picture, it is 0.0196, about four times that of 64:
// strokes blur, and open shapes close up into blots. (The curves are on a logarithmic scale, where equal distances
// are equal ratios.)
//
// A bottleneck that is too small blurs. One that is too large lets the network memorise without finding any
// structure. The right one forces it to be brief and still say what matters.
//
// ### Look at a code
//
// 64 numbers make an 8 x 8 picture, 9 numbers a 3 x 3 one. The smallest number of each code is drawn black, the
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
// **What we see.** To us, noise. Nothing asked the network to keep neighbours together or to make sense to humans:
// where a number sits in the code is an accident of the initial weights. Only the decoder can read it.
//
// ### Compare two sevens
//
// **Does the code say "a seven", or *this* seven?** Take two test pictures labelled 7 that look different.

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
// **What we see.** Two different sevens have clearly different codes, and decode to two different sevens: the
// first slim and straight, the second with a curved roof. The network was never told that both are "7"; the code
// says how each was drawn. (Not quite everything about it: the bar through the second one's stem is rare, and got
// lost.)
//
// **Exercises**
//
// 1. Swap one number, say the fifth, between the codes of the two sevens, and decode.
// 2. Decode the mean of the two codes.
// 3. Train the code of 9 with the hidden layers `[256, 128]`.
//
// <details><summary>Answers</summary>
//
// 1. Still a seven, but bent in a way that has no name.
// 2. A seven halfway between the two, if they are similar enough. The mean of two different digits is often no
//    digit at all; lesson 3 fixes that.
// 3. A smaller error from a code of the same size: deeper halves get more out of nine numbers.
//
// </details>

// %% [markdown]
// ## Clean a noisy picture
//
// **What does the network make of a picture that is not a clean digit?** We add noise to the test digits: to each
// pixel a random number from a normal distribution with standard deviation 0.5, clipped so that the result stays
// between 0 and 1. The networks above have never seen noise.
//
// **Predict before you run.** Will the reconstruction be cleaner than what went in, as noisy, or worse?

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
// How far is each from the clean digits? Here is the MSE over the whole test set, first for the noisy pictures as
// they are:

// %%
const toError = (y: tf.Tensor) => y.sub(testImages).square().mean().dataSync()[0].toFixed(4);
const noisyTest = addGaussianNoise(testImages, 0.5, 1);
console.log('noisy:', toError(noisyTest));

// %%
const outputs = [wide, middle, narrow].map(({ auto }) => auto.predict(noisyTest) as tf.Tensor);
console.log('reconstructed from 64, 32, 9 numbers:', outputs.map(toError).join(', '));

// %% [markdown]
// **What we see.** The snow is gone and strokes remain. They are torn, and thin digits are hard to make out:
// cleaner, but not clean. The error falls from 0.116 to 0.040 with 64 numbers, and to 0.050 with 32. Nobody
// trained the network for this. Whatever comes in is pulled back towards the pictures it knows: the decoder can
// draw only the strokes it has learned, and there is no code for snow. With 9 numbers the error is 0.081: what
// comes out is clean, but the noise has pushed the few numbers so far that it is often another digit. Lesson 1
// trains a network for this very purpose, with better results.
//
// **Exercises**
//
// 1. Make the noise weaker, 0.1, then stronger, 0.8.
// 2. Use `addSaltAndPepper(testImages, 0.2, 1)` instead, which makes a fifth of the pixels black or white.
//
// <details><summary>Answers</summary>
//
// 1. With 0.1 the reconstruction is further from the clean digits than the noisy pictures are, because its own
//    error is larger. With 0.8 the error falls from 0.21 to about 0.06, but many digits can no longer be read.
// 2. The error falls from 0.096 to about 0.025.
//
// </details>

// %% [markdown]
// ## Find what does not belong
//
// **Can the error itself be useful?** A network that knows only digits should be bad at copying anything else. If
// so, a large error means that a picture is not a digit. That is **anomaly detection**. Our outsiders are the test
// digits seen in a mirror: just as much ink, from the same hands, yet most of them are not digits.
//
// **Predict before you run.** Which digits will give themselves away in the mirror, and which will not?

// %%
const mirrored = testImages.reshape([-1, 28, 28, 1]).reverse(2).reshape([-1, 784]);
const strangers = mirrored.slice([0, 0], [8, 784]);
await compareImages(strangers, middle.auto.predict(strangers) as tf.Tensor, {
  rowTitles: ['mirrored', 'reconstruction'],
  alt: 'Eight mirrored digits over their reconstructions, which are blurred and broken in places',
});

// %% [markdown]
// The error of each picture, for the ordinary and for the mirrored ones:

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
// Suppose we can live with 5 % false alarms. Then the threshold is the error that 95 % of the ordinary digits stay
// below.

// %%
const threshold = [...usual].sort((a, b) => a - b)[Math.floor(0.95 * usual.length)];
const found = strange.filter((error) => error > threshold).length / strange.length;
console.log(`${(100 * found).toFixed(0)} % of the mirrored digits are above ${threshold.toFixed(4)}`);

// %% [markdown]
// Why 5 %? Every threshold is a trade-off between outsiders found and false alarms. Plot them all, and you have a
// **ROC curve**; the area below it is the probability that a mirrored digit has a larger error than an ordinary
// one (1 for a perfect detector, one half for a coin).

// %%
const thresholds = [...usual].sort((a, b) => b - a).filter((_, k) => k % 100 === 0);
const shareAbove = (errors: ArrayLike<number>, limit: number) =>
  Array.from(errors).filter((error) => error > limit).length / errors.length;
const falseAlarms = thresholds.map((limit) => shareAbove(usual, limit));
const hits = thresholds.map((limit) => shareAbove(strange, limit));

// %%
plot([{ type: 'scatter', mode: 'lines', x: falseAlarms, y: hits }], {
  title: 'Every threshold is a trade-off',
  xaxis: { title: 'false alarms, share of ordinary digits' },
  yaxis: { title: 'outsiders found, share of mirrored digits' },
});
const area = hits.slice(1).reduce((sum, y, k) => sum + y * (falseAlarms[k + 1] - falseAlarms[k]), 0);
console.log('area under the curve:', area.toFixed(2));

// %% [markdown]
// **What we see.** Mirrored digits have larger errors, and 40 % of them are found at that threshold, eight times
// as many as there are false alarms. It would be odd to find them all. A zero, a one or an eight is still itself
// in the mirror and comes back unharmed; fours and nines come back broken, because they need strokes that no
// training picture had.
//
// The same trick finds mistakes in data: pictures that nobody would expect, because they are badly written,
// damaged or not digits at all, have the largest errors of all. Here are the eight worst test digits, each with
// its label:

// %%
const order = Array.from(usual.keys()).sort((a, b) => usual[b] - usual[a]);
const worst = order.slice(0, 8);
await buildPicture(tf.gather(testImages, tf.tensor1d(worst, 'int32')), {
  titles: worst.map((k) => String(test.labels[k])),
  alt: 'The eight test digits with the largest errors: bold, crowded or oddly written ones',
});

// %% [markdown]
// **Exercises**
//
// 1. Do the same with the code of 64 numbers, and with the code of 9.
// 2. Which mirrored digits are missed? Count those with `strange[i] <= threshold` by `test.labels[i]`.
//
// <details><summary>Answers</summary>
//
// 1. 64 finds about as many. 9 finds about 60 %: the less a network can draw, the more strange things it fails
//    to draw.
// 2. Nearly all ones, and most sevens and zeros.
//
// </details>

// %% [markdown]
// ## Look back
//
// - An **autoencoder** is an encoder and a decoder, trained together to give back their input. It needs no labels.
// - Its **bottleneck** keeps it from copying. What gets through is the **code**, a point in the **latent space**.
// - The **loss**, binary cross-entropy or mean squared error, compares the reconstruction with the input.
// - **Training** repeats four lines: forward, loss, backward, step.
// - Whatever does not fit what the network knows is lost, which cleans pictures, or comes out wrong, which finds
//   outsiders.
//
// **Check yourself.** What changes as the bottleneck gets smaller, and what does that say about what is kept?
// Which line of code makes the output match the input? Why does a network that has never seen noise reduce it?

// %%
import { availableParallelism } from 'node:os';

const minutes = (Date.now() - begun) / 60000;
console.log(`This notebook ran for ${minutes.toFixed(1)} min on ${availableParallelism()} cores.`);

// %% [markdown]
// ## What next?
//
// Now it is your turn. In [the task](task.ipynb) you write `autoencoder(inputDims, hiddenLayers, latentDims)`, for
// any number of hidden layers of any size, and the course checks it. [Part 2](further.ipynb) of this lesson
// explores the latent space. In [lesson 1](../1-sparse/lesson.ipynb) you will see what else, besides a small code,
// can keep an autoencoder from copying.
//
// **Read and watch**
//
// - [Introduction to autoencoders](https://www.jeremyjordan.me/autoencoders/), Jeremy Jordan: covers the same
//   ground, with good drawings.
// - [Deep Learning, chapter 14](https://www.deeplearningbook.org/contents/autoencoders.html), Goodfellow, Bengio
//   and Courville: the textbook.
// - [Reducing the Dimensionality of Data with Neural
//   Networks](https://www.cs.toronto.edu/~hinton/absps/science.pdf), Hinton and Salakhutdinov, 2006: the paper
//   that made deep autoencoders work.
// - Videos: [Autoencoder, definition](https://www.youtube.com/watch?v=FzS3tMl4Nsc&t=73s), [Autoencoder, loss
//   function](https://www.youtube.com/watch?v=xTU79Zs4XKY) and [Deep
//   autoencoder](https://www.youtube.com/watch?v=z5ZYm_wJ37c).
// - [Autoencoder](https://en.wikipedia.org/wiki/Autoencoder), the encyclopaedia's article.

// %% [markdown]
// Have you read this far? Then remove the two slashes below and run the cell, and the course will remember. The
// other two lines show your progress and ask the questions of the quiz; questions 1, 2, 4, 6 and 7 are about this
// lesson.

// %% tags=["learner"]
import { completeLesson, quiz, showProgress } from 'autoencoders';

// completeLesson('0-vanilla');
// quiz();
showProgress();
