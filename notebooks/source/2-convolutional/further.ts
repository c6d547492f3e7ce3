// %% [markdown]
// # Lesson 2, part 2: Compress photographs
//
// [Part 1](lesson.ipynb) took convolutional networks apart. Now we put the pieces together and see what an
// autoencoder gains when it knows which pixels are neighbours.
//
// By the end you will be able to
//
// - train a convolutional autoencoder on colour photographs, and judge its loss,
// - follow a picture's size down to the code and back up, so that your own models fit together,
// - decide when to flatten,
// - read a t-SNE plot of a latent space,
// - compare a dense and a convolutional autoencoder in numbers.
//
// You need part 1, and lesson 0. Run the cells from top to bottom. Most of the time goes into training, so read on
// while a bar is moving; the last cell says how long it all took. The numbers in the text come from the run stored
// in this notebook; yours will be close.

// %% [markdown]
// ## Set up

// %%
import * as tf from '@tensorflow/tfjs';
import { buildPicture, compareImages, drawBatch, loadMnist, seedRandom, toPixels } from 'autoencoders';

const begun = Date.now();
seedRandom(1);

// %% [markdown]
// These numbers decide how much is trained, and for how long. Smaller ones give you a first look within a minute,
// with poorer pictures.

// %% tags=["parameters"]
const epochs = 10;
const trainImages = 50000;
const testImages = 10000;

// %% [markdown]
// The formulas of part 1:

// %%
const toSide = (n: number, kernel: number, stride: number, padding = 0) =>
  Math.floor((n + 2 * padding - kernel) / stride) + 1;
const toSideUp = (n: number, kernel: number, stride: number, padding = 0) =>
  (n - 1) * stride - 2 * padding + kernel;

// %% [markdown]
// ## Meet the photographs
//
// **What about real pictures?** Digits are easy. CIFAR-10 holds 50,000 + 10,000 photographs of 32 x 32 pixels in
// three colours, in ten classes. The first time you run this, it downloads 139 MB; after that they are on your
// disk.

// %%
import { cifar10Classes, loadCifar10 } from 'autoencoders';

const { train, test } = await loadCifar10(trainImages);
const sixteen = drawBatch(train, 16, 1);
await buildPicture(sixteen.images, {
  columns: 8,
  titles: sixteen.labels.map((label) => cifar10Classes[label].slice(0, 5)),
  alt: `Sixteen photographs: ${sixteen.labels.map((label) => cifar10Classes[label]).join(', ')}`,
});

// %%
const photos = toPixels(train);
const testPhotos = toPixels(test, undefined, testImages);
[photos.shape, testPhotos.shape];

// %% [markdown]
// ## Build a model for photographs
//
// **How do you put the pieces together?** The encoder consists of three convolutions with stride 2, so the side
// goes 32, 16, 8, 4. The resulting $4 \cdot 4 \cdot 8 = 128$ numbers are then laid out flat, and a dense layer
// mixes them into a code of 128. As in lesson 0, `glorotUniform` draws the weights that training starts from.

// %%
const kernelInitializer = 'glorotUniform';
const halving = { kernelSize: 3, strides: 2, padding: 'same', kernelInitializer } as const;
const encoder = tf.sequential({
  name: 'encoder',
  layers: [
    tf.layers.conv2d({ inputShape: [32, 32, 3], filters: 32, activation: 'relu', ...halving }),
    tf.layers.conv2d({ filters: 64, activation: 'relu', ...halving }),
    tf.layers.conv2d({ filters: 8, activation: 'relu', ...halving }),
    tf.layers.flatten(),
    tf.layers.dense({ units: 128, activation: 'relu', kernelInitializer }),
  ],
});

// %%
encoder.summary();

// %% [markdown]
// The decoder goes back the same way: a dense layer, then 4 x 4 x 8 again, then three transposed convolutions with
// stride 2. The last one has a filter for each colour, and a sigmoid that keeps the pixels between 0 and 1.

// %%
const decoder = tf.sequential({
  name: 'decoder',
  layers: [
    tf.layers.dense({ inputShape: [128], units: 128, activation: 'relu', kernelInitializer }),
    tf.layers.reshape({ targetShape: [4, 4, 8] }),
    tf.layers.conv2dTranspose({ filters: 64, activation: 'relu', ...halving }),
    tf.layers.conv2dTranspose({ filters: 32, activation: 'relu', ...halving }),
    tf.layers.conv2dTranspose({ filters: 3, activation: 'sigmoid', ...halving }),
  ],
});

// %%
decoder.summary();

// %%
import { drawModel } from 'autoencoders';

drawModel(encoder, decoder);

// %% [markdown]
// **What we see.** 896, 18,496 and 4,616 parameters in the convolutions, 16,512 in each dense layer, and 4,672,
// 18,464 and 867 in the transposed convolutions. Check one: $(3 \cdot 3 \cdot 3 + 1) \cdot 32 = 896$. In all there
// are $81{,}035$, for a code that is $3072 / 128 = 24$ times smaller than the photograph.
//
// ### Decide when to flatten
//
// `flatten` and `dense` turn feature maps, in which every number has a place in the picture, into a compact vector
// in which no number does: it is **location-agnostic**. That suits a code you want to search or draw. But the
// decoder then needs its own `dense` and `reshape`, to learn to undo exactly that. Leave out the encoder's
// `dense`, and the decoder needs none. Leave out `flatten` too, and the decoder can start straight away with
// transposed convolutions, as the models later in this lesson do; their codes still know where things are.
//
// **Exercise.** How many parameters does a dense autoencoder 3072-128-3072 have?
//
// <details><summary>Answer</summary>
//
// 3073 · 128 + 129 · 3072 = 789,632, almost ten times as many.
//
// </details>

// %% [markdown]
// ## Know the smallest possible loss
//
// **How low can the loss go?** With pixels in [0, 1] and a sigmoid, the loss is the binary cross-entropy of lesson
// 0,
//
// $$-\big(y \log p + (1 - y) \log (1 - p)\big), \quad \text{mean over pixels.}$$
//
// For a grey pixel, $y = 0.5$, it is $\log 2 = 0.693$ even if $p = y$, and photographs are full of such pixels. So
// ask for the loss of a perfect copy.

// %%
const perfect = tf.metrics.binaryCrossentropy(testPhotos, testPhotos).mean().arraySync() as number;
perfect.toFixed(4);

// %% [markdown]
// **What we see.** 0.547. No model can get below that on the test photographs. What counts is how close it comes.

// %% [markdown]
// ## Train it on photographs
//
// **How much survives in 128 numbers?** `connect` puts the decoder after the encoder, in one model that shares
// their weights, and compiles it.

// %%
import { connect, plotHistory, progress } from 'autoencoders';

const { auto } = connect(encoder, decoder, { optimizer: 'adam', loss: 'binaryCrossentropy' });
const validationData: [tf.Tensor, tf.Tensor] = [testPhotos, testPhotos];
const photoSettings = { epochs, batchSize: 64, validationData, verbose: 0 };

// %%
const photoHistory = await auto.fit(photos, photos, { ...photoSettings, callbacks: progress() });

// %%
plotHistory(photoHistory, { title: 'CIFAR-10, a code of 128 numbers' });

// %%
const eight = testPhotos.slice([0], [8]);
await compareImages(eight, auto.predict(eight) as tf.Tensor, {
  alt: 'Eight photographs above their reconstructions',
});

// %%
const toText = (history: tf.History) =>
  [history.history.loss, history.history.val_loss]
    .map((losses) => [losses[0], losses.at(-1)].map((loss) => (+loss).toFixed(4)).join(' to '))
    .join('; test: ');
console.log(`128 numbers: ${toText(photoHistory)}`);

// %% [markdown]
// **What we see.** The loss falls from 0.604 to 0.574. On the test photographs it starts at 0.589 and ends at 0.584,
// although the curve jumps a little from epoch to epoch. That is a few hundredths above the floor. Colours and
// large shapes are there; fine texture is not. With 128 numbers for 3,072, the model keeps what lowers the loss
// most.
//
// **Exercises**
//
// 1. Print the loss of single photographs, and look at the best and the worst (`tf.metrics.binaryCrossentropy`
//    of each, then `tf.topk`).
// 2. Give the third convolution 32 filters, and make the reshape 4 x 4 x 32 (a code of 512).
//
// <details><summary>Answers</summary>
//
// 1. The best are dark and plain. Remember to subtract the loss of their perfect copies before you call a
//    photograph hard.
// 2. A lower loss and sharper pictures, from a code four times as large.
//
// </details>

// %% [markdown]
// ## Step aside in latent space
//
// **What lies next to a code?** Add a little normal noise to each of its numbers, and decode the neighbour.
//
// **Predict before you run.** How large may the noise be until you no longer recognise the photograph: 0.1, 1 or
// 4?

// %%
import { buildNeighbours } from 'autoencoders';

const codes = encoder.predict(eight) as tf.Tensor;
const toNeighbours = (stddev: number) => decoder.predict(buildNeighbours(codes, stddev, 1)) as tf.Tensor;
console.log('mean of a code:', codes.mean().dataSync()[0].toFixed(2));

// %%
const steps = [0.1, 1, 4].map(toNeighbours);
await buildPicture(tf.concat([eight, ...steps]), {
  columns: 8,
  alt: 'Eight photographs; below them their neighbours in latent space at 0.1, at 1 and at 4',
});

// %% [markdown]
// **What we see.** The numbers in a code are 2.94 on average, so $0.1$ is a small step, and the second row looks
// like the reconstructions above: nearby codes mean similar pictures. At 1, light and shapes begin to sway. At 4,
// a step larger than the numbers themselves, nothing is left but patches.
//
// **Exercise.** `buildWalk(codes.slice([0], [1]), codes.slice([1], [1]), 8)` gives eight codes along the
// straight line from the first photograph to the second. Decode them.
//
// <details><summary>Answer</summary>
//
// One fades into the other, like two pictures laid on top of each other; no photograph lies in between.
//
// </details>

// %% [markdown]
// ## Squeeze a photograph into two numbers
//
// **What if the whole latent space has to fit on a page?** With a code of two numbers we can draw it. We add one
// more layer after the dense 128: two units without activation. `cifar10Autoencoder(2)` is the model you built,
// with that layer.

// %%
import { cifar10Autoencoder, plotClasses } from 'autoencoders';

const narrow = cifar10Autoencoder(2);
narrow.encoder.summary();

// %%
const narrowHistory = await narrow.auto.fit(photos, photos, { ...photoSettings, callbacks: progress() });

// %%
const sizes = { '128 numbers': photoHistory, '2 numbers': narrowHistory };
plotHistory(sizes, { title: 'CIFAR-10, two sizes of code' });

// %%
await compareImages(eight, narrow.auto.predict(eight) as tf.Tensor, {
  alt: 'Eight photographs above what two numbers keep of them',
});

// %%
console.log(`2 numbers: ${toText(narrowHistory)}`);

// %% [markdown]
// **What we see.** The loss ends at 0.63, on the test photographs too: more than $0.08$ above the floor, two to
// three times as far as with 128 numbers. All that two numbers can say is roughly where it is bright and where it
// is dark.
//
// Does each class have a place of its own? Here are the codes of all 10,000 test photographs.
//
// **Predict before you run.** Digits had regions of their own in the plane. Will cats and trucks?

// %%
const narrowCodes = narrow.encoder.predict(testPhotos, { batchSize: 500 }) as tf.Tensor2D;
const axes = { xTitle: 'first latent dimension', yTitle: 'second latent dimension' };
plotClasses(narrowCodes, test.labels.slice(0, testImages), {
  ...axes,
  classes: cifar10Classes,
  title: 'Codes of the test photographs',
});

// %% [markdown]
// **What we see.** One cloud, with all classes mixed together. If you look closely, photographs with a bright sky
// or sea around them, ships and aeroplanes, prefer one side and dark ones the other. There is no more order than
// that. The model was asked to rebuild pixels, not to tell cats from trucks, and two numbers describing the
// brightness are the best it could do.
//
// **Exercise.** Decode a grid over the cloud: `narrow.decoder.predict(buildGrid(9, -5, 5).add([-5, 0]))`.
//
// <details><summary>Answer</summary>
//
// Smooth changes in how much light there is, and where, but no objects.
//
// </details>

// %%
photos.dispose();

// %% [markdown]
// ## Count your way down and up
//
// **How do you make a model's sizes fit?** Back to digits, and to a model that takes some care: strides of 3 and
// 2, pooling with stride 2 and 1, and transposed convolutions with kernels of 3, 5 and 2. Which sides come out?
// `toSide` and `toSideUp` know (a pooling window counts as a kernel).

// %%
const down = [28, toSide(28, 3, 3, 1), toSide(10, 2, 2), toSide(5, 3, 2, 1), toSide(3, 2, 1)];
const up = [2, toSideUp(2, 3, 2), toSideUp(5, 5, 3, 1), toSideUp(15, 2, 2, 1)];
console.log('down:', down.join(' - '), '  up:', up.join(' - '));

// %% [markdown]
// 28 - 10 - 5 - 3 - 2 on the way down and 2 - 5 - 15 - 28 on the way back: it fits. By hand, the first one is
// $\lfloor (28 + 2 - 3) / 3 \rfloor + 1 = 10$, and the last $(15 - 1) \cdot 2 - 2 + 2 = 28$.
//
// The layers of TensorFlow.js know only `'valid'` and `'same'`, so a padding of 1 is a layer of its own, and its
// reverse, cutting off 1, is a cropping layer.

// %%
const relu = { activation: 'relu', kernelInitializer } as const;
const stridedEncoder = tf.sequential({
  name: 'encoder',
  layers: [
    tf.layers.zeroPadding2d({ inputShape: [28, 28, 1], padding: 1 }),
    tf.layers.conv2d({ filters: 32, kernelSize: 3, strides: 3, ...relu }),
    tf.layers.maxPooling2d({ poolSize: 2, strides: 2 }),
    tf.layers.zeroPadding2d({ padding: 1 }),
    tf.layers.conv2d({ filters: 64, kernelSize: 3, strides: 2, ...relu }),
    tf.layers.maxPooling2d({ poolSize: 2, strides: 1 }),
  ],
});

// %%
stridedEncoder.summary();

// %% [markdown]
// On the way up, the last activation is tanh, so pixels go from -1 to 1: `normalise` takes them there, and
// `denormalise` takes them back to [0, 1] for drawing.

// %%
const crop = () => tf.layers.cropping2D({ cropping: 1 });
const { conv2dTranspose } = tf.layers;

// %%
const stridedDecoder = tf.sequential({
  name: 'decoder',
  layers: [
    conv2dTranspose({ inputShape: [2, 2, 64], filters: 32, kernelSize: 3, strides: 2, ...relu }),
    conv2dTranspose({ filters: 16, kernelSize: 5, strides: 3, ...relu }),
    crop(),
    conv2dTranspose({ filters: 1, kernelSize: 2, strides: 2, activation: 'tanh', kernelInitializer }),
    crop(),
  ],
});

// %%
stridedDecoder.summary();

// %% [markdown]
// **What we see.** In the column of shapes: 28 (30 with its padding), 10, 5, 3, 2, then 2, 5, 15, 28 (17 and 30
// before cropping). The parameters add up to $320 + 18{,}496 + 18{,}464 + 12{,}816 + 65 = 50{,}161$.
//
// We train with the mean squared error and AdamW, the optimizer that also shrinks every weight a little at each
// step. `stridedAutoencoder()` from `autoencoders` is the same model.

// %%
import { adamw, denormalise, normalise, pickExamples } from 'autoencoders';

const optimizer = adamw(0.001, 1e-5);
const strided = connect(stridedEncoder, stridedDecoder, { optimizer, loss: 'meanSquaredError' });
strided.auto.countParams();

// %%
const mnist = await loadMnist();
const digits = tf.tidy(() => normalise(toPixels(mnist.train, undefined, trainImages)));
const testDigits = tf.tidy(() => normalise(toPixels(mnist.test, undefined, testImages)));

// %%
const digitSettings = { epochs: Math.ceil(epochs / 2), batchSize: 256, verbose: 0 };
const stridedHistory = await strided.auto.fit(digits, digits, {
  ...digitSettings,
  validationData: [testDigits, testDigits],
  callbacks: progress(),
});

// %%
plotHistory(stridedHistory, { title: 'Digits, the strided model', log: true });

// %%
const ten = pickExamples(mnist.test).images;
const tenAgain = denormalise(strided.auto.predict(normalise(ten)) as tf.Tensor);
await compareImages(ten, tenAgain, { alt: 'Ten digits above their reconstructions by the strided model' });

// %%
console.log(`strided: ${toText(stridedHistory)}`);

// %% [markdown]
// **What we see.** 50,161 parameters, and after five epochs a loss of 0.087, or 0.082 on the test digits (lower,
// because the training loss is an average over an epoch during which the model was still learning). The digits
// come back with their strokes in the right places, if a little ragged.
//
// **Exercises**
//
// 1. What happens if the first kernel is 5 instead of 3? Compute the sides, then find a padding that repairs
//    them.
// 2. Leave out the last cropping layer.
//
// <details><summary>Answers</summary>
//
// 1. ⌊(28 + 2 - 5) / 3⌋ + 1 = 9 instead of 10; with a padding of 2 it is 10 again.
// 2. `connect` refuses, because the decoder outputs 30 x 30.
//
// </details>

// %% [markdown]
// ## Draw 256 dimensions
//
// **How do you draw 256 dimensions?** A code of the strided model is 2 x 2 x 64 = 256 numbers. Two principal
// components, as in lesson 0, would show its largest spread. **t-SNE** asks for something else: points in the
// plane such that codes that are neighbours stay neighbours.
//
// It turns distances into shares. Among all pairs of codes, $p_{ij}$ is high where $i$ and $j$ are neighbours;
// among all pairs of points, $q_{ij} \propto 1 / (1 + \lVert y_i - y_j \rVert^2)$. Then it moves the points until
// the $q_{ij}$ resemble the $p_{ij}$. What "resemble" means here is the Kullback-Leibler divergence, the subject
// of lesson 3.

// %%
import { toTsne } from 'autoencoders';

const stridedCodes = strided.encoder.predict(testDigits, { batchSize: 500 }) as tf.Tensor;
const points = await toTsne(stridedCodes);

// %%
plotClasses(tf.tensor2d(points), mnist.test.labels.slice(0, testImages), {
  title: 't-SNE of the codes of the test digits',
  xTitle: 't-SNE, first dimension',
  yTitle: 't-SNE, second dimension',
});

// %% [markdown]
// **What we see.** Islands, most of them holding a single digit, although the model never saw a label. Tight
// islands are digits that everyone writes alike; spread-out ones are written in many ways. Neighbours are similar
// pictures, so the space can be searched. A point on the wrong island is a candidate for a wrong label, or for a
// digit that even you would misread. But read the picture with care: who is next to whom means something, while
// the sizes of the islands and the gaps between them mean little.
//
// **Exercise.** Run t-SNE with `{ perplexity: 5 }`, then with 100.
//
// <details><summary>Answer</summary>
//
// With few neighbours that count you get many small crumbs; with many, fewer and rounder islands.
//
// </details>

// %% [markdown]
// ## Compare it with a dense autoencoder
//
// **Is it worth the trouble?** The rival is the dense autoencoder of lesson 0 with a code of three numbers,
// trained on the same digits with the same loss, optimizer and number of epochs.

// %%
import { denseAutoencoder } from 'autoencoders';

const sizes3 = { inputDims: 784, hiddenLayers: [128, 64], latentDims: 3 };
const vanilla = denseAutoencoder({ ...sizes3, outputActivation: 'tanh', optimizer: adamw(0.001, 1e-5) });

// %%
const flatDigits = digits.reshape([-1, 784]);
const vanillaHistory = await vanilla.auto.fit(flatDigits, flatDigits, {
  ...digitSettings,
  callbacks: progress(),
});

// %% [markdown]
// First by eye: originals, the dense model, the strided one.

// %%
const tenVanilla = denormalise(vanilla.auto.predict(normalise(ten).reshape([-1, 784])) as tf.Tensor).reshape(
  ten.shape,
);
await buildPicture(tf.concat([ten, tenVanilla, tenAgain]), {
  columns: 10,
  alt: 'Ten digits, as a dense and as a strided autoencoder draw them',
});

// %% [markdown]
// Then in numbers. We measure image quality as the mean squared error on the test digits, and also as a peak
// signal-to-noise ratio, $10 \log_{10}(2^2 / \text{MSE})$ decibels, where more is better and 2 is the range of the
// pixels. For spatial structure, we move every digit three pixels to the right and measure the error again:
// neither model has seen such digits.

// %%
const toError = (model: tf.LayersModel, images: tf.Tensor) =>
  (model.evaluate(images, images, { batchSize: 500 }) as tf.Scalar).dataSync()[0];

// %%
const margins = [
  [0, 0],
  [0, 0],
  [3, 0],
  [0, 0],
] as [number, number][];
const moved = tf.tidy(() => tf.pad(testDigits.slice([0, 0, 0], [-1, 28, 25]), margins, -1));

// %% [markdown]
// The time for one step: another pass over 2,000 digits, divided by its eight batches of 256.

// %%
const toStepTime = async (model: tf.LayersModel, images: tf.Tensor) => {
  const begun = performance.now();
  await model.fit(images, images, { batchSize: 256, verbose: 0 });
  return (performance.now() - begun) / 8;
};

// %%
const round = (value: number, digits: number) => Number(value.toFixed(digits));
const measure = async (model: tf.LayersModel, latentDims: number) => {
  const toInput = (images: tf.Tensor) => images.reshape([-1, ...model.inputs[0].shape.slice(1)]);
  const error = toError(model, toInput(testDigits));
  return {
    MSE: round(error, 4),
    'PSNR (dB)': round(10 * Math.log10(4 / error), 1),
    'MSE, moved': round(toError(model, toInput(moved)), 4),
    parameters: model.countParams(),
    'ms a step': round(await toStepTime(model, toInput(digits.slice([0], [2000]))), 1),
    'smaller by (%)': round((1 - latentDims / 784) * 100, 1),
  };
};

// %%
const vanillaRow = await measure(vanilla.auto, 3);
const convolutionalRow = await measure(strided.auto, 256);
console.table({ 'vanilla (3-D)': vanillaRow, convolutional: convolutionalRow });

// %% [markdown]
// **What we see.** The convolutional model has a lower error, and it suffers less when the digits move. It has
// less than a quarter of the parameters, but each step takes longer, because every weight is used in many places.
// Side by side:
//
// | | vanilla (3-D) | convolutional |
// | --- | --- | --- |
// | spatial structure | none: pixels are a list | the same kernels everywhere, and a code with a place for each quarter |
// | parameters | 218,643, and more for larger pictures | 50,161, whatever the size of the picture |
// | compression | 784 to 3 | 784 to 256 |
// | best use | very small codes, to look at or to search; data without neighbours, such as tables | pictures, all the more the larger they are |
//
// Convolutions do not deserve all the credit: 256 numbers hold more than three. What is theirs is the small number
// of parameters, and that a digit in a new place costs less.
//
// **Exercise.** Make it fair: a dense autoencoder with `hiddenLayers: []` and `latentDims: 256`.
//
// <details><summary>Answer</summary>
//
// 402,448 parameters, and an error of about 0.008 on digits in their usual place, but almost four times that on
// moved ones: it is better where it has been and knows less about where it has not.
//
// </details>

// %%
tf.dispose([digits, testDigits, moved]);

// %% [markdown]
// ## Make the sizes fit
//
// **Which pictures can a model take?** On to larger pictures in colour: cats and dogs, 64 x 64 x 3. Which sides
// work for a model that halves three times by pooling and doubles three times by upsampling? Pooling rounds up;
// doubling does not round back.

// %%
const halve = (side: number) => Math.ceil(side / 2);
for (const side of [28, 60, 64, 72]) {
  const code = halve(halve(halve(side)));
  console.log(`${side} - ${halve(side)} - ${halve(halve(side))} - ${code}, and back: ${code * 8}`);
}

// %% [markdown]
// **What we see.** 28 comes back as 32, and 60 as 64; 64 and 72 come back as themselves. With three poolings, a
// side must be a multiple of $2^3 = 8$. For other sides there are three ways out: pad the picture first; crop the
// output, as the strided model does; or shave something off on the way up with a `'valid'` convolution, which
// makes 4, 8, 16, **14**, 28. The task of this lesson uses the third.
//
// And if you forget? Then the models do not fit together, and `connect` says so:

// %%
const wrong = () =>
  connect(
    tf.sequential({
      layers: [tf.layers.maxPooling2d({ inputShape: [7, 7, 1], poolSize: 2, padding: 'same' })],
    }),
    tf.sequential({ layers: [tf.layers.upSampling2d({ inputShape: [4, 4, 1] })] }),
    { optimizer: 'adam', loss: 'binaryCrossentropy' },
  );
try {
  wrong();
} catch (error) {
  console.log((error as Error).message);
}

// %% [markdown]
// ## Compress cats and dogs
//
// **What do 512 numbers keep of a pet?** The pictures are two classes of CIFAR-10, enlarged to 64 x 64 (each new
// pixel is a mean of the old ones around it). Three times convolution and max pooling take them down to 8 x 8 x 8
// = 512 numbers, 24 times fewer than the 12,288 in a picture.

// %%
const sliding = { kernelSize: 3, padding: 'same', kernelInitializer } as const;
const conv = (filters: number, inputShape?: number[]) =>
  tf.layers.conv2d({ inputShape, filters, activation: 'relu', ...sliding });
const pool = () => tf.layers.maxPooling2d({ poolSize: 2 });
const petEncoder = tf.sequential({
  name: 'encoder',
  layers: [conv(32, [64, 64, 3]), pool(), conv(16), pool(), conv(8), pool()],
});

// %%
petEncoder.summary();

// %% [markdown]
// Back up with convolution and upsampling, and a last convolution with a filter for each colour.

// %%
const double = () => tf.layers.upSampling2d({ size: [2, 2] });
const last = tf.layers.conv2d({ filters: 3, activation: 'sigmoid', ...sliding });

// %%
const petDecoder = tf.sequential({
  name: 'decoder',
  layers: [conv(16, [8, 8, 8]), double(), conv(32), double(), conv(32), double(), last],
});
petDecoder.summary();

// %%
import { pickClasses, resizePictures } from 'autoencoders';

const classes = [3, 5]; // cat and dog among the ten
const pets = toPixels(resizePictures(pickClasses(train, classes), 64));
const testPets = toPixels(resizePictures(pickClasses(test, classes), 64), undefined, 500);
[pets.shape, testPets.shape];

// %%
const petModel = connect(petEncoder, petDecoder, { optimizer: 'adam', loss: 'binaryCrossentropy' });
const petHistory = await petModel.auto.fit(pets, pets, {
  epochs: Math.ceil(epochs / 4),
  batchSize: 64,
  validationData: [testPets, testPets],
  verbose: 0,
  callbacks: progress(),
});

// %%
plotHistory(petHistory, { title: 'Cats and dogs, a code of 512 numbers' });

// %%
const eightPets = testPets.slice([0], [8]);
await compareImages(eightPets, petModel.auto.predict(eightPets) as tf.Tensor, {
  scale: 2,
  alt: 'Eight cats and dogs above their reconstructions',
});

// %%
const petFloor = tf.metrics.binaryCrossentropy(testPets, testPets).mean().dataSync()[0];
console.log(`cats and dogs: ${toText(petHistory)}`);
console.log('loss of a perfect copy:', petFloor.toFixed(4));

// %% [markdown]
// **What we see.** Colours and outlines are there, as if seen through frosted glass. After three epochs the loss
// is 0.57, on test pictures too, and a perfect copy would have 0.555. So the model is $0.017$ above the floor,
// with a code that is as many times smaller than its picture as the code of CIFAR-10 above.
// `catsAndDogsAutoencoder()` from `autoencoders` is this model.
//
// **Exercises**
//
// 1. This code keeps its place in the picture: number $(i, j)$ of each of its 8 maps belongs to one spot. Set
//    the left half of a code to 0 and decode it.
// 2. Try your own photographs: `loadFolder('my-pets', { height: 64, channels: 3 })`.
//
// <details><summary>Answers</summary>
//
// 1. The left half of the picture disappears; the right half stays.
// 2. They come back about as well as these: the model has learned edges and colours more than pets.
//
// </details>

// %% [markdown]
// ## Look back
//
// - The loss has a floor that depends on the pictures. Know it before you judge a model.
// - A model gives back its input's size only if the sizes fit. Compute them before you train.
// - Flatten if you want a compact code that no longer says where; otherwise keep the feature maps.
// - t-SNE shows who is whose neighbour. Do not read sizes or gaps into it.
// - Convolutions need few parameters and cope with things that move.

// %%
import { availableParallelism } from 'node:os';

const minutes = (Date.now() - begun) / 60000;
console.log(`This notebook ran for ${minutes.toFixed(1)} min on ${availableParallelism()} cores.`);

// %% [markdown]
// ## What next?
//
// In [the task](task.ipynb) you write a convolutional autoencoder for digits. It uses pooling, upsampling, and one
// `'valid'` convolution whose purpose you now understand. Then comes [lesson 3](../3-variational/lesson.ipynb),
// which draws digits that nobody wrote.
//
// **Read**
//
// - [Introduction to autoencoders](https://www.jeremyjordan.me/autoencoders/), Jeremy Jordan.
// - Goodfellow, Bengio and Courville, *Deep Learning*, [chapter 14,
//   Autoencoders](https://www.deeplearningbook.org/contents/autoencoders.html).
// - Hinton and Salakhutdinov (2006), [Reducing the Dimensionality of Data with Neural
//   Networks](https://www.cs.toronto.edu/~hinton/absps/science.pdf).
// - van der Maaten and Hinton (2008), [Visualizing Data using
//   t-SNE](https://www.jmlr.org/papers/v9/vandermaaten08a.html); Wattenberg, Viégas and Johnson (2016), [How to
//   Use t-SNE Effectively](https://distill.pub/2016/misread-tsne/).
// - [Autoencoder](https://en.wikipedia.org/wiki/Autoencoder), the encyclopaedia's article.

// %% [markdown]
// Have you read both parts? Then remove the two slashes below and run the cell, and the course will remember. The
// last line shows your progress.

// %% tags=["learner"]
import { completeLesson, showProgress } from 'autoencoders';

// completeLesson('2-convolutional');
showProgress();
