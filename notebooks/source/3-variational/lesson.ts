// %% [markdown]
// # Lesson 3: Draw digits that nobody wrote
//
// The autoencoders so far rebuild what they are given. Can one also draw a digit that nobody ever wrote? It would have
// to know which codes mean digits, so that we can choose one ourselves.
//
// You will
//
// - see what a generative model is, and why decoding random points of a plain latent space does not make one;
// - measure how far one probability distribution is from another, by the Kullback-Leibler divergence;
// - let an encoder put out a distribution, draw from it, and still train it by gradients;
// - train a variational autoencoder and draw its whole latent space.
//
// You need lesson 0 (encoder, decoder, loss). A little probability helps: mean, variance, normal distribution.
// Training takes about six minutes on two processor cores; read on while a bar moves.
//
// ## Set up
//
// As before: the backend, a seed, and the digits as rows of 784 numbers from 0 to 1.

// %%
import * as tf from '@tensorflow/tfjs';
import { buildGrid, buildPicture, buildWalk, chooseBackend, compareImages } from 'autoencoders';
import { completeLesson, denseAutoencoder, klDivergence, klLoss, loadMnist } from 'autoencoders';
import { pickExamples, plot, plotBars, plotClasses, plotHistory, progress } from 'autoencoders';
import { reconstructionLoss, sampling, seedRandom, toPixels } from 'autoencoders';
await chooseBackend();
seedRandom(1);

// %% tags=["parameters"]
const epochs = 50;
const trainImages = 60000;
const testImages = 10000;

// %%
const { train, test } = await loadMnist();
const images = toPixels(train, [784], trainImages) as tf.Tensor2D;
const testPixels = toPixels(test, [784], testImages) as tf.Tensor2D;
const testLabels = test.labels.slice(0, testImages);

// %% [markdown]
// ## Ask for new digits
//
// A **generative model** describes how likely each picture is, $p(x)$, in such a way that one can draw pictures from
// it. (A classifier describes $p(\text{label} \mid x)$ instead, and cannot draw.)
//
// Here is the simplest one. Take each of the 784 pixels for itself, measure its mean and its variance over all digits,
// and draw every pixel from a normal distribution with these two numbers.

// %%
const { mean, variance } = tf.moments(images, 0);
const noise = tf.randomNormal([10, 784], 0, 1, 'float32', 1);
const drawn = noise.mul(variance.sqrt()).add(mean).clipByValue(0, 1);
await buildPicture(drawn, {
  alt: 'Ten pictures of which each pixel was drawn for itself: noise in the shape of a blot',
});

// %% [markdown]
// **What we see.** Blots of noise, no digit. Each pixel is right and the picture is wrong, because pixels depend on
// each other: if this one is ink, its neighbour most likely is as well.
//
// What makes them depend on each other? All of them follow from a few causes: which digit it is, how slanted, how
// bold. A **latent variable model** draws these causes first, a code $z$ from a simple distribution $p(z)$ called the
// **prior**, and then the picture from the code: $p(x) = \int p(x \mid z)\, p(z)\, dz$. A decoder could do the second
// part. So: draw a code, decode it. Where from?

// %% [markdown]
// ## See what is wrong with a plain latent space
//
// Let us try with a plain autoencoder, 784-512-2-512-784, whose code has only two numbers so that we can draw it.

// %%
const plain = denseAutoencoder({
  inputDims: 784,
  hiddenLayers: [512],
  latentDims: 2,
  loss: 'binaryCrossentropy',
});

// %%
const settings = { epochs: Math.ceil(epochs / 5), batchSize: 256, verbose: 0, callbacks: progress() };
const plainHistory = await plain.auto.fit(images, images, settings);

// %%
plotHistory(plainHistory, { title: 'Plain autoencoder with a code of two numbers' });

// %%
const plainCodes = plain.encoder.predict(testPixels, { batchSize: 500 }) as tf.Tensor2D;
const axes = { xTitle: 'first latent dimension', yTitle: 'second latent dimension' };
plotClasses(plainCodes, testLabels, { ...axes, title: 'Plain autoencoder: codes of the test digits' });

// %%
const spread = tf.moments(plainCodes, 0);
console.log('mean:', spread.mean.arraySync(), ' standard deviation:', spread.variance.sqrt().arraySync());

// %% [markdown]
// **What we see.** The codes reach from -43 to 20 in one dimension and from -4 to 66 in the other. The ones have a
// field of their own, far out; the other digits are pressed together near the origin or lie along arms, and between
// the arms there is nothing. The middle of it all is at (-5.0, 8.8), with standard deviations of 11.5 and 13.6. (The
// loss ended at 0.189: two numbers do not say much.)
//
// Three things are wrong with it for our purpose.
//
// 1. **Nobody knows where the codes are.** The loss asks for good reconstructions only; the cloud has whatever place,
//    size and shape it happened to get.
// 2. **There are gaps.** No code of a digit lies there in training, so the decoder was never asked to draw anything
//    sensible.
// 3. **Neighbours need not be alike.** Nothing ties what is decoded at one point to what is decoded beside it.
//
// So let us draw 20 codes at random, from a normal distribution as wide as the cloud, and decode them.

// %%
const someNoise = tf.randomNormal([20, 2], 0, 1, 'float32', 2);
const plainPoints = someNoise.mul(spread.variance.sqrt()).add(spread.mean);
const plainDrawn = plain.decoder.predict(plainPoints) as tf.Tensor;
await buildPicture(plainDrawn, {
  columns: 10,
  alt: 'Random points of a plain latent space, decoded: many are no digits',
});

// %% [markdown]
// **What we see.** Some are digits, some are smears of two digits, and a few are jagged white shapes, decoded at
// places where the code of no digit lies.
//
// What we want is a latent space of known shape, filled without gaps, where near codes mean like pictures. For that
// the loss must say how far the codes' distribution is from the one that we want. We need a measure for that.

// %% [markdown]
// ## Measure how far two distributions are apart
//
// The **Kullback-Leibler divergence** of a distribution $P$ from a distribution $Q$ is
//
// $$D_{KL}(P \,\|\, Q) = \sum_i p_i \log \frac{p_i}{q_i}.$$
//
// Think of $P$ as what is true and of $Q$ as what you expect. It is how surprised you are on average, more than you
// had to be; with the natural logarithm its unit is the *nat*. A fair coin, of which you expect nine heads in ten
// throws, $P = (0.5, 0.5)$ and $Q = (0.9, 0.1)$:
//
// $$0.5 \log \tfrac{0.5}{0.9} + 0.5 \log \tfrac{0.5}{0.1} = 0.5 \cdot (-0.5878) + 0.5 \cdot 1.6094 = 0.5108$$
//
// The other way round, a bent coin of which you expect fairness:
// $0.9 \log \tfrac{0.9}{0.5} + 0.1 \log \tfrac{0.1}{0.5} = 0.5290 - 0.1609 = 0.3681$.

// %%
const toKl = (p: tf.Tensor, q: tf.Tensor) => p.mul(p.div(q).log()).sum().arraySync() as number;
const [fair, bent] = [tf.tensor1d([0.5, 0.5]), tf.tensor1d([0.9, 0.1])];
[toKl(fair, bent), toKl(bent, fair), toKl(fair, fair)];

// %% [markdown]
// **What we see.** 0.5108, 0.3681 and 0. The divergence is 0 only if the two are the same, it is never negative, and
// it is **not symmetric**, so it is no distance.
//
// Where else do you meet it?
//
// - **Cross-entropy**: $-\sum p_i \log q_i = -\sum p_i \log p_i + D_{KL}(P \,\|\, Q)$. The first part does not depend
//   on the model. So whoever trains with cross-entropy, as we do since lesson 0, lowers a Kullback-Leibler divergence.
// - **t-SNE** (lesson 2) makes shares $p_{ij}$ of how near two codes are, and $q_{ij}$ of how near their points in the
//   plane are, and moves the points so that $\sum_{ij} p_{ij} \log (p_{ij} / q_{ij})$ falls. Its lack of symmetry is
//   what keeps neighbours together: where $p_{ij}$ is large and $q_{ij}$ small, near codes drawn far apart, it costs
//   much; the reverse costs little.
//
// **Exercises**
//
// 1. What is $D_{KL}$ if $Q$ gives 0 to something that happens? Try `bent` against `tf.tensor1d([1, 0])`. *Expected:
//    infinity. What you hold for impossible surprises you without end.*
// 2. Which of ten digits? All are equally likely; somebody expects only the digits 0 to 4, each with 0.2, in place of
//    0.1. Take the somebody as $P$. *Expected: log 2 = 0.693; they need one bit less.*

// %% [markdown]
// ## Measure how far a normal distribution is from the standard one
//
// For a variational autoencoder $P$ is a normal distribution $N(\mu, \sigma^2)$ and $Q$ the standard one, $N(0, 1)$.
// The sum becomes an integral, which has a closed form:
//
// $$D_{KL}\big(N(\mu, \sigma^2) \,\|\, N(0, 1)\big) = -\tfrac{1}{2} \left(1 + \log \sigma^2 - \mu^2 - \sigma^2\right)$$
//
// By hand: for $\mu = 0, \sigma = 1$ it is $-\frac{1}{2}(1 + 0 - 0 - 1) = 0$; for $\mu = 1, \sigma = 1$ it is
// $\frac{1}{2}$; for $\mu = 0, \sigma = \frac{1}{2}$ it is $-\frac{1}{2}(1 - 1.3863 - 0.25) = 0.3181$; for
// $\mu = 1, \sigma = \frac{1}{2}$ it is 0.8181. The course's `klDivergence` takes $\mu$ and the *logarithm* of
// $\sigma^2$.

// %%
const means = tf.tensor2d([[1], [0], [1]]);
const deviations = tf.tensor2d([[1], [0.5], [0.5]]);
klDivergence(means, deviations.square().log()).arraySync();

// %% [markdown]
// **What we see.** 0.5, 0.3181 and 0.8181. Is the formula right? Add up $p \log (p/q)$ in 600 thin slices for the last
// one.

// %%
const t = tf.linspace(-2, 4, 601);
const toDensity = (mu: number, sigma: number) =>
  t
    .sub(mu)
    .div(sigma)
    .square()
    .div(-2)
    .exp()
    .div(sigma * Math.sqrt(2 * Math.PI));
toKl(toDensity(1, 0.5), toDensity(0, 1)) * 0.01;

// %%
const toCurve = (mu: number, sigma: number, name: string) => ({
  x: t.arraySync(),
  y: toDensity(mu, sigma).arraySync() as number[],
  name,
});

// %%
const curves = [
  toCurve(0, 1, 'N(0, 1)'),
  toCurve(1, 1, 'N(1, 1): 0.50 nats'),
  toCurve(0, 0.5, 'N(0, 1/4): 0.32 nats'),
  toCurve(1, 0.5, 'N(1, 1/4): 0.82 nats'),
];

// %%
plot(curves, {
  title: 'Divergence from the standard normal distribution',
  xaxis: { title: 'z' },
  yaxis: { title: 'density' },
});

// %% [markdown]
// **What we see.** The same 0.8181, and in the figure what it means: a distribution costs the more the farther it is
// from the middle and the narrower it is.
//
// **Exercise.** Which costs more, $\sigma = 2$ or $\sigma = \frac{1}{2}$, both with $\mu = 0$? *Expected: σ = 2, -½ (1
// + 1.3863 - 4) = 0.8069, against 0.3181.*

// %% [markdown]
// ## Encode to a distribution
//
// Now to the idea. A **variational autoencoder** encodes a picture not as a point but as a normal distribution in
// latent space. For each latent dimension the encoder puts out two numbers:
//
// - `zMean`, the mean $\mu$;
// - `zLogVar`, the logarithm of the variance, $\log \sigma^2$. A dense layer puts out any number, but a variance must
//   be positive; its logarithm may be anything.
//
// What is decoded is a code $z$ drawn from that distribution. A picture's code is a small cloud, and each point of it
// must decode to that picture. So near codes *must* mean like pictures: the third fault is mended. And the divergence
// of each cloud from $N(0, 1)$, as a second part of the loss, draws all clouds to the middle and keeps them wide: the
// first and the second.

// %% [markdown]
// ## Draw at random and keep the gradient
//
// There is a hitch. To train the encoder we need the derivative of $z$ with respect to $\mu$ and $\sigma$, but $z$
// comes out of a random number generator. What is the derivative of a throw of the dice?
//
// The way out is the **reparameterisation trick**: draw $\varepsilon$ from the standard normal distribution, which
// depends on nothing, and compute
//
// $$z = \mu + \sigma \varepsilon, \qquad \sigma = e^{\log \sigma^2 / 2}.$$
//
// This $z$ has mean $\mu$ and standard deviation $\sigma$, and now $\partial z / \partial \mu = 1$ and
// $\partial z / \partial (\log \sigma^2) = \frac{1}{2} \sigma \varepsilon$. By hand, with $\mu = 2$,
// $\sigma = \frac{1}{2}$ and a draw of $\varepsilon = 1.2$: $z = 2.6$, and the derivatives are 1 and
// $\frac{1}{2} \cdot \frac{1}{2} \cdot 1.2 = 0.3$.

// %%
const epsilon = tf.scalar(1.2);
const toZ = (mu: tf.Tensor, logVar: tf.Tensor) => mu.add(logVar.div(2).exp().mul(epsilon));
const [mu, logVar] = [tf.scalar(2), tf.scalar(Math.log(0.25))];
const gradients = tf
  .grads(toZ)([mu, logVar])
  .map((gradient) => gradient.arraySync());
[toZ(mu, logVar).arraySync(), ...gradients];

// %% [markdown]
// **What we see.** 2.6, 1 and 0.3. The course's layer `sampling()` does this with an $\varepsilon$ that is drawn anew
// at every call. Ten thousand draws with the same mean and deviation:

// %%
const [mus, logVars] = [2, Math.log(0.25)].map((value) => tf.fill([10000, 1], value));
const draws = sampling().apply([mus, logVars]) as tf.Tensor;
plotBars(draws.dataSync(), { title: 'Ten thousand draws of z', xTitle: 'z', yTitle: 'draws' });

// %%
const { mean: drawnMean, variance: drawnVariance } = tf.moments(draws);
[drawnMean.arraySync(), drawnVariance.sqrt().arraySync()];

// %% [markdown]
// **What we see.** A bell around 2; mean and standard deviation come out as 1.997 and 0.500, near 2 and 0.5 as they
// should.

// %% [markdown]
// ## Put the loss together
//
// The loss has two parts, each a mean over the batch:
//
// $$\underbrace{-\sum_{\text{pixels}} \big(y \log p + (1 - y) \log(1 - p)\big)}_{\text{reconstruction}} \;\; \underbrace{-\tfrac{1}{2} \sum_{\text{latent dims}} \left(1 + \log \sigma^2 - \mu^2 - \sigma^2\right)}_{\text{divergence}}$$
//
// They pull against each other. Alone, the first would make the clouds into points, far apart, and we would have a
// plain autoencoder again. Alone, the second would make all clouds the same, $N(0, 1)$, and the code would say nothing
// of the picture.
//
// The first part is the cross-entropy of lesson 0, but **summed** over the pixels, not averaged: a mean over 784
// pixels would make it 784 times weaker against the divergence. By hand, for two pixels $y = (1, 0)$ and
// $p = (0.9, 0.2)$: $-\log 0.9 - \log 0.8 = 0.1054 + 0.2231 = 0.3285$.

// %%
reconstructionLoss(tf.tensor2d([[1, 0]]), tf.tensor2d([[0.9, 0.2]])).arraySync();

// %% [markdown]
// Why just these two? One can show that for every picture
//
// $$\log p(x) \ge -(\text{reconstruction} + \text{divergence}),$$
//
// the *evidence lower bound*. So lowering this loss raises how likely the model holds real digits to be, which is what
// a generative model is for (Kingma and Welling, 2013).

// %% [markdown]
// ## Build it
//
// The encoder has one hidden layer and, on it, two dense layers side by side. `sampling` draws $z$; `klLoss` hands on
// $z$ as it is and adds the divergence to the loss of any model it is part of.

// %%
const dense = (units: number, activation: 'relu' | 'sigmoid' | 'linear', from: tf.SymbolicTensor) =>
  tf.layers.dense({ units, activation, kernelInitializer: 'glorotUniform' }).apply(from) as tf.SymbolicTensor;

// %%
const input = tf.input({ shape: [784] });
const hidden = dense(512, 'relu', input);
const zMean = dense(2, 'linear', hidden);
const zLogVar = dense(2, 'linear', hidden);

// %%
const sampled = sampling().apply([zMean, zLogVar]) as tf.SymbolicTensor;
const z = klLoss().apply([sampled, zMean, zLogVar]) as tf.SymbolicTensor;
const encoder = tf.model({ inputs: input, outputs: [z, zMean, zLogVar], name: 'encoder' });
encoder.summary();

// %% [markdown]
// The decoder is a plain one, and the whole model is the decoder of the encoder's first output.

// %%
const latent = tf.input({ shape: [2] });
const decoder = tf.model({
  inputs: latent,
  outputs: dense(784, 'sigmoid', dense(512, 'relu', latent)),
  name: 'decoder',
});
const [code] = encoder.apply(input) as tf.SymbolicTensor[];
const auto = tf.model({ inputs: input, outputs: decoder.apply(code) as tf.SymbolicTensor });
auto.compile({ optimizer: 'adam', loss: reconstructionLoss });

// %% [markdown]
// `variationalAutoencoder(784, [512], 2)` from `autoencoders` is the same model.

// %% [markdown]
// ## Train it and watch both parts of the loss
//
// `fit` reports the sum of both parts. To see them apart we ask, after each epoch, for the divergence of the test
// digits; the rest of `val_loss` is the reconstruction.

// %%
const toDivergence = () =>
  tf.tidy(() => {
    const [, means, logVars] = encoder.predict(testPixels, { batchSize: 500 }) as tf.Tensor[];
    return klDivergence(means, logVars).mean().arraySync() as number;
  });

// %%
const parts = { reconstruction: [] as number[], divergence: [] as number[] };
const onEpochEnd = async (epoch: number, logs?: tf.Logs) => {
  parts.divergence.push(toDivergence());
  parts.reconstruction.push((logs.val_loss as number) - parts.divergence[epoch]);
};

// %%
const validationData: [tf.Tensor, tf.Tensor] = [testPixels, testPixels];
const vaeSettings = { epochs, batchSize: 256, validationData, verbose: 0 };
const callbacks = [progress(), new tf.CustomCallback({ onEpochEnd })];
const history = await auto.fit(images, images, { ...vaeSettings, callbacks });

// %%
plotHistory(history, { title: 'Variational autoencoder: the whole loss' });

// %%
plotHistory(
  { history: parts },
  { keys: ['reconstruction'], title: 'The first part: reconstruction of the test digits' },
);

// %%
plotHistory(
  { history: parts },
  { keys: ['divergence'], title: 'The second part: divergence of their codes' },
);

// %% [markdown]
// **What we see.** The whole loss falls from 214.6 to 147.4 on the training digits, and from 182.3 to 150.8 on the
// test digits. Its parts go different ways: the reconstruction falls from 177.0 to 144.6, while the divergence
// *rises*, from 4.8 after two epochs to 6.1. The model pays for narrower clouds, because they buy better pictures. Six
// nats are almost nine bits; so much, at most, does a code say of its digit on average.
//
// **Exercises**
//
// 1. Give the divergence more weight, `klLoss({ beta: 4 })` (a beta-VAE). *Expected: the divergence falls, the
//    reconstruction loss rises, pictures get blurred.*
// 2. Leave `klLoss` out: `const z = sampled`. Print `zLogVar` after training. *Expected: very negative numbers, that
//    is, clouds that shrink to points, and a cloud of codes that spreads as it likes.*

// %% [markdown]
// ## Rebuild ten digits

// %%
const ten = pickExamples(test);
const tenPixels = ten.images.reshape([-1, 784]);
await compareImages(tenPixels, auto.predict(tenPixels) as tf.Tensor, {
  alt: 'Ten digits above their reconstructions by the variational autoencoder',
});

// %%
const [, tenMeans, tenLogVars] = encoder.predict(tenPixels) as tf.Tensor[];
const rows = tf.concat([tenMeans, tenLogVars.div(2).exp()], 1).arraySync() as number[][];
const round = (value: number) => Number(value.toFixed(2));
console.table(
  rows.map((row) => row.map(round)).map(([mu1, mu2, sigma1, sigma2]) => ({ mu1, mu2, sigma1, sigma2 })),
);

// %% [markdown]
// **What we see.** Zero, one, three, six and seven come back well; the four comes back as a nine, the five as a three
// and the eight as a five; two and nine are blurs. The standard deviations are small, from 0.02 to 0.16: a cloud is
// much smaller than the whole space, and the smallest ones are in the crowded middle. A code of two numbers does not
// hold more. Run the first of the two cells again: the pictures change a little, as $z$ is drawn anew.

// %% [markdown]
// ## Draw the whole latent space
//
// With two dimensions we can look at everything the decoder knows: decode 25 x 25 points from -3 to 3. A row is one
// value of the first dimension.

// %%
const grid = decoder.predict(buildGrid(25)) as tf.Tensor;
await buildPicture(grid, {
  columns: 25,
  scale: 1,
  alt: '25 x 25 digits decoded from a grid over the latent space; each changes smoothly into its neighbours',
});

// %% [markdown]
// **What we see.** Every digit is somewhere: zeros at the top right, ones at the bottom right, sevens and nines on the
// left, and twos, threes, fives, sixes and eights in the crowd between. Each turns into its neighbours without a
// break. Only the corner at the top left, where hardly any digit is encoded, holds what is none.

// %% [markdown]
// ## See where the digits live
//
// The same space from the other side: `zMean` of every test digit, coloured by what it is. (The model never saw these
// labels.)

// %%
const [, testMeans, testLogVars] = encoder.predict(testPixels, { batchSize: 500 }) as tf.Tensor2D[];
plotClasses(testMeans, testLabels, { ...axes, title: 'Variational autoencoder: zMean of the test digits' });

// %% [markdown]
// Is this $N(0, 1)$, taken all together? The variance of all codes is the variance of the means plus the mean of the
// variances.

// %%
const whole = tf.moments(testMeans, 0);
const variances = whole.variance.add(testLogVars.exp().mean(0));
console.log('mean:', whole.mean.arraySync(), ' variance:', variances.arraySync());

// %% [markdown]
// **What we see.** The mean is near 0 and the variance 1.8 and 1.4: somewhat wider than the prior, and of its shape.
// The cloud lies around the origin and has no long arms. Zeros, ones and sevens have ends of their own; fours
// lie among nines, and threes among fives and eights, which look alike to whoever may keep only two numbers.

// %% [markdown]
// ## Walk from one digit to another
//
// On a straight line between two codes, what lies on the way?

// %%
const walks = [
  [1, 7],
  [3, 8],
  [6, 0],
].map(([from, to]) => buildWalk(tenMeans.gather([from]), tenMeans.gather([to]), 12));
await buildPicture(decoder.predict(tf.concat(walks)) as tf.Tensor, {
  columns: 12,
  alt: 'Three walks: from a one to a seven, from a three to an eight, from a six to a zero',
});

// %% [markdown]
// **What we see.** The one stands up, leans over and grows the hook of a seven; the six lets its loop grow into a
// zero. The three becomes a five, for that is what the code of this eight decodes to. Wherever we stop, we are at a
// digit or between two that look alike. There is no gap on the way.

// %% [markdown]
// ## Draw new digits
//
// Now we can answer the question of the beginning. Codes of digits fill the standard normal distribution, so draw
// codes from it, the prior, and decode.

// %%
const prior = tf.randomNormal([40, 2], 0, 1, 'float32', 3);
const invented = decoder.predict(prior) as tf.Tensor;
await buildPicture(invented, {
  columns: 10,
  alt: 'Forty digits that nobody wrote, decoded from codes drawn from the prior',
});

// %% [markdown]
// **What we see.** Most are digits, in many hands, that nobody wrote. Some are between two, a four that might be a
// nine, a three that might be an eight, because fields meet without a gap and no code means *nothing*. All are a
// little blurred. Zeros are rare: their codes lie farther from the middle than most draws.
//
// **Exercises**
//
// 1. Draw only sevens: take `zMean` of the test sevens, their mean and deviation, and draw from that. *Expected:
//    sevens, and some nines, whose codes lie beside them.*
// 2. Train with ten latent dimensions. *Expected: a clearly lower loss and sharper reconstructions; digits drawn from
//    the prior are sharper, too, but more of them are no digits.*

// %% [markdown]
// ## Compare the two latent spaces
//
// Side by side: on the left random points of the plain autoencoder's latent space, drawn from a normal distribution as
// wide as its cloud; on the right random points of the variational one, drawn from the prior.

// %%
const points = tf.randomNormal([500, 2], 0, 1, 'float32', 4);
const fromPlain = plain.decoder.predict(points.mul(spread.variance.sqrt()).add(spread.mean)) as tf.Tensor2D;
const fromVariational = decoder.predict(points) as tf.Tensor2D;

// %%
const eightByFive = (pictures: tf.Tensor) => pictures.slice([0], [40]).reshape([5, 8, 784]);
const sides = [eightByFive(fromPlain), tf.ones([5, 1, 784]), eightByFive(fromVariational)];
await buildPicture(tf.concat(sides, 1).reshape([-1, 784]), {
  columns: 17,
  alt: 'Left: random points of a plain latent space, decoded. Right: of a variational one',
});

// %% [markdown]
// **What we see.** On the left there are jagged shapes that are no digits, and the same few ones and nines again and
// again. On the right there are more kinds of digit, all soft, some between two, none out of nowhere.
//
// How large are the gaps? Count the random points that have no code of a test digit within a tenth of the cloud's
// standard deviation. What is decoded there was never trained.

// %%
const toSquares = (x: tf.Tensor) => x.square().sum(1, true);
const toNearest = (a: tf.Tensor, b: tf.Tensor) => {
  const products = a.matMul(b, false, true);
  return toSquares(a).add(toSquares(b).transpose()).sub(products.mul(2)).min(1).relu().sqrt();
};

// %%
const standardCodes = plainCodes.sub(spread.mean).div(spread.variance.sqrt());
const [testCodes] = encoder.predict(testPixels, { batchSize: 500 }) as tf.Tensor2D[];
const gaps = [standardCodes, testCodes].map((known) => toNearest(points, known).greater(0.1).mean());
gaps.map((share) => share.arraySync());

// %% [markdown]
// **What we see.** 30 % on the left, 3.0 % on the right. What we draw from the variational latent space comes from
// places that were trained, almost always. And we did not have to measure first where its codes are: they are where
// the prior is.

// %% [markdown]
// ## Look back
//
// - A generative model can be drawn from. A plain autoencoder is none: nobody knows where its codes are, and there are
//   gaps.
// - A variational autoencoder encodes to a distribution and decodes a draw. The Kullback-Leibler divergence keeps the
//   distributions together, near $N(0, 1)$.
// - The reparameterisation, $z = \mu + \sigma \varepsilon$, lets gradients pass a random draw.
// - The loss is a sum of two parts that pull against each other. Its pictures are blurred, as each must serve a whole
//   cloud of codes.
//
// ## Go on
//
// **Your task.** Write a variational autoencoder yourself: [task.ipynb](task.ipynb), in this folder. Questions 3 and 5
// of the quiz are about this lesson, and it is the last one: `quiz()` asks all five.
//
// **Further reading**
//
// - Kingma and Welling (2013), [Auto-Encoding Variational Bayes](https://arxiv.org/abs/1312.6114), where it was
//   invented; appendix B has the divergence
// - Jeremy Jordan, [Variational autoencoders](https://www.jeremyjordan.me/variational-autoencoders/) and
//   [Introduction to autoencoders](https://www.jeremyjordan.me/autoencoders/)
// - Goodfellow, Bengio and Courville, *Deep Learning*,
//   [chapter 14, Autoencoders](https://www.deeplearningbook.org/contents/autoencoders.html), and chapter 20.10.3 on
//   the variational ones
// - Hinton and Salakhutdinov (2006),
//   [Reducing the Dimensionality of Data with Neural Networks](https://www.cs.toronto.edu/~hinton/science.pdf)
// - The encyclopaedia's articles on the
//   [Kullback-Leibler divergence](https://en.wikipedia.org/wiki/Kullback%E2%80%93Leibler_divergence), the
//   [autoencoder](https://en.wikipedia.org/wiki/Autoencoder) and the
//   [generative model](https://en.wikipedia.org/wiki/Generative_model)

// %% tags=["learner"]
completeLesson('3-variational');
