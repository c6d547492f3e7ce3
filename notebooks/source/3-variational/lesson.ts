// %% [markdown]
// # Lesson 3: Draw digits that nobody wrote
//
// The autoencoders so far rebuild what they are given. Could one also draw a digit that nobody ever wrote? For
// that, we would have to know which codes stand for digits, so that we could pick one ourselves.
//
// By the end you will be able to
//
// - say what a generative model is, and why decoding random points of a plain latent space does not give you one,
// - measure how far apart two probability distributions are, with the Kullback-Leibler divergence,
// - let an encoder output a distribution, draw from it, and still train it with gradients,
// - train a variational autoencoder, draw its whole latent space, and choose what its loss should care about.
//
// You need lesson 0 (encoder, decoder, loss). Some probability helps: mean, variance, normal distribution. Run the
// cells from top to bottom; read on while a bar is moving. The last cell says how long it all took.
//
// The numbers in the text come from the run stored in this notebook; yours will be close. *Where* a digit ends up
// in latent space is another matter. It depends on how your processor rounds, so your latent space may be a
// rotated or mirrored version of ours, with different neighbours. The text therefore tells you what to look for,
// not where.

// %% [markdown]
// ## Set up

// %%
import * as tf from '@tensorflow/tfjs';
import { buildPicture, loadMnist, progress, seedRandom, toPixels } from 'autoencoders';

const begun = Date.now();
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
// **What would it take to draw a new digit?** A **generative model** describes how likely each picture is, $p(x)$,
// in a way that lets us draw pictures from it. (A classifier describes $p(\text{label} \mid x)$ instead, and
// cannot draw.)
//
// Here is the simplest one. Take each of the 784 pixels on its own, measure its mean and variance over all digits,
// and draw each pixel from a normal distribution with that mean and variance.

// %%
const { mean, variance } = tf.moments(images, 0);
const noise = tf.randomNormal([10, 784], 0, 1, 'float32', 1);
const drawn = noise.mul(variance.sqrt()).add(mean).clipByValue(0, 1);
await buildPicture(drawn, {
  alt: 'Ten pictures of which each pixel was drawn for itself: noise in the shape of a blot',
});

// %% [markdown]
// **What we see.** Blots of noise, and no digits. Each pixel is right and yet the picture is wrong, because pixels
// depend on each other: if this one is ink, its neighbour most likely is too.
//
// What makes them depend on each other? They all follow from a few causes: which digit it is, how slanted, how
// bold. A **latent variable model** first draws these causes, a code $z$ from a simple distribution $p(z)$ called
// the **prior**, and then the picture from the code: $p(x) = \int p(x \mid z)\, p(z)\, dz$. A decoder could do the
// second part. So: draw a code, decode it. But draw it from where?

// %% [markdown]
// ## See what is wrong with a plain latent space
//
// **Can we just decode random codes?** Let us try it with a plain autoencoder, 784-512-2-512-784. Its code has
// only two numbers, so that we can draw it.

// %%
import { denseAutoencoder, plotHistory } from 'autoencoders';

const sizes = { inputDims: 784, hiddenLayers: [512], latentDims: 2 };
const plain = denseAutoencoder({ ...sizes, loss: 'binaryCrossentropy' });

// %%
const settings = { epochs: Math.ceil(epochs / 5), batchSize: 256, verbose: 0, callbacks: progress() };
const plainHistory = await plain.auto.fit(images, images, settings);

// %%
plotHistory(plainHistory, { title: 'Plain autoencoder with a code of two numbers' });

// %%
import { plotClasses } from 'autoencoders';

const plainCodes = plain.encoder.predict(testPixels, { batchSize: 500 }) as tf.Tensor2D;
const axes = { xTitle: 'first latent dimension', yTitle: 'second latent dimension' };
plotClasses(plainCodes, testLabels, { ...axes, title: 'Plain autoencoder: codes of the test digits' });

// %%
const spread = tf.moments(plainCodes, 0);
console.log('mean:', spread.mean.arraySync(), ' standard deviation:', spread.variance.sqrt().arraySync());

// %% [markdown]
// **What we see.** Look at the numbers along the axes: the codes reach far out, to several tens. Some digits have
// a region of their own, far from the rest; others are crammed together near the origin or lie along arms, with
// nothing between the arms. The mean of the cloud is not at the origin, and its standard deviation is ten or so:
// nobody would have guessed.
//
// For our purpose, three things are wrong with it.
//
// 1. **Nobody knows where the codes are.** The loss asks only for good reconstructions; the cloud has whatever
//    place, size and shape it happened to get.
// 2. **There are gaps.** No digit's code falls there in training, so the decoder was never asked to draw anything
//    sensible.
// 3. **Neighbours need not be alike.** Nothing ties what is decoded at one point to what is decoded next to it.
//
// Let us draw 20 codes at random anyway, from a normal distribution as wide as the cloud, and decode them.
//
// **Predict before you run.** How many of the 20 will be digits?

// %%
const someNoise = tf.randomNormal([20, 2], 0, 1, 'float32', 2);
const plainPoints = someNoise.mul(spread.variance.sqrt()).add(spread.mean);
const plainDrawn = plain.decoder.predict(plainPoints) as tf.Tensor;
await buildPicture(plainDrawn, {
  columns: 10,
  alt: 'Random points of a plain latent space, decoded: many are no digits',
});

// %% [markdown]
// **What we see.** Some are digits, some are smears of two digits, and a few are jagged white shapes, decoded from
// places where no digit has its code.
//
// What we want is a latent space whose shape we know, filled without gaps, where nearby codes mean similar
// pictures. So the loss must say how far the distribution of codes is from the one we want. We need a way to
// measure that.

// %% [markdown]
// ## Measure how far apart two distributions are
//
// **How different are two distributions?** The **Kullback-Leibler divergence** of a distribution $P$ from a
// distribution $Q$ is
//
// $$D_{KL}(P \,\|\, Q) = \sum_i p_i \log \frac{p_i}{q_i}.$$
//
// Think of $P$ as the truth and of $Q$ as what you expect. The divergence is how much more surprised you are, on
// average, than you had to be. With the natural logarithm, its unit is the *nat*. Take a fair coin that you expect
// to show heads nine times out of ten, $P = (0.5, 0.5)$ and $Q = (0.9, 0.1)$:
//
// $$0.5 \log \tfrac{0.5}{0.9} + 0.5 \log \tfrac{0.5}{0.1} = 0.5 \cdot (-0.5878) + 0.5 \cdot 1.6094 = 0.5108$$
//
// The other way round, a biased coin that you expect to be fair:
// $0.9 \log \tfrac{0.9}{0.5} + 0.1 \log \tfrac{0.1}{0.5} = 0.5290 - 0.1609 = 0.3681$.

// %%
const toKl = (p: tf.Tensor, q: tf.Tensor) => p.mul(p.div(q).log()).sum().arraySync() as number;
const [fair, bent] = [tf.tensor1d([0.5, 0.5]), tf.tensor1d([0.9, 0.1])];
[toKl(fair, bent), toKl(bent, fair), toKl(fair, fair)];

// %% [markdown]
// **What we see.** 0.5108, 0.3681 and 0. The divergence is 0 only if the two are the same, and it is never
// negative. It is also **not symmetric**, so it is not a distance.
//
// Where else do you meet it?
//
// - **Cross-entropy**: $-\sum p_i \log q_i = -\sum p_i \log p_i + D_{KL}(P \,\|\, Q)$. The first part does not
//   depend on the model. So anyone who trains with cross-entropy, as we have since lesson 0, is lowering a
//   Kullback-Leibler divergence.
// - **t-SNE** (lesson 2) computes shares $p_{ij}$ of how close two codes are, and $q_{ij}$ of how close their
//   points in the plane are, and moves the points so that $\sum_{ij} p_{ij} \log (p_{ij} / q_{ij})$ falls. The
//   lack of symmetry is what keeps neighbours together. Where $p_{ij}$ is large and $q_{ij}$ small, that is, where
//   close codes are drawn far apart, the cost is high; the reverse costs little.
//
// **Exercises**
//
// 1. What is $D_{KL}$ if $Q$ gives probability 0 to something that does happen? Try `bent` against
//    `tf.tensor1d([1, 0])`.
// 2. All ten digits are equally likely, but somebody expects only 0 to 4, each with probability 0.2 instead of
//    0.1. Let $P$ be what that person expects.
//
// <details><summary>Answers</summary>
//
// 1. Infinity: there is no end to your surprise when something happens that you considered impossible.
// 2. log 2 = 0.693, exactly one bit: the person has to choose among half as many digits.
//
// </details>

// %% [markdown]
// ## Measure how far a normal distribution is from the standard one
//
// **What does that look like for a bell curve?** For a variational autoencoder, $P$ is a normal distribution
// $N(\mu, \sigma^2)$ and $Q$ the standard one, $N(0, 1)$. The sum becomes an integral, and the integral has a
// closed form:
//
// $$D_{KL}\big(N(\mu, \sigma^2) \,\|\, N(0, 1)\big) = -\tfrac{1}{2} \left(1 + \log \sigma^2 - \mu^2 - \sigma^2\right)$$
//
// By hand: for $\mu = 0, \sigma = 1$ it is $-\frac{1}{2}(1 + 0 - 0 - 1) = 0$; for $\mu = 1, \sigma = 1$ it is
// $\frac{1}{2}$; for $\mu = 0, \sigma = \frac{1}{2}$ it is $-\frac{1}{2}(1 - 1.3863 - 0.25) = 0.3181$; and for
// $\mu = 1, \sigma = \frac{1}{2}$ it is $0.8181$. The course's `klDivergence` takes $\mu$ and the *logarithm* of
// $\sigma^2$.

// %%
import { klDivergence } from 'autoencoders';

const means = tf.tensor2d([[1], [0], [1]]);
const deviations = tf.tensor2d([[1], [0.5], [0.5]]);
klDivergence(means, deviations.square().log()).arraySync();

// %% [markdown]
// **What we see.** 0.5, 0.3181 and 0.8181. Is the formula right? For the last one, add up $p \log (p/q)$ in 600
// thin slices.

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
import { plot } from 'autoencoders';

plot(curves, {
  title: 'Divergence from the standard normal distribution',
  xaxis: { title: 'z' },
  yaxis: { title: 'density' },
});

// %% [markdown]
// **What we see.** The same 0.8181. And the plot shows what it means: a distribution costs more the further it is
// from the middle, and the narrower it is.
//
// **Exercise.** Which costs more, $\sigma = 2$ or $\sigma = \frac{1}{2}$, both with $\mu = 0$?
//
// <details><summary>Answer</summary>
//
// σ = 2: -½ (1 + 1.3863 - 4) = 0.8069, against 0.3181.
//
// </details>

// %% [markdown]
// ## Encode to a distribution
//
// **How do we fill the gaps?** Here is the idea. A **variational autoencoder** encodes a picture not as a point
// but as a normal distribution in latent space. For each latent dimension, the encoder outputs two numbers:
//
// - `zMean`, the mean $\mu$;
// - `zLogVar`, the logarithm of the variance, $\log \sigma^2$. A dense layer can output any number, and a
//   variance must be positive, but its logarithm can be anything.
//
// What gets decoded is a code $z$ drawn from that distribution. So the code of a picture is a small cloud, and
// every point of it has to decode to that picture. Nearby codes now *must* mean similar pictures, which takes care
// of the third problem. As a second part of the loss, the divergence of each cloud from $N(0, 1)$ pulls all the
// clouds to the middle and keeps them wide. That takes care of the first and the second.

// %% [markdown]
// ## Draw at random and keep the gradient
//
// **How can you differentiate a throw of the dice?** To train the encoder, we need the derivative of $z$ with
// respect to $\mu$ and $\sigma$, but $z$ comes out of a random number generator.
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
// **What we see.** 2.6, 1 and 0.3. The course's layer `sampling()` does this with a fresh $\varepsilon$ in every
// call. Here are ten thousand draws with the same mean and deviation:

// %%
import { plotBars, sampling } from 'autoencoders';

const [mus, logVars] = [2, Math.log(0.25)].map((value) => tf.fill([10000, 1], value));
const draws = sampling().apply([mus, logVars]) as tf.Tensor;
plotBars(draws.dataSync(), { title: 'Ten thousand draws of z', xTitle: 'z', yTitle: 'draws' });

// %%
const { mean: drawnMean, variance: drawnVariance } = tf.moments(draws);
[drawnMean.arraySync(), drawnVariance.sqrt().arraySync()];

// %% [markdown]
// **What we see.** A bell around 2, whose mean and standard deviation come out very close to $2$ and $0.5$, as
// they should.

// %% [markdown]
// ## Put the loss together
//
// **What should the loss ask for?** It has two parts, each averaged over the batch:
//
// $$\underbrace{-\sum_{\text{pixels}} \big(y \log p + (1 - y) \log(1 - p)\big)}_{\text{reconstruction}} \;\; \underbrace{-\tfrac{1}{2} \sum_{\text{latent dims}} \left(1 + \log \sigma^2 - \mu^2 - \sigma^2\right)}_{\text{divergence}}$$
//
// They pull in opposite directions. On its own, the first part would shrink the clouds to points, far apart, and
// we would be back at a plain autoencoder. On its own, the second would make all clouds the same, $N(0, 1)$, and
// the code would say nothing about the picture.
//
// The first part is the cross-entropy of lesson 0, but **summed** over the pixels, not averaged: a mean over 784
// pixels would make it 784 times weaker compared with the divergence. By hand, for two pixels $y = (1, 0)$ and
// $p = (0.9, 0.2)$: $-\log 0.9 - \log 0.8 = 0.1054 + 0.2231 = 0.3285$.

// %%
import { reconstructionLoss } from 'autoencoders';

reconstructionLoss(tf.tensor2d([[1, 0]]), tf.tensor2d([[0.9, 0.2]])).arraySync();

// %% [markdown]
// ### Derive it in three lines
//
// Why exactly these two parts? A generative model should find real digits likely: $\log p(x)$ should be large.
// With any distribution $q(z)$, here the encoder's cloud for $x$,
//
// $$\begin{aligned} \log p(x) &= \mathbb{E}_{q}\left[\log \frac{p(x \mid z)\, p(z)}{q(z)}\right] + \mathbb{E}_{q}\left[\log \frac{q(z)}{p(z \mid x)}\right] \\ &\ge \mathbb{E}_{q}\left[\log p(x \mid z)\right] - \mathbb{E}_{q}\left[\log \frac{q(z)}{p(z)}\right] \\ &= -(\text{reconstruction} + \text{divergence}) \end{aligned}$$
//
// The first line uses $p(x) = p(x \mid z)\, p(z) / p(z \mid x)$, multiplied and divided by $q(z)$. The second
// drops the last term, which is a divergence and therefore never negative. The third gives the two terms their
// names. This is the **evidence lower bound** (ELBO): to lower our loss is to raise it (Kingma and Welling, 2013).

// %% [markdown]
// ## Build it
//
// **What changes in the model?** The encoder has one hidden layer, with two dense layers side by side on top of
// it. `sampling` draws $z$. `klLoss` passes $z$ on unchanged and adds the divergence to the loss of any model it
// is part of.

// %%
const dense = (units: number, activation: 'relu' | 'sigmoid' | 'linear', from: tf.SymbolicTensor) =>
  tf.layers.dense({ units, activation, kernelInitializer: 'glorotUniform' }).apply(from) as tf.SymbolicTensor;

// %%
import { klLoss } from 'autoencoders';

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
// The decoder is an ordinary one, and the whole model is the decoder applied to the encoder's first output.

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

// %%
import { drawModel } from 'autoencoders';

drawModel(encoder, decoder);

// %% [markdown]
// `variationalAutoencoder(784, [512], 2)` from `autoencoders` is the same model.

// %% [markdown]
// ## Train it and watch both parts of the loss
//
// **Which part gives way?** `fit` reports the sum of both parts. To see them separately, we compute the divergence
// of the test digits after each epoch; the rest of `val_loss` is the reconstruction.
//
// **Predict before you run.** The whole loss will fall. Will both of its parts?

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

// %%
const ends = (values: unknown[]) =>
  [values[0], values.at(-1)].map((value) => Number(value).toFixed(1)).join(' to ');
console.log(`loss ${ends(history.history.loss)}, val_loss ${ends(history.history.val_loss)}`);
console.log(`reconstruction ${ends(parts.reconstruction)}, divergence ${ends(parts.divergence)}`);

// %% [markdown]
// **What we see.** The whole loss falls from about 215 to 147 on the training digits, and from 181 to 151 on the test
// digits. Its two parts go different ways: the reconstruction falls from 176 to 145, while the divergence *rises*.
// The model pays for narrower clouds, because they buy better pictures. It ends at 6.0 nats, almost nine
// bits: on average, a code can say no more than that about its digit.

// %% [markdown]
// ## Rebuild ten digits

// %%
import { compareImages, pickExamples } from 'autoencoders';

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
// **What we see.** Some digits come back well, others as their look-alikes, and some are blurs: a code of two
// numbers cannot hold more. The standard deviations (`sigma`) are small: a digit's cloud is much smaller than the
// whole space. Run the first of the two cells again, and the pictures change a little, because $z$ is drawn
// afresh.

// %% [markdown]
// ## Draw the whole latent space
//
// **What does the decoder know?** With two dimensions we can look at all of it: decode 25 x 25 points from -3
// to 3. Each row is one value of the first dimension.

// %%
import { buildGrid } from 'autoencoders';

const grid = decoder.predict(buildGrid(25)) as tf.Tensor;
await buildPicture(grid, {
  columns: 25,
  scale: 1,
  alt: '25 x 25 digits decoded from a grid over the latent space; each changes smoothly into its neighbours',
});

// %% [markdown]
// **What we see.** Find each of the ten digits. Those with a shape of their own have large fields, often at the
// edge; the ones that are easy to confuse are crowded together in the middle. Each turns into its neighbours
// without a break. Only in a far corner, where hardly any digit has its code, may you find something that is not a
// digit.

// %% [markdown]
// ## Move through the latent space
//
// **What is it like to turn the two numbers yourself?** The weights of a small variational autoencoder,
// 784-64-2-64-784, come with the course. Its decoder is small enough to run *in this page*, without the kernel. (If
// you would rather use your own, train `variationalAutoencoder(784, [64], 2)` in the next cell instead of loading
// it; the pad in [part 2](further.ipynb) is made from the same model.)
//
// **Predict before you run.** Move one slider slowly from end to end. Will the picture change in steps or
// smoothly, and will you ever meet something that is no digit?

// %%
import { exploreLatents, loadTrained } from 'autoencoders';

const small = await loadTrained('3-variational');
await exploreLatents(small.decoder, { names: ['first latent dimension', 'second latent dimension'] });

// %% [markdown]
// **What we see.** Every digit flows into the next. Between two of them there is a mixture, but near the middle
// there is always something to see. "Random code" draws both numbers from the prior. How many of ten are digits?

// %% [markdown]
// ## See where the digits live
//
// **And from the encoder's side?** Here is `zMean` of every test digit, marked by what it is. (The model never saw
// these labels.)

// %%
const [, testMeans, testLogVars] = encoder.predict(testPixels, { batchSize: 500 }) as tf.Tensor2D[];
plotClasses(testMeans, testLabels, { ...axes, title: 'Variational autoencoder: zMean of the test digits' });

// %% [markdown]
// Taken together, is this $N(0, 1)$? The variance of all codes is the variance of the means plus the mean of the
// variances.

// %%
const whole = tf.moments(testMeans, 0);
const variances = whole.variance.add(testLogVars.exp().mean(0));
console.log('mean:', whole.mean.arraySync(), ' variance:', variances.arraySync());

// %% [markdown]
// **What we see.** The mean is near 0 and the variance between 1 and 2: somewhat wider than the prior, but of its
// shape. The cloud surrounds the origin and has no long arms. Digits that look alike, such as fours and nines, or
// threes, fives and eights, overlap: with only two numbers, there is no way to keep them apart.

// %% [markdown]
// ## Walk from one digit to another
//
// **What lies between two digits?** Follow the straight line between their codes.

// %%
import { buildWalk } from 'autoencoders';

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
// **What we see.** One shape turns into the other step by step: strokes lean over, loops open or close. (If a walk
// ends at a different digit than the one we asked for, that is what the code of this picture decodes to.) Wherever
// we stop, we are at a digit or between two that look alike. There is no gap along the way.

// %% [markdown]
// ## Draw new digits
//
// **So, can we draw a digit that nobody wrote?** Codes of digits now fill the standard normal distribution. So
// draw codes from it, the prior, and decode them.

// %%
const prior = tf.randomNormal([40, 2], 0, 1, 'float32', 3);
const invented = decoder.predict(prior) as tf.Tensor;
await buildPicture(invented, {
  columns: 10,
  alt: 'Forty digits that nobody wrote, decoded from codes drawn from the prior',
});

// %% [markdown]
// **What we see.** Most of them are digits, in many hands, and nobody wrote any of them. Some lie between two
// digits, a four that might be a nine, a three that might be an eight, because the fields meet without a gap and
// no code means *nothing*. All of them are slightly blurred. Digits whose codes lie far from the middle are rare.
//
// **Exercises**
//
// 1. Draw only sevens: take `zMean` of all the sevens in the test set, compute their mean and deviation, and
//    draw from that.
// 2. Train with ten latent dimensions.
//
// <details><summary>Answers</summary>
//
// 1. Sevens, and some nines, whose codes are next to them.
// 2. A clearly lower loss and sharper reconstructions. Digits drawn from the prior are sharper too, but more of
//    them are not digits.
//
// </details>

// %% [markdown]
// ## Compare the two latent spaces
//
// **What has the divergence bought us?** On the left are random points of the plain autoencoder's latent space,
// drawn from a normal distribution as wide as its cloud; on the right, random points of the variational one, drawn
// from the prior.

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
// **What we see.** On the left there are jagged shapes that are not digits, and the same few digits again and
// again. On the right there are more kinds of digit, all of them soft, some between two, but nothing out of
// nowhere.
//
// How big are the gaps? Count the random points that have no code of a test digit within a tenth of the cloud's
// standard deviation. Whatever is decoded there was never trained.

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
// **What we see.** The first number, the share of points that fall into a gap of the plain latent space, is many
// times the second, that of the variational one: 30 % against 3 %. What we draw from the variational latent space
// almost always comes from places that were trained. And we did not have to find out first where its codes are:
// they are where the prior is.

// %% [markdown]
// ## Choose what the loss cares about
//
// **What if one part counts more?** Multiply the divergence by a number $\beta$, and you have a **beta-VAE**. We
// train four of them, briefly, on the same encoder and decoder sizes.
//
// **Predict before you run.** What will a decoder draw if $\beta$ is so large that the code says nothing at all?

// %%
const buildVae = (beta: number) => {
  const [pixels, point] = [tf.input({ shape: [784] }), tf.input({ shape: [2] })];
  const features = dense(512, 'relu', pixels);
  const [mean, logVar] = [dense(2, 'linear', features), dense(2, 'linear', features)];
  const drawnCode = sampling().apply([mean, logVar]) as tf.SymbolicTensor;
  const priced = klLoss({ beta }).apply([drawnCode, mean, logVar]) as tf.SymbolicTensor;
  const encoder = tf.model({ inputs: pixels, outputs: [priced, mean, logVar] });
  const decoder = tf.model({ inputs: point, outputs: dense(784, 'sigmoid', dense(512, 'relu', point)) });
  const auto = tf.model({ inputs: pixels, outputs: decoder.apply(priced) as tf.SymbolicTensor });
  auto.compile({ optimizer: 'adam', loss: reconstructionLoss });
  return { encoder, decoder, auto };
};

// %%
seedRandom(1);
const betas = [0.5, 1, 4, 40];
const family = betas.map(buildVae);
const briefly = { epochs: Math.ceil(epochs / 5), batchSize: 256, verbose: 0 };
for (const { auto } of family) await auto.fit(images, images, { ...briefly, callbacks: progress() });

// %%
const partsOf = ({ encoder, decoder }: (typeof family)[0]) =>
  tf.tidy(() => {
    const [codes, means, logVars] = encoder.predict(testPixels, { batchSize: 500 }) as tf.Tensor[];
    const redrawn = decoder.predict(codes, { batchSize: 500 }) as tf.Tensor;
    const losses = [reconstructionLoss(testPixels, redrawn).mean(), klDivergence(means, logVars).mean()];
    return losses.map((part) => part.dataSync()[0].toFixed(1));
  });
family
  .map(partsOf)
  .forEach(([reconstruction, divergence], k) =>
    console.log(`beta ${betas[k]}: reconstruction ${reconstruction}, divergence ${divergence}`),
  );

// %%
const byFamily = family.map(({ auto }) => auto.predict(tenPixels) as tf.Tensor);
await buildPicture(tf.concat([tenPixels, ...byFamily]), {
  columns: 10,
  rowTitles: ['original', ...betas.map((beta) => `beta ${beta}`)],
  alt: 'Ten digits, then their reconstructions with growing beta: blurrier and blurrier, and in the last row the same blot ten times',
});

// %% [markdown]
// **What we see.** The higher the price, the lower the divergence, from almost 7 to 0.0, and the higher
// the reconstruction loss, from about 151 to 206. At $\beta = 40$ saying anything is too expensive: every picture gets
// the same cloud, $N(0, 1)$, and comes back as the same blot, the average digit. That is **posterior collapse**. A
// moderate $\beta$ above 1 can be worth its price, because the few things that the code still says tend to be
// simple and separate ones.
//
// ### Compare with the printed run
//
// With two latent dimensions, $\beta = \frac{1}{2}$ is the same as *averaging* the divergence over them instead of
// summing. The run printed with this course's task, whose losses are 143.39 and 147.90 after 50 epochs, did that;
// with the sum, Keras and this course both end near 147 and 151.
//
// **Exercise.** The usual cure for collapse is **KL warm-up**: start without the divergence and turn it up during
// training. Try it with $\beta$ = 0, 1, 2, 4: build each model, copy the weights of the one before, and train it
// for a few epochs.
//
// <details><summary>Solution</summary>
//
//     let before: tf.LayersModel | undefined;
//     for (const beta of [0, 1, 2, 4]) {
//       const { auto } = buildVae(beta);
//       if (before) auto.setWeights(before.getWeights());
//       await auto.fit(images, images, { epochs: 3, batchSize: 256, verbose: 0 });
//       before = auto;
//     }
//
// </details>

// %% [markdown]
// ## Look back
//
// - You can draw from a generative model. A plain autoencoder is not one: nobody knows where its codes are, and
//   there are gaps.
// - A variational autoencoder encodes to a distribution and decodes a draw from it. The Kullback-Leibler
//   divergence keeps the distributions together, near $N(0, 1)$.
// - The reparameterisation, $z = \mu + \sigma \varepsilon$, lets gradients pass through a random draw.
// - The loss is a sum of two parts that pull in opposite directions, and $\beta$ decides which of them wins. Its
//   pictures are blurred, because each has to serve a whole cloud of codes.
//
// **Where this leads.** A **VQ-VAE** replaces the cloud by the nearest entry in a learned table of codes, and its
// pictures are sharp. **Diffusion models** remove noise step by step, often in the latent space of an autoencoder
// like yours: that is how today's image generators work.

// %%
import { availableParallelism } from 'node:os';

const minutes = (Date.now() - begun) / 60000;
console.log(`This notebook ran for ${minutes.toFixed(1)} min on ${availableParallelism()} cores.`);

// %% [markdown]
// ## What next?
//
// [Part 2](further.ipynb) steers what is drawn: bolder, more slanted, the digit you ask for, and clothes. In
// [the task](task.ipynb) you write a variational autoencoder yourself. This was the last lesson, so you are ready
// for the whole quiz.
//
// **Read and watch**
//
// - Kingma and Welling (2013), [Auto-Encoding Variational Bayes](https://arxiv.org/abs/1312.6114), where it was
//   invented; appendix B derives the divergence.
// - Jeremy Jordan, [Variational autoencoders](https://www.jeremyjordan.me/variational-autoencoders/) and
//   [Introduction to autoencoders](https://www.jeremyjordan.me/autoencoders/).
// - Goodfellow, Bengio and Courville, *Deep Learning*, [chapter 14,
//   Autoencoders](https://www.deeplearningbook.org/contents/autoencoders.html), and section 20.10.3 on the
//   variational ones.
// - Hinton and Salakhutdinov (2006), [Reducing the Dimensionality of Data with Neural
//   Networks](https://www.cs.toronto.edu/~hinton/absps/science.pdf).
// - Videos: [Variational Autoencoders, explained](https://www.youtube.com/watch?v=fcvYpzHmhvA) (up to 12:55) and
//   [Variational Autoencoders](https://www.youtube.com/watch?v=9zKuYvjFFS8).
// - "Intuitively Understanding Variational Autoencoders" and "Deep Generative Models" (up to its section on GANs),
//   both on towardsdatascience.com.
// - The encyclopaedia's articles on the [Kullback-Leibler
//   divergence](https://en.wikipedia.org/wiki/Kullback%E2%80%93Leibler_divergence), the
//   [autoencoder](https://en.wikipedia.org/wiki/Autoencoder) and the [generative
//   model](https://en.wikipedia.org/wiki/Generative_model).

// %% [markdown]
// Have you read this far? Then remove the two slashes before `completeLesson` and run the cell, and the course
// will remember. Do the same with `quiz` to take the quiz. The last line shows your progress.

// %% tags=["learner"]
import { completeLesson, quiz, showProgress } from 'autoencoders';

// completeLesson('3-variational');
// quiz();
showProgress();
