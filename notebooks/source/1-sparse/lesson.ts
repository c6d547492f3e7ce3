// %% [markdown]
// # Lesson 1: Keep a wide code from copying
//
// In lesson 0 a narrow code kept the autoencoder from copying: 784 pixels had to go through 32 numbers. That is one
// way to make a code worth having, and a blunt one. It says how *many* numbers there are, and nothing about what
// they should be like.
//
// In this lesson the code is wide, 256 numbers. Left alone, the network copies, and learns next to nothing on the
// way. Then four small changes, one after the other, make copying impossible or expensive, and each gives its code a
// property of its own.
//
// When you are through, you can
//
// - say why autoencoders have variants, and what each of them adds,
// - train a denoising autoencoder, and say why it must learn what digits look like,
// - explain why an L1 penalty makes activations exactly 0, and measure how sparse a code is,
// - build k-sparse and contractive autoencoders, and show what they do.
//
// You need lesson 0. On two cores all training in this lesson takes about four minutes.

// %% [markdown]
// ## Set up

// %%
import * as tf from '@tensorflow/tfjs';
import { loadMnist, progress, seedRandom, toPixels, vanillaAutoencoder } from 'autoencoders';

// %% tags=["parameters"]
const trainImages = 60000;
const epochs = 5;

// %%
const { train, test } = await loadMnist();
const images = toPixels(train, [784], trainImages);
const testImages = toPixels(test, [784]);

// %% [markdown]
// All models of this lesson are trained in the same way, so we write it down once: Adam, binary cross-entropy,
// batches of 256, and the test digits to measure `val_loss`.

// %%
const fit = async (auto: tf.LayersModel) => {
  const validationData: [tf.Tensor, tf.Tensor] = [testImages, testImages];
  const settings = { epochs, batchSize: 256, validationData, verbose: 0 };
  await auto.fit(images, images, { ...settings, callbacks: progress() });
};

// %% [markdown]
// ## See a network copy
//
// **What goes wrong when the code is wide?** `vanillaAutoencoder(784, [], 256)` is what you build in the task of
// lesson 0: 784-256-784, no hidden layers, relu in the code and sigmoid at the end. We call it the *plain* one, and
// compare all others with it.

// %%
seedRandom(1);
const plain = vanillaAutoencoder(784, [], 256);
await fit(plain.auto);

// %%
import { compareImages } from 'autoencoders';

const eight = testImages.slice([0, 0], [8, 784]);
await compareImages(eight, plain.auto.predict(eight) as tf.Tensor, {
  rowTitles: ['original', 'plain'],
  alt: 'Eight test digits over their reconstructions, which look the same',
});

// %% [markdown]
// The loss on the test digits is 0.070; a perfect copy, as lesson 0 found, has 0.058. Now the same digits under
// noise, as in lesson 0 (a normal random number with standard deviation 0.5 on each pixel, cut to stay between 0 and
// 1).

// %%
import { addGaussianNoise } from 'autoencoders';

const noisyEight = addGaussianNoise(eight, 0.5, 1);
await compareImages(noisyEight, plain.auto.predict(noisyEight) as tf.Tensor, {
  rowTitles: ['noisy', 'plain'],
  alt: 'Eight noisy digits over their reconstructions: fragments of strokes, twos and ones hardly left',
});

// %% [markdown]
// **What we see.** Digits come back almost perfectly. Under noise they fall to pieces: the ones and twos are eaten
// up, the other digits torn. You can still read most of the noisy pictures, because you know that digits are made of
// strokes, and strokes go on. The network need not know. It was never asked for more than to pass on pixels, and 256
// numbers are enough for that.
//
// We can see that in the weights, too. Each of the 256 units has a weight for every pixel: 784 numbers, a picture.
// It shows what the unit looks for: where it is bright, ink makes the unit larger, where it is dark, smaller.

// %%
import { buildPicture } from 'autoencoders';

const showUnits = (encoder: tf.LayersModel, alt: string) => {
  const weights = encoder.getWeights()[0].transpose().slice(0, 32);
  const pixels = weights.div(weights.abs().max(1, true)).add(1).div(2);
  return buildPicture(pixels, { columns: 16, scale: 2, alt });
};

// %%
await showUnits(plain.encoder, 'What 32 units of the plain network look for: mostly grey noise');

// %% [markdown]
// **What we see.** Hardly anything. A few units show traces of strokes, most look like the noise that their weights
// began with. Many units do a little of everything together; none stands for something.
//
// **Exercises**
//
// 1. Which layer sizes would make copying easier still? *784-784-784: the code has room for every pixel. A code
//    larger than its input is called* overcomplete.
// 2. Let the plain network reconstruct pure snow, `tf.randomUniform([8, 784])`. *Eight black pictures: it can copy
//    digits, not everything.*

// %% [markdown]
// ## Meet the variants
//
// **What else than a narrow code could keep a network from copying?** Every variant has the same two halves, and
// changes what training asks for:
//
// | variant | what it adds | what training makes small | why |
// | --- | --- | --- | --- |
// | denoising | noise on the input, in training | $L(x, g(f(\tilde{x})))$ with $\tilde{x} = x + \varepsilon$ | to take noise off, it must know what digits look like |
// | sparse | a price for activations | $L + \lambda \sum_j \lvert z_j \rvert$ | few units speak for each picture, so each must mean something |
// | k-sparse | a rule: the $k$ largest pass | $L$ | the same, with the number of units fixed |
// | contractive | a price for sensitivity | $L + \lambda \lVert \partial z / \partial x \rVert_F^2$ | small changes of the picture leave the code as it is |
// | variational | codes drawn by chance near 0 | $L + D_{KL}$ (lesson 3) | every point of the latent space decodes to something |
//
// Here $x$ is the picture, $z = f(x)$ its code, $g(z)$ the reconstruction, $L$ the loss between picture and
// reconstruction, and $\lambda$ says how much the rest counts beside it. The first four are built in this lesson,
// each explained in its place. The fifth is lesson 3.

// %% [markdown]
// ## Denoise
//
// **What if copying were wrong?** Put noise on every picture that goes in, and compare what comes out with the
// *clean* picture:
//
// $$\min_{f,\,g}\; \mathbb{E}\; L\big(x,\; g(f(x + \varepsilon))\big), \qquad \varepsilon \sim \mathcal{N}(0, \sigma^2)$$
//
// A network that copies pays for all the noise it passes on. The cheap way out is closed: it has to find out which
// pixels are to be believed.
//
// ### Build it
//
// The halves stay as they are. A layer in front of them puts on the noise, new at every step, and in training only:
// `predict` and `evaluate` leave the picture as it is. (It does not cut the pixels at 0 and 1, so its noise is a bit
// heavier than ours.)

// %%
seedRandom(1);
const halves = vanillaAutoencoder(784, [], 256);
const clean = tf.input({ shape: [784] });
const corrupted = tf.layers.gaussianNoise({ stddev: 0.5 }).apply(clean) as tf.SymbolicTensor;
const restored = halves.decoder.apply(halves.encoder.apply(corrupted)) as tf.SymbolicTensor;

// %%
const denoiser = tf.model({ inputs: clean, outputs: restored });
denoiser.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });
denoiser.summary();

// %% [markdown]
// The noise layer has no parameters. These lines are `denoisingAutoencoder(784, [], 256, 0.5)`, which we train:
// input and target are both the clean pictures, and the model puts the noise on by itself.

// %%
import { denoisingAutoencoder } from 'autoencoders';

seedRandom(1);
const denoising = denoisingAutoencoder(784, [], 256, 0.5);
await fit(denoising.auto);

// %% [markdown]
// ### Look at what it does
//
// Noisy digits, then what the plain network makes of them, then the denoising one:

// %%
const byPlain = plain.auto.predict(noisyEight) as tf.Tensor;
const byDenoising = denoising.auto.predict(noisyEight) as tf.Tensor;
await buildPicture(tf.concat([noisyEight, byPlain, byDenoising]), {
  columns: 8,
  rowTitles: ['noisy', 'plain', 'denoising'],
  alt: 'Eight noisy digits, then what the plain network makes of them, fragments, then the denoising one, whole digits',
});

// %% [markdown]
// One strength of noise proves little. We measure the distance from the clean digits, as MSE, for noise from none to
// more than it was trained with, on 2,000 test digits.

// %%
const some = testImages.slice([0, 0], [2000, 784]);
const strengths = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];
const noisySome = strengths.map((stddev) => addGaussianNoise(some, stddev, 1));
const toError = (y: tf.Tensor) => y.sub(some).square().mean().dataSync()[0];

// %%
const errorOf = (auto: tf.LayersModel, noisy: tf.Tensor) => toError(auto.predict(noisy) as tf.Tensor);
const curves = {
  'as they are': noisySome.map(toError),
  plain: noisySome.map((noisy) => errorOf(plain.auto, noisy)),
  denoising: noisySome.map((noisy) => errorOf(denoising.auto, noisy)),
};

// %%
import { plot } from 'autoencoders';

const style = { type: 'scatter', mode: 'lines+markers', x: strengths };
const toLines = (lines: Record<string, number[]>) =>
  Object.entries(lines).map(([name, y]) => ({ ...style, name, y }));

// %%
plot(toLines(curves), {
  title: 'How far from the clean digits, by strength of the noise',
  xaxis: { title: 'standard deviation of the noise' },
  yaxis: { title: 'MSE to the clean digits' },
});

// %% [markdown]
// **What we see.** The denoising network makes whole digits where the plain one leaves fragments (not always the
// right digit: the first one looks like a nine). With the noise it was trained with, 0.5, the error of the pictures
// is 0.116; the plain network brings it down to 0.057, the denoising one to 0.029, half of that. It also does well
// with noise it has not seen, weaker or stronger. Only where there is hardly any noise, on the left, it is the worse
// one: it no longer trusts a pixel alone. Nothing is for free.

// %%
await showUnits(
  denoising.encoder,
  'What 32 units of the denoising network look for: strokes, arcs and spots on even grey',
);

// %% [markdown]
// **What we see.** Spots, arcs and pieces of strokes, where the plain network had noise. A unit that looks at many
// pixels together can tell a stroke from a speck.
//
// **Exercises**
//
// 1. Make black a random half of the pixels, `maskPixels(eight, 0.5, 1)`, and let both networks restore them. *The
//    error of the pictures, 0.051, falls to about 0.034 with the plain network and to 0.025 with the denoising one,
//    though it has practised on another kind of damage.*
// 2. Train with `stddev` 0.1 and with 1. *With 0.1 clean digits come back as from the plain network, and noisy ones
//    far better. With 1 everything gets worse: too little of the digits is left to learn from.*

// %% [markdown]
// ## Pay for activations
//
// **What if speaking cost something?** In a **sparse** autoencoder most units are silent, that is 0, for any one
// picture, and only the few that matter for it speak. We get there by a price: to the loss comes the sum of all
// activations of the code,
//
// $$L(x, g(z)) + \lambda \sum_{j=1}^{256} \lvert z_j \rvert$$
//
// on average over the batch. This is an **L1 penalty**; $\lambda$ is the price of one unit of activation (`lambtha`
// in code: `lambda` is a keyword in Python, and the misspelt name has stuck).
//
// ### Compute the penalty
//
// The course's layer `activityRegularization` puts out what comes in and adds the penalty to the loss. Two codes of
// three numbers, and $\lambda = 0.1$:

// %%
const twoCodes = tf.tensor2d([
  [0, 2, 0],
  [1, 0, 3],
]);
console.log('penalty:', twoCodes.abs().sum(1).mean().mul(0.1).dataSync()[0].toFixed(2));

// %% [markdown]
// **What we see.** The codes cost $0.1 \cdot 2 = 0.2$ and $0.1 \cdot 4 = 0.4$, on average 0.3.
//
// ### See why activations become exactly 0
//
// Say a unit is worth something for the reconstruction: the loss would be smallest at $z = 0.3$ and grows by
// $(z - 0.3)^2$ around it. Which $z$ is best once it is to be paid for, by $\lvert z \rvert$ or by its square?

// %%
const z = tf.range(-0.2, 0.6, 0.05);
const loss = z.sub(0.3).square();
const x = Array.from(z.dataSync());
const priced = { 'no price': loss, L1: loss.add(z.abs().mul(0.8)), L2: loss.add(z.square().mul(0.8)) };

// %%
const line = { type: 'scatter', mode: 'lines', x };
const traces = Object.entries(priced).map(([name, y]) => ({ ...line, name, y: y.dataSync() }));
plot(traces, {
  title: 'The best activation under three prices',
  xaxis: { title: 'activation z' },
  yaxis: { title: 'loss' },
});

// %% [markdown]
// **What we see.** Without a price the best $z$ is 0.3. The square (L2) moves it toward 0, to 0.17, and never all
// the way: near 0 the price of $z^2$ is next to nothing. $\lvert z \rvert$ (L1) costs the same at every step,
// however small $z$ is already, and so the best $z$ is 0, at the kink. That is why L1 makes codes *sparse*, and L2
// only small.

// %% [markdown]
// ### Build it
//
// One layer more, behind the code. That is all there is to a sparse autoencoder:

// %%
import { activityRegularization } from 'autoencoders';

const kernelInitializer = 'glorotUniform';
const input = tf.input({ shape: [784] });
const activations = tf.layers.dense({ units: 256, activation: 'relu', kernelInitializer }).apply(input);
const code = activityRegularization({ l1: 1e-4 }).apply(activations) as tf.SymbolicTensor;
tf.model({ inputs: input, outputs: code, name: 'encoder' }).summary();

// %% [markdown]
// `sparseAutoencoder` has it built in. We train three, with $\lambda$ of 0.00001, 0.0001 and 0.001.

// %%
import { sparseAutoencoder } from 'autoencoders';

seedRandom(1);
const lambthas = [1e-5, 1e-4, 1e-3];
const sparse = lambthas.map((lambtha) => sparseAutoencoder(784, [], 256, lambtha));
for (const { auto } of sparse) await fit(auto);

// %% [markdown]
// ### Measure how sparse it is
//
// The share of activations that are as good as 0 (below 0.01), over all test digits and all units, beside that of
// the plain network:

// %%
const toCodes = (encoder: tf.LayersModel) => encoder.predict(testImages) as tf.Tensor;
const toSilence = (codes: tf.Tensor) => codes.abs().less(0.01).mean().dataSync()[0];
const silence = [plain, ...sparse].map(({ encoder }) => toSilence(toCodes(encoder)));

// %%
import { plotBars } from 'autoencoders';

plotBars(silence, {
  names: ['plain', 'λ = 0.00001', 'λ = 0.0001', 'λ = 0.001'],
  title: 'The higher the price, the more units are silent',
  xTitle: 'model',
  yTitle: 'share of activations below 0.01',
});

// %% [markdown]
// What does it cost? The reconstruction's part of the loss alone, binary cross-entropy without the penalty:

// %%
const toBce = ({ auto }: { auto: tf.LayersModel }) => {
  const losses = tf.metrics.binaryCrossentropy(testImages, auto.predict(testImages) as tf.Tensor);
  return losses.mean().dataSync()[0];
};
console.log('silent:', silence.map((share) => `${(100 * share).toFixed(0)} %`).join(', '));
console.log('BCE:   ', [plain, ...sparse].map((model) => toBce(model).toFixed(4)).join(', '));

// %% [markdown]
// The codes of four digits as pictures of 16 x 16, first from the plain network, then with $\lambda = 0.0001$:

// %%
const toUnit = (codes: tf.Tensor) => codes.div(codes.max(1, true));
const codesOf = (encoder: tf.LayersModel) => toUnit(encoder.predict(testImages.slice(0, 4)) as tf.Tensor);
await buildPicture(tf.concat([codesOf(plain.encoder), codesOf(sparse[1].encoder)]), {
  columns: 4,
  scale: 6,
  rowTitles: ['plain', 'λ = 0.0001'],
  alt: 'Codes of four digits: plain ones grey all over, sparse ones black with some bright spots',
});

// %% [markdown]
// And the reconstructions: originals, plain, then $\lambda$ = 0.00001, 0.0001 and 0.001.

// %%
const bySparse = [plain, ...sparse].map(({ auto }) => auto.predict(eight) as tf.Tensor);
await buildPicture(tf.concat([eight, ...bySparse]), {
  columns: 8,
  rowTitles: ['original', 'plain', 'λ = 0.00001', 'λ = 0.0001', 'λ = 0.001'],
  alt: 'Eight digits, then reconstructions by the plain network and three sparse ones; only the last row is blurred',
});

// %%
await showUnits(
  sparse[1].encoder,
  'What 32 units of the sparse network look for: arcs and strokes, noise in some',
);

// %% [markdown]
// **What we see.** In the plain network 3 % of the activations are near 0, with $\lambda$ = 0.00001 it is 11 %, with
// 0.0001 it is 54 % and with 0.001 87 %. The price of the middle one is small: the cross-entropy goes from 0.070 to
// 0.076, and the reconstructions look the same. With $\lambda$ = 0.001 it is 0.099, and strokes blur: there
// $\lambda$ is too high for our taste.
//
// The two code pictures show what sparse means: of the plain code every unit says something about every digit, and
// of the sparse one a few dozen speak loudly, others for each digit. And some of the weights now show what their
// unit speaks about: an arc, a slanted stroke.
//
// **Exercises**
//
// 1. The task uses a code of 32 numbers and $\lambda = 10^{-5}$. How many of its activations are silent? *Hardly
//    more than of the plain network of that size: a narrow code can spare none, and the price is small.*
// 2. Units that are silent for *all* pictures are called dead. Count them:
//    `toCodes(sparse[2].encoder).max(0).less(0.01).sum()`. *About a fifth of the 256: where speaking is too
//    expensive, some units never do.*
// 3. Use `activityRegularization({ l2: 1e-4 })` instead. *The activations get less than a fifth as large, but only
//    a third of them are near 0, not more than half.*

// %% [markdown]
// ## Let only the largest pass
//
// **Could we not simply say how many may speak?** The **k-sparse** autoencoder does: of each code the $k$ largest
// numbers pass, all others are made 0. There is no price, and no $\lambda$ to be found by trial.

// %%
import { kSparse } from 'autoencoders';

kSparse({ k: 2 }).apply(tf.tensor2d([[5, 1, 4, -9]]));

// %% [markdown]
// **What we see.** 5 and 4 are the two largest; 1 and -9 are made 0. In training the gradient goes the same way:
// only the units that spoke learn from a picture.
//
// ### Build it
//
// The layer goes behind the code, as the penalty did. Of 256 linear units we let 25 pass.

// %%
const picture = tf.input({ shape: [784] });
const allUnits = tf.layers.dense({ units: 256, kernelInitializer }).apply(picture);
const largestUnits = kSparse({ k: 25 }).apply(allUnits) as tf.SymbolicTensor;
tf.model({ inputs: picture, outputs: largestUnits, name: 'encoder' }).summary();

// %% [markdown]
// With a dense decoder of 784 sigmoid units behind it, this is `kSparseAutoencoder(784, [], 256, 25)`.

// %%
import { kSparseAutoencoder } from 'autoencoders';

seedRandom(1);
const largest = kSparseAutoencoder(784, [], 256, 25);
await fit(largest.auto);

// %%
await compareImages(eight, largest.auto.predict(eight) as tf.Tensor, {
  rowTitles: ['original', 'k = 25'],
  alt: 'Eight digits over their reconstructions from 25 of 256 numbers',
});

// %% [markdown]
// How many units are not 0, in how many of the test digits?

// %%
const speaking = (encoder: tf.LayersModel) => toCodes(encoder).abs().greater(0.01).sum(1).dataSync();
const bars = { type: 'histogram', xbins: { size: 4 } };
const speakers = [
  { ...bars, name: 'λ = 0.0001', x: speaking(sparse[1].encoder) },
  { ...bars, name: 'k = 25', x: speaking(largest.encoder) },
];

// %%
plot(speakers, {
  title: 'A price leaves it open how many units speak; k-sparse does not',
  xaxis: { title: 'units of a code that are not 0', range: [0, 150] },
  yaxis: { title: 'test digits' },
});

// %%
await showUnits(
  largest.encoder,
  'What 32 units of the k-sparse network look for: some whole digits, and grey snow in the others',
);

// %% [markdown]
// **What we see.** With a price, between 95 and 140 units speak, more for some digits than for others. Here it is 25
// for every digit, and the loss is 0.105. The weights are the clearest so far: some units draw whole parts of
// digits, since only 25 of them must be enough for a picture.
//
// Others are snow. These units were never among the largest of any picture, so they never learned, and never will:
// they are **dead**. It is the known weakness of this variant. (Makhzani and Frey begin with a large $k$ and lower
// it while training.)
//
// **Exercises**
//
// 1. Train with $k = 5$ and with $k = 100$. *With 5 nine units in ten are dead, and digits are blurred; with 100 the
//    loss comes near that of the plain network, and fewer are dead.*
// 2. Which unit speaks most often? `toCodes(largest.encoder).notEqual(0).mean(0).argMax()`. How often? *For
//    nearly all digits: it stands for something that they have in common.*

// %% [markdown]
// ## Make the code stand still
//
// **What if the code moved as little as possible?** Shift a seven by half a pixel, or put a speck on it, and it is
// the same seven. Its code should hardly change. The **contractive** autoencoder pays for change.
//
// How much a code $z$ changes with its input $x$ is told by the **Jacobian** $J$, the table of all slopes
// $J_{ji} = \partial z_j / \partial x_i$. Its squared **Frobenius norm** is the sum of their squares, and that is
// the price:
//
// $$L(x, g(z)) + \lambda \lVert J \rVert_F^2, \qquad \lVert J \rVert_F^2 = \sum_{j} \sum_{i} \Big( \frac{\partial z_j}{\partial x_i} \Big)^2$$
//
// ### Compute a Jacobian
//
// One sigmoid unit, two inputs with the weights 1 and 2, at $x = (0, 0)$. TensorFlow.js computes the slopes:

// %%
const w = tf.tensor2d([[1], [2]]);
const slopes = tf.grad((y: tf.Tensor) => tf.sigmoid(y.matMul(w)))(tf.tensor2d([[0, 0]]));
console.log('slopes:', slopes.dataSync(), 'squared norm:', slopes.square().sum().dataSync()[0]);

// %% [markdown]
// **What we see.** The unit puts out $h = 0.5$. The slope of a sigmoid is $h (1 - h) = 0.25$, times the weights 0.25
// and 0.5: the squared norm is $0.0625 + 0.25 = 0.3125$. For a dense sigmoid layer this holds unit by unit, so the
// price needs no Jacobian at all:
//
// $$\lVert J \rVert_F^2 = \sum_j \big( h_j (1 - h_j) \big)^2 \sum_i W_{ij}^2$$

// %%
const h = tf.sigmoid(tf.tensor2d([[0, 0]]).matMul(w));
h.mul(tf.sub(1, h)).square().mul(w.square().sum(0));

// %% [markdown]
// ### Build it
//
// The course's layer `contractiveDense` is a dense layer, sigmoid unless told otherwise, that adds this price to the
// loss.

// %%
import { contractiveDense } from 'autoencoders';

const seen = tf.input({ shape: [784] });
const firm = contractiveDense({ units: 256, lambtha: 0.01 }).apply(seen) as tf.SymbolicTensor;
tf.model({ inputs: seen, outputs: firm, name: 'encoder' }).summary();

// %% [markdown]
// With a dense decoder behind it, this is `contractiveAutoencoder(784, 256, 0.01)`. To compare we train a second one
// that pays nothing. Sigmoid codes learn slowly at first, so we take a larger learning rate, 0.005.

// %%
import { contractiveAutoencoder } from 'autoencoders';

seedRandom(1);
const [free, contractive] = [0, 0.01].map((lambtha) => contractiveAutoencoder(784, 256, lambtha));
for (const { auto } of [free, contractive]) {
  auto.compile({ optimizer: tf.train.adam(0.005), loss: 'binaryCrossentropy' });
  await fit(auto);
}

// %%
const byBoth = [free, contractive].map(({ auto }) => auto.predict(eight) as tf.Tensor);
await buildPicture(tf.concat([eight, ...byBoth]), {
  columns: 8,
  rowTitles: ['original', 'λ = 0', 'λ = 0.01'],
  alt: 'Eight digits, then reconstructions without and with the price on change',
});

// %% [markdown]
// ### Measure how far a code moves
//
// We put noise on digits and see how far their codes move. So that a code that is small everywhere gains nothing,
// the distance is told in units of the mean distance between two digits' codes.

// %%
const toDistance = (a: tf.Tensor, b: tf.Tensor) => a.sub(b).norm('euclidean', 1).mean().dataSync()[0];
const moveOf = (encoder: tf.LayersModel, noisy: tf.Tensor) => {
  const [still, moved] = [some, noisy].map((x) => encoder.predict(x) as tf.Tensor);
  return toDistance(still, moved) / toDistance(still, still.reverse(0));
};

// %%
const movesOf = (encoder: tf.LayersModel) => noisySome.map((noisy) => moveOf(encoder, noisy));
plot(toLines({ 'λ = 0': movesOf(free.encoder), 'λ = 0.01': movesOf(contractive.encoder) }), {
  title: 'How far noise moves a code',
  xaxis: { title: 'standard deviation of the noise' },
  yaxis: { title: 'distance, in distances between two digits' },
});

// %%
await showUnits(
  contractive.encoder,
  'What 32 units of the contractive network look for: smooth blobs, and half of them strong patterns of strokes',
);

// %% [markdown]
// **What we see.** Noise of standard deviation 0.3 moves a code of the free network about as far as another digit is
// away (0.97): it might be any digit. With the price it is moved a quarter of that way (0.26). The loss pays for it,
// 0.108 in place of 0.071, and strokes are a bit softer.
//
// The weights tell how it is done. Many units gave up: a smooth blob, the same one for many, whose output hardly
// changes. The others have few, large and smooth patterns: a single pixel can do little against them.
//
// **Exercises**
//
// 1. Train with $\lambda = 1$. *The code stands still: nearly the same blot comes back for every digit.*
// 2. Let `free` and `contractive` reconstruct `noisyEight`. *Fragments, and whole digits: a code that stands still
//    also restores, though the network never saw noise.*

// %% [markdown]
// ## Put them side by side
//
// **Which variant is the best?** That depends on what you want. Four measures of all of them, on the test digits:
// how well they copy, how sparse their code is, how well they restore noisy digits (standard deviation 0.5), and how
// far that noise moves the code.

// %%
const round = (value: number) => Number(value.toFixed(4));
const measure = (model: { encoder: tf.LayersModel; auto: tf.LayersModel }) => ({
  BCE: round(toBce(model)),
  silent: round(toSilence(toCodes(model.encoder))),
  'MSE, restored': round(errorOf(model.auto, noisySome[5])),
  'code moves': round(moveOf(model.encoder, noisySome[5])),
});

// %%
const all = { plain, denoising, 'λ = 0.0001': sparse[1], 'k = 25': largest, contractive };
console.table(Object.fromEntries(Object.entries(all).map(([name, model]) => [name, measure(model)])));

// %% [markdown]
// **What we see.** No variant wins everywhere. The plain one copies best and knows least. Contractive and denoising
// restore best, one by paying for sensitivity, the other by practice, and their codes stand stillest. In the sparse
// code more than half of the units are silent, and the others do nearly the work of all. k-sparse makes the sparsest
// codes and copies worst but one. Not the loss says which code is good, but what you want to do with it.
//
// **Exercises**
//
// 1. Combine two variants: a denoising autoencoder with an L1 penalty of 0.0001. *Both effects at once: more than
//    half of the units are silent, and noisy digits are restored, a little less well.*
// 2. Which of them would you take to store digits in little space, which to find similar ones among photographs of
//    bad quality? *k-sparse: 25 numbers and their places; contractive or denoising: their codes do not mind noise.*

// %% [markdown]
// ## Look back
//
// - A wide code lets an autoencoder copy; a **variant** makes copying impossible or expensive.
// - **Denoising**: noisy in, clean out. The network has to know what digits look like.
// - **Sparse**: an L1 penalty on the activations makes most of them exactly 0; $\lambda$ trades sparsity for
//   quality.
// - **k-sparse**: the $k$ largest activations pass, always as many.
// - **Contractive**: the squared Frobenius norm of the Jacobian is paid for, and the code hardly moves when the
//   input does.
// - **Variational**: lesson 3.
//
// ## Go on
//
// In [the task](task.ipynb) you give the autoencoder of task 0 the L1 penalty. Then comes [lesson
// 2](../2-convolutional/lesson.ipynb): networks that know which pixels are neighbours.
//
// Further reading:
//
// - [Introduction to autoencoders](https://www.jeremyjordan.me/autoencoders/), Jeremy Jordan: sparse, denoising and
//   contractive autoencoders with drawings.
// - [Deep Learning, chapter 14](https://www.deeplearningbook.org/contents/autoencoders.html), Goodfellow, Bengio and
//   Courville: sections 14.2, 14.5 and 14.7 are on these variants.
// - [Extracting and Composing Robust Features with Denoising
//   Autoencoders](https://www.cs.toronto.edu/~larocheh/publications/icml-2008-denoising-autoencoders.pdf), Vincent
//   and others, 2008.
// - [k-Sparse Autoencoders](https://arxiv.org/abs/1312.5663), Makhzani and Frey, 2013.
// - [Contractive Auto-Encoders](https://icml.cc/2011/papers/455_icmlpaper.pdf), Rifai and others, 2011.
// - [Autoencoder](https://en.wikipedia.org/wiki/Autoencoder), the encyclopaedia's article, has a section on each
//   variant.

// %% [markdown]
// The last cell notes that you have been through this lesson.

// %% tags=["learner"]
import { completeLesson } from 'autoencoders';

completeLesson('1-sparse');
