// %% [markdown]
// # Lesson 0, part 2: Look into the latent space
//
// [Part 1](lesson.ipynb) built an autoencoder and squeezed pictures through it. Now for the space in which the
// codes live. How many numbers does a code need? How are the digits arranged there, although the network has never
// seen a label? And is a neural network worth the trouble, when plain linear algebra can compress pictures too?
//
// By the end you will be able to
//
// - choose how many numbers a code needs,
// - draw a latent space and say what the drawing shows, and what it does not,
// - compare an autoencoder with principal component analysis,
// - use codes to classify digits with few labels, and to find similar pictures.
//
// Run the cells from top to bottom. The numbers in the text come from the run stored in this notebook; yours will
// be close. The last cell says how long it all took.

// %% [markdown]
// ## Set up

// %%
import * as tf from '@tensorflow/tfjs';
import { buildPicture, denseAutoencoder, loadMnist, plotHistory, progress } from 'autoencoders';
import { drawModel, seedRandom, toPixels } from 'autoencoders';

const begun = Date.now();

// %% tags=["parameters"]
const trainImages = 60000;
const epochs = 10;
const epochsPerSize = 5;
const testCount = 10000;

// %%
const { train, test } = await loadMnist();
const images = toPixels(train, [784], trainImages);
const testImages = toPixels(test, [784], testCount);
const testLabels = test.labels.slice(0, testCount);

// %% [markdown]
// ## Choose the size of the latent space
//
// **Two numbers or fifty?** Fewer numbers compress more and can be drawn; more numbers copy better. We train five
// models that differ only in the size $d$ of the code: 784-128-64-$d$-64-128-784. Along the way we meet three
// other common choices.
//
// - Pixels from **-1 to 1**, computed as $2x - 1$ (`normalise`), and at the end the activation **tanh**, an
//   S-shaped curve like the sigmoid but with that range.
// - The loss is MSE. Differences between pixels are now twice as large, so MSE is four times as large: compare it
//   only with the others in this section.
// - The optimizer is **AdamW**: Adam, but each step also makes every weight a little smaller. This *weight decay*,
//   $\lambda = 10^{-5}$, keeps weights small, and small weights make smooth functions:
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
// **What we see.** With $d = 3$ the model has 218,643 parameters. Where are they?

// %%
models[1].encoder.summary();
models[1].decoder.summary();

// %%
drawModel(models[1].encoder, models[1].decoder);

// %% [markdown]
// **What we see.** Going down, the layers have 100,480, then 8,256, then 195 parameters; going up, 256, then
// 8,320, then 101,136. Nearly all of them are next to the pixels, and only 195 lead into the bottleneck. So the
// size of the code hardly matters for the size of the model: one more number costs 64 weights and a bias in the
// encoder and 64 weights in the decoder, 129 in all. What it does change is the **compression**, the share of
// numbers saved, $1 - d / 784$:

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
// Most of the learning happens in the first epoch, where a curve with one point per epoch shows nothing.
// `buildReport` records both losses ten times per epoch, after 0.1, 0.2, 0.3 epochs and so on; 2,000 of the test
// digits are enough for that.

// %%
import { buildReport } from 'autoencoders';

const [signed, signedTest] = [normalise(images), normalise(testImages)];
const reports = dims.map(() => buildReport(signedTest.slice(0, Math.min(2000, testCount)), 10));

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
// The ten digits run down the page, with a column for each model: first the original, then the reconstructions
// with $d$ = 2, 3, 5, 10 and 50.

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
// any curve flattens out. Solid and dashed lines lie on top of each other: nothing is being memorised. At the end
// the five losses are about 0.17, 0.15, 0.12, 0.09 and 0.05.
//
// Two numbers are enough for the easiest digits. But others turn into their look-alikes, and where the network is
// unsure it draws the average of everything the picture might be: a blur. Ten numbers preserve most digits; fifty
// preserve the handwriting. So there is no right size. It depends on what must not be lost.
//
// **Exercises**
//
// 1. How many parameters does the model with $d = 10$ have?
// 2. Train $d = 2$ for 20 epochs.
// 3. Set the weight decay to 10.
//
// <details><summary>Answers</summary>
//
// 1. 218,643 + 7 · 129 = 219,546.
// 2. Better, but nowhere near what $d = 10$ achieves after one epoch: what it lacks is room, not time.
// 3. The loss gets stuck at about 0.25: the pull towards 0 is stronger than what is learned.
//
// </details>

// %% [markdown]
// ## Draw two numbers
//
// **How are the digits arranged?** With $d = 2$ a code is a point in the plane. We draw all 10,000 test digits,
// each in the colour and shape of its label. The network never saw a label. Move the mouse over a point to see
// which digit it is.
//
// **Predict before you run.** Will you be able to see the ten classes? Which two will lie on top of each other?

// %%
import { plotClasses } from 'autoencoders';

const flatCodes = models[0].encoder.predict(signedTest) as tf.Tensor;
plotClasses(flatCodes, testLabels, { title: 'The latent space of the model with d = 2' });

// %% [markdown]
// **What we see.** Digits gather in groups, although no label was ever seen: pictures that look alike got codes
// that lie close together. Some digits have a region to themselves. Others overlap, such as fours and nines, which
// is why the column $d = 2$ above mistakes some digits for others.
//
// Look also at what is *not* there. The groups have every size and shape, there are gaps between them, and the
// whole cloud lies wherever training happened to put it. Nothing asked for order. Pick a point at random and you
// will often hit a gap, where the decoder has never been.
//
// That is the first limit of plain autoencoders: they compress, but they are poor at making anything new. The
// second is that the smaller the code, the worse the pictures. And the third is that they may ignore a whole kind
// of variation if it hardly affects the loss, so that several different inputs come back as one: **mode
// collapse**.

// %% [markdown]
// ## Beat linear algebra
//
// **Do we need a neural network for this?** **Principal component analysis** (PCA) rotates a cloud of points so
// that as much of its spread as possible lies along the first axis, as much as possible of the rest along the
// second, and so on. With points $z$ from which the mean has been subtracted, the first direction is
//
// $$v_1 = \arg\max_{\lVert v \rVert = 1} \; \sum_{i} (z_i \cdot v)^2$$
//
// and each later one is the same, at right angles to those before it. Keep the first $d$ coordinates of each
// picture and you have a code; rotate back and you have a reconstruction. Encoder and decoder are then a single
// matrix.
//
// To find the ten best directions, start with any ten. Multiply them by the covariance matrix of the pixels, which
// stretches them most along the directions we want, set them at right angles again, and repeat.

// %%
const centre = images.mean(0);
const covariance = tf.tidy(() => {
  const centred = images.sub(centre);
  return centred.matMul(centred, true).div(trainImages);
});

// %%
const toRightAngles = (axes: tf.Tensor) =>
  tf.linalg.gramSchmidt(axes.transpose() as tf.Tensor2D) as tf.Tensor2D;
let directions = toRightAngles(tf.randomNormal([784, 10], 0, 1, 'float32', 1)).transpose();
for (let n = 0; n < 30; n++) directions = toRightAngles(covariance.matMul(directions)).transpose();
const byPca = (x: tf.Tensor) => x.sub(centre).matMul(directions).matMul(directions, false, true).add(centre);

// %% [markdown]
// Its rivals, with ten numbers as well: an autoencoder without hidden layers or activations, which is **linear**
// like PCA, and our deep one, which can bend.
//
// **Predict before you run.** Which of the three will have the smallest error, and by how much?

// %%
seedRandom(1);
const linear = denseAutoencoder({
  inputDims: 784,
  hiddenLayers: [],
  latentDims: 10,
  outputActivation: 'linear',
});
const deep = denseAutoencoder({ inputDims: 784, hiddenLayers: [128, 64], latentDims: 10 });
for (const { auto } of [linear, deep])
  await auto.fit(images, images, { epochs, batchSize: 128, verbose: 0, callbacks: progress() });

// %%
const rivals = { PCA: byPca, linear: linear.auto, deep: deep.auto };
const redraw = (rival: typeof byPca | tf.LayersModel, x: tf.Tensor) =>
  typeof rival === 'function' ? rival(x) : (rival.predict(x) as tf.Tensor);
for (const [name, rival] of Object.entries(rivals)) {
  const error = redraw(rival, testImages).sub(testImages).square().mean().dataSync()[0];
  console.log(`${name}: MSE ${error.toFixed(4)}`);
}

// %%
const byRivals = Object.values(rivals).map((rival) => redraw(rival, ten).clipByValue(0, 1));
await buildPicture(tf.concat([ten, ...byRivals]), {
  columns: 10,
  rowTitles: ['original', ...Object.keys(rivals)],
  alt: 'Ten digits, then their reconstructions from ten numbers by PCA and the linear autoencoder, both smeared, and by the deep autoencoder, sharper',
});

// %% [markdown]
// **What we see.** PCA and the linear autoencoder have the same error, 0.0341, and draw the same smears: a network
// without activations can do no better than PCA, and training finds its way there. The deep autoencoder has half
// of that, 0.0173, from just as many numbers. It can bend: its codes follow the curved surface on which the digits
// lie, where PCA has to make do with a flat one.
//
// **Exercises**
//
// 1. Give all three 32 numbers.
// 2. Draw the ten directions with `buildPicture`, scaled to lie between 0 and 1.
//
// <details><summary>Answers</summary>
//
// 1. All errors fall, and the deep one still wins, by less: PCA catches up as the code grows.
// 2. Ghostly digits, light where a direction adds ink and dark where it takes ink away.
//
// </details>

// %% [markdown]
// ## Project 32 dimensions onto two
//
// **What about a code of 32 numbers?** Nobody can see in 32 dimensions. PCA helps here as well: the first two of
// its directions give the best flat view of a cloud of codes. First we need the model of part 1 again.

// %%
seedRandom(1);
const model = denseAutoencoder({
  inputDims: 784,
  hiddenLayers: [128],
  latentDims: 32,
  loss: 'binaryCrossentropy',
});
const { encoder } = model;
await model.auto.fit(images, images, { epochs, batchSize: 128, verbose: 0, callbacks: progress() });

// %%
import { toPrincipalComponents } from 'autoencoders';

const codes = encoder.predict(testImages) as tf.Tensor;
const { points, explainedVariance } = await toPrincipalComponents(codes);
console.log('share of the variance:', explainedVariance.map((share) => share.toFixed(2)).join(', '));

// %%
plotClasses(tf.tensor2d(points), testLabels, {
  title: 'PCA of the 32 numbers of each test digit',
  xTitle: 'first component',
  yTitle: 'second component',
});

// %% [markdown]
// **What we see.** The two components hold 15 % and 10 % of the variance, a quarter between them, and the view is
// as blurred as that sounds. Some digits pull away to the sides; much of the rest lies in one heap. It does not
// follow that the codes mix up the digits. They keep them apart in the 30 directions that we do not see. A flat
// picture of a space with many dimensions never shows all of it; lesson 2 draws a better one, with t-SNE.
//
// **Exercises**
//
// 1. Decode a point in the plane of $d = 2$ where there are no digits. Take one far outside, such as
//    `tf.tensor2d([[100, -100]])`.
// 2. Take the first three components, `toPrincipalComponents(codes, 3)`. What is their share?
// 3. Plot the first component against the third: `points.map(([a, , c]) => [a, c])`.
//
// <details><summary>Answers</summary>
//
// 1. You get something made of strokes, but no digit: training never visited that place.
// 2. About a third: each further component adds less than the one before.
// 3. Another view of the same cloud: some digits that overlapped now separate, and others meet.
//
// </details>

// %% [markdown]
// ## Learn from few labels
//
// **Do the codes know which digit it is?** Test this with a **linear probe**: a single dense layer that has to
// tell the digits apart, trained on the codes while the encoder stays as it is. If that works, the classes were
// already laid out in the code, and the labels only had to name them. For comparison, the same layer gets the
// pixels.

// %%
const toTarget = (labels: ArrayLike<number>) => tf.oneHot(tf.tensor1d(Array.from(labels), 'int32'), 10);
const accuracyOf = async (x: tf.Tensor, testX: tf.Tensor, count: number) => {
  const inputShape = [x.shape[1]];
  const probe = tf.sequential({
    layers: [tf.layers.dense({ units: 10, activation: 'softmax', inputShape })],
  });
  probe.compile({ optimizer: tf.train.adam(0.01), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  const target = toTarget(train.labels.slice(0, count));
  await probe.fit(x.slice(0, count), target, { epochs: Math.ceil(30000 / count), batchSize: 50, verbose: 0 });
  const [, accuracy] = probe.evaluate(testX, toTarget(testLabels)) as tf.Scalar[];
  return accuracy.dataSync()[0];
};

// %%
seedRandom(1);
const trainCodes = encoder.predict(images.slice(0, 1000)) as tf.Tensor;
for (const count of [20, 100, 1000]) {
  const [byCodes, byPixels] = [
    await accuracyOf(trainCodes, codes, count),
    await accuracyOf(images.slice(0, 1000), testImages, count),
  ];
  console.log(
    `${count} labels: ${(100 * byCodes).toFixed(0)} % from codes, ${(100 * byPixels).toFixed(0)} % from pixels`,
  );
}

// %% [markdown]
// **What we see.** With 1,000 labels, the codes get 84 % of the digits right and the pixels 86 %; guessing would
// get 10 %. So 32 numbers tell the classes apart almost as well as 784 do, although nobody asked them to. They do
// not do it *better*, even with few labels: our code was made for redrawing, and it spends its numbers on slant
// and boldness as readily as on what a digit is. (Codes of other kinds of training, or of far more data, do
// better. That is what makes pretraining so useful.)
//
// ### Let labels help
//
// **And if there are labels for everything?** A **supervised autoencoder** uses them during training. A classifier
// reads the code, and its loss is added to that of the reconstruction:
//
// $$L = L_{\text{reconstruction}} + L_{\text{classifier}}$$
//
// The decoder asks the code to say how a digit looks, the classifier which digit it is. We train two models with a
// code of two numbers, one with such a classifier and one without.

// %%
seedRandom(1);
const [taught, untaught] = [0, 1].map(() =>
  denseAutoencoder({
    inputDims: 784,
    hiddenLayers: [128, 64],
    latentDims: 2,
    loss: 'binaryCrossentropy',
  }),
);

// %%
const picture = tf.input({ shape: [784] });
const point = taught.encoder.apply(picture) as tf.SymbolicTensor;
const guess = tf.layers.dense({ units: 10, activation: 'softmax' }).apply(point) as tf.SymbolicTensor;
const supervised = tf.model({
  inputs: picture,
  outputs: [taught.decoder.apply(point) as tf.SymbolicTensor, guess],
});
supervised.compile({ optimizer: 'adam', loss: ['binaryCrossentropy', 'categoricalCrossentropy'] });

// %%
const classes = toTarget(train.labels.slice(0, trainImages));
const brief = { epochs: epochsPerSize, batchSize: 128, verbose: 0 };
await untaught.auto.fit(images, images, { ...brief, callbacks: progress() });
await supervised.fit(images, [images, classes], { ...brief, callbacks: progress() });

// %% [markdown]
// **Predict before you run.** Which of the two redraws better? And what will the map of the codes look like, now
// that the ten classes are asked to keep apart?

// %%
for (const [name, { encoder, auto }] of Object.entries({ untaught, taught })) {
  const [trainPoints, testPoints] = [images.slice(0, 1000), testImages].map((x) => encoder.predict(x));
  const accuracy = await accuracyOf(trainPoints as tf.Tensor, testPoints as tf.Tensor, 1000);
  const loss = (auto.evaluate(testImages, testImages, { batchSize: 500 }) as tf.Scalar).dataSync()[0];
  console.log(`${name}: ${(100 * accuracy).toFixed(0)} % right, reconstruction ${loss.toFixed(3)}`);
}

// %%
plotClasses(taught.encoder.predict(testImages) as tf.Tensor, testLabels, {
  title: 'Two numbers that also had to say which digit it is',
});

// %% [markdown]
// **What we see.** A star: each class has an arm of its own, where it had to share a heap before. From two numbers, a
// probe now gets 94 % of the digits right instead of 61 %. The pictures pay for it, with a reconstruction loss of 0.213
// instead of 0.187: what is spent on saying *which* digit it is cannot say *how* it was written.

// %% [markdown]
// ## Search for similar pictures
//
// **What are neighbours in latent space?** Take three test digits and find, for each, the seven other test digits
// whose codes are nearest.

// %%
const toNearest = (k: number) => {
  const distances = codes.sub(codes.slice(k, 1)).square().sum(1);
  return tf.topk(distances.neg(), 8).indices; // the nearest of all is the digit itself
};
const found = tf.concat([0, 1, 4].map(toNearest)) as tf.Tensor1D;
await buildPicture(tf.gather(testImages, found), {
  columns: 8,
  alt: 'Three rows: a digit and the seven test digits with the nearest codes, the same digit in a similar hand',
});

// %% [markdown]
// **What we see.** Neighbours in latent space are similar pictures, down to the slant and the weight of the pen,
// found by comparing 32 numbers instead of 784. Search engines for pictures work this way, with better encoders.
//
// **Exercise.** Among the 50 nearest neighbours of each test digit, how many carry the same label? Find a digit
// with few.
//
// <details><summary>Answer</summary>
//
// Most have 45 or more. Those with few are badly written, or perhaps their label is wrong: neighbours are a good
// way to find mistakes in data.
//
// </details>

// %% [markdown]
// ## Play with a code
//
// **What does your own handwriting look like in sixteen numbers?** The weights of a small autoencoder,
// 784-64-16-64-784, come with the course, so there is nothing to train. The pad below runs it *in this page*: what
// you draw is encoded into sixteen numbers (the bars) and decoded again, without any help from the kernel. It even
// works in a saved notebook.
//
// **Predict before you run.** What will come back if you draw something that is no digit at all, say a smile?

// %%
import { exploreLatents, loadTrained, sketchPad } from 'autoencoders';

const small = await loadTrained('0-vanilla');
await sketchPad(small.encoder, small.decoder, testImages.slice(0, 5));

// %% [markdown]
// **What we see.** Digits come back as digits, a little softer. A smile comes back as something made of strokes,
// but not as a smile: the decoder can only combine what digits are made of.
//
// Now take a seven, and turn its sixteen numbers one at a time. Can you find one that means *slanted*, or *bold*?

// %%
const seven = small.encoder.predict(testImages.slice(0, 1)) as tf.Tensor;
const reach = Math.ceil(seven.abs().max().dataSync()[0]);
await exploreLatents(small.decoder, { start: seven, min: -reach, max: reach });

// %% [markdown]
// **What we see.** A few numbers change one thing, such as how bold the seven is. Most change several at once, and with
// three or four of them turned, the picture is no digit any more. Nothing in the loss asks for numbers that mean one
// thing each. "Random code" shows how rarely a random point of this
// latent space is a digit; lesson 3 repairs that.
//
// ### Train it yourself instead
//
// The weights that come with the course were made by `npm run train -- small-vanilla`, on all training digits. Here
// is the same model without them. Which of the two is better?

// %%
seedRandom(1);
const mine = denseAutoencoder({
  inputDims: 784,
  hiddenLayers: [64],
  latentDims: 16,
  loss: 'binaryCrossentropy',
});
await mine.auto.fit(images, images, { epochs, batchSize: 128, verbose: 0, callbacks: progress() });

// %%
for (const [name, { auto }] of Object.entries({ 'with the course': small, 'trained here': mine })) {
  const loss = auto.evaluate(testImages, testImages, { batchSize: 500 }) as tf.Scalar;
  console.log(`${name}: loss ${loss.dataSync()[0].toFixed(4)}`);
}

// %% [markdown]
// **What we see.** Yours is nearly as good, after half as many epochs. To play with it, pass `mine.encoder` and
// `mine.decoder` to the pad.

// %% [markdown]
// ## Look back
//
// - A smaller code compresses more and loses more. Ten numbers preserve most of a digit, two preserve little.
// - A latent space puts similar pictures close together, without labels. A flat picture of it never shows
//   everything.
// - A linear autoencoder does what PCA does. A deep one bends, and needs fewer numbers for the same error.
// - Labels can be part of the loss: the classes then lie apart, and the pictures pay for it.
// - It is a model that compresses, not one that invents: between the codes of digits there may be anything. Lesson
//   3 builds one that can invent.

// %%
import { availableParallelism } from 'node:os';

const minutes = (Date.now() - begun) / 60000;
console.log(`This notebook ran for ${minutes.toFixed(1)} min on ${availableParallelism()} cores.`);

// %% [markdown]
// ## What next?
//
// [The task](task.ipynb) is to write the autoencoder of part 1 for any number of hidden layers, if you have not
// done so yet. Then comes [lesson 1](../1-sparse/lesson.ipynb). `drawModel`, `buildPicture` and `plotClasses` work
// on your own models too.
