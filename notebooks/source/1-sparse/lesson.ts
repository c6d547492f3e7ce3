// %% [markdown]
// # Lesson 1: Keep a wide code from copying
//
// In lesson 0 a narrow code kept the autoencoder from copying: 784 pixels had to squeeze through 32 numbers. That
// is one way to get a code worth having, but a blunt one. It limits how *many* numbers there are and says nothing
// about what they should be like.
//
// In this lesson the code is wide: 256 numbers. Left to itself, the network copies and learns next to nothing
// along the way. Then four small changes, one after another, make copying impossible or expensive, and each gives
// the code a property of its own.
//
// By the end you will be able to
//
// - explain why autoencoders have variants, and what each one adds,
// - train a denoising autoencoder, and explain why it has to learn what digits look like,
// - explain why an L1 penalty makes activations exactly 0, and measure how sparse a code is,
// - build k-sparse and contractive autoencoders, and show what they do.
//
// You need lesson 0. The numbers in the text come from the run stored in this notebook; yours will be close.
// Read on while a bar is moving; the last cell says how long it all took.

// %% [markdown]
// ## Set up

// %%
import * as tf from '@tensorflow/tfjs';
import { loadMnist, progress, seedRandom, toPixels, vanillaAutoencoder } from 'autoencoders';

const begun = Date.now();

// %% tags=["parameters"]
const trainImages = 60000;
const epochs = 5;
const testCount = 10000;

// %%
const { train, test } = await loadMnist();
const images = toPixels(train, [784], trainImages);
const testImages = toPixels(test, [784], testCount);

// %% [markdown]
// We train every model in this lesson the same way, so let us write that down once: Adam, binary cross-entropy,
// batches of 256, and the test digits to measure `val_loss`.

// %%
const fit = async (auto: tf.LayersModel) => {
  const validationData: [tf.Tensor, tf.Tensor] = [testImages, testImages];
  const settings = { epochs, batchSize: 256, validationData, verbose: 0 };
  await auto.fit(images, images, { ...settings, callbacks: progress() });
};

// %% [markdown]
// ## Watch a network copy
//
// **What goes wrong when the code is wide?** `vanillaAutoencoder(784, [], 256)` is what you build in the task of
// lesson 0: 784-256-784, no hidden layers, relu in the code and a sigmoid at the end. We will call it the *plain*
// one and compare all the others with it.

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
// These look like perfect copies, and the loss of a perfect copy, as lesson 0 found, is 0.058. Now the same digits
// with the noise of lesson 0: a normal random number with standard deviation 0.5 on each pixel, clipped to stay
// between 0 and 1.

// %%
import { addGaussianNoise } from 'autoencoders';

const noisyEight = addGaussianNoise(eight, 0.5, 1);
await compareImages(noisyEight, plain.auto.predict(noisyEight) as tf.Tensor, {
  rowTitles: ['noisy', 'plain'],
  alt: 'Eight noisy digits over their reconstructions: fragments of strokes, twos and ones hardly left',
});

// %% [markdown]
// **What we see.** Clean digits come back almost perfectly. Noisy ones fall to pieces: thin digits are eaten away,
// the others torn. You can still read most of the noisy pictures, because you know that digits are made of strokes
// and that strokes are continuous. The network has no need to know that. All it was ever asked to do was pass on
// pixels, and 256 numbers are plenty for that.
//
// The weights show it too. Each of the 256 units has a weight for every pixel: 784 numbers, a picture. It shows
// what the unit looks for: ink on a bright spot makes the unit larger, ink on a dark spot makes it smaller.

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
// **What we see.** Hardly anything. A few units show traces of strokes; most look like the noise that their
// weights started from. Many units do a little of everything together, and none stands for anything in particular.
//
// **Exercises**
//
// 1. Which layer sizes would make copying easier still?
// 2. Let the plain network reconstruct pure snow, `tf.randomUniform([8, 784])`.
//
// <details><summary>Answers</summary>
//
// 1. 784-784-784: the code then has room for every pixel. A code larger than its input is called *overcomplete*.
// 2. Eight black pictures: it can copy digits, but not everything.
//
// </details>

// %% [markdown]
// ## Meet the variants
//
// **What else could keep a network from copying?** Every variant has the same two halves and changes what training
// asks of them:
//
// | variant | what it adds | what training makes small | why |
// | --- | --- | --- | --- |
// | denoising | noise on the input, during training | $L(x, g(f(\tilde{x})))$ with $\tilde{x} = x + \varepsilon$ | to remove noise, it must know what digits look like |
// | sparse | a price on activations | $L + \lambda \sum_j \lvert z_j \rvert$ | only a few units describe each picture, so each must mean something |
// | k-sparse | a rule: only the $k$ largest pass | $L$ | the same, with a fixed number of units |
// | contractive | a price on sensitivity | $L + \lambda \lVert \partial z / \partial x \rVert_F^2$ | small changes in the picture leave the code as it is |
// | variational | codes drawn at random, near 0 | $L + D_{KL}$ (lesson 3) | every point in the latent space decodes to something |
//
// Here $x$ is the picture, $z = f(x)$ its code, $g(z)$ the reconstruction, $L$ the loss between picture and
// reconstruction, and $\lambda$ says how much the addition counts. We build the first four in this lesson,
// explaining each when we get to it. The fifth is lesson 3.

// %% [markdown]
// ## Denoise
//
// **What if copying were wrong?** Put noise on every picture that goes in, and compare what comes out with the
// *clean* picture:
//
// $$\min_{f,\,g}\; \mathbb{E}\; L\big(x,\; g(f(x + \varepsilon))\big), \qquad \varepsilon \sim \mathcal{N}(0, \sigma^2)$$
//
// A network that copies pays for all the noise it passes on. The easy way out is closed: it has to work out which
// pixels to believe.
//
// ### Build it
//
// The two halves stay as they are. A layer in front of them adds noise, fresh at every step and only during
// training: `predict` and `evaluate` leave the picture alone. (It does not clip the pixels at 0 and 1, so its
// noise is slightly stronger than ours.)

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
// The noise layer has no parameters. These lines are `denoisingAutoencoder(784, [], 256, 0.5)`, which we now
// train. Input and target are both the clean pictures; the model adds the noise itself.

// %%
import { denoisingAutoencoder } from 'autoencoders';

seedRandom(1);
const denoising = denoisingAutoencoder(784, [], 256, 0.5);
await fit(denoising.auto);

// %% [markdown]
// ### Look at what it does
//
// Noisy digits, then what the plain network makes of them, then the denoising one:
//
// **Predict before you run.** Will the denoising network also repair the digits that you cannot read yourself?

// %%
const byPlain = plain.auto.predict(noisyEight) as tf.Tensor;
const byDenoising = denoising.auto.predict(noisyEight) as tf.Tensor;
await buildPicture(tf.concat([noisyEight, byPlain, byDenoising]), {
  columns: 8,
  rowTitles: ['noisy', 'plain', 'denoising'],
  alt: 'Eight noisy digits, then what the plain network makes of them, fragments, then the denoising one, whole digits',
});

// %% [markdown]
// One noise level proves little. So we measure the distance from the clean digits, as MSE, for noise ranging from
// none to more than the network was trained with, on 2,000 test digits.

// %%
const some = testImages.slice(0, Math.min(2000, testCount));
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
// **What we see.** The denoising network draws whole digits where the plain one leaves fragments (though not
// always the right digit). At $0.5$, the noise it was trained with, the error of the noisy pictures is 0.116. The
// plain network brings it down to 0.059, the denoising one to 0.026, less than half of that. It also copes well
// with noise levels it has never seen, weaker and stronger. Only where there is hardly any noise, on the left, is
// it the worse of the two: it no longer trusts any pixel on its own. Nothing comes for free.

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
// 1. Black out a random half of the pixels, `maskPixels(eight, 0.5, 1)`, and let both networks restore them.
// 2. Train with `stddev` 0.1 and with 1.
//
// <details><summary>Answers</summary>
//
// 1. The error of the pictures, 0.051, falls to about 0.034 with the plain network and to 0.025 with the
//    denoising one, although it practised on a different kind of damage.
// 2. With 0.1, clean digits come back as well as from the plain network, and noisy ones far better. With 1
//    everything gets worse: too little of the digits is left to learn from.
//
// </details>

// %% [markdown]
// ## Pay for activations
//
// **What if speaking up cost something?** In a **sparse** autoencoder, most units are silent, that is 0, for any
// one picture; only the few that matter for it speak up. We get there by putting a price on activation. To the
// loss we add the sum of all activations in the code,
//
// $$L(x, g(z)) + \lambda \sum_{j=1}^{256} \lvert z_j \rvert$$
//
// averaged over the batch. This is an **L1 penalty**, and $\lambda$ is the price of one unit of activation. (In
// code it is called `lambtha`, because `lambda` is a keyword in Python and the misspelling has stuck.)
//
// ### Compute the penalty
//
// The course's layer `activityRegularization` passes its input on unchanged and adds the penalty to the loss. Take
// two codes of three numbers, and $\lambda = 0.1$:

// %%
const twoCodes = tf.tensor2d([
  [0, 2, 0],
  [1, 0, 3],
]);
console.log('penalty:', twoCodes.abs().sum(1).mean().mul(0.1).dataSync()[0].toFixed(2));

// %% [markdown]
// **What we see.** The codes cost $0.1 \cdot 2 = 0.2$ and $0.1 \cdot 4 = 0.4$, so 0.30 on average.
//
// ### See why activations become exactly 0
//
// Suppose a unit is useful for the reconstruction: the loss is smallest at $z = 0.3$ and grows as $(z - 0.3)^2$
// around it. Which $z$ is best once we charge for it, by $\lvert z \rvert$ or by its square?

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
// **What we see.** Without a price the best $z$ is $0.3$. The square (L2) moves it towards 0, to $0.17$, but never
// all the way: near 0, the price of $z^2$ is next to nothing. $\lvert z \rvert$ (L1) costs the same at every step,
// however small $z$ already is, so the best $z$ is 0, right at the kink. That is why L1 makes codes *sparse* and
// L2 only makes them small.
//
// ### Build it
//
// One more layer after the code. That is all there is to a sparse autoencoder:

// %%
import { activityRegularization } from 'autoencoders';

const kernelInitializer = 'glorotUniform';
const input = tf.input({ shape: [784] });
const activations = tf.layers.dense({ units: 256, activation: 'relu', kernelInitializer }).apply(input);
const code = activityRegularization({ l1: 1e-4 }).apply(activations) as tf.SymbolicTensor;
tf.model({ inputs: input, outputs: code, name: 'encoder' }).summary();

// %% [markdown]
// `sparseAutoencoder` has it built in. We train three of them, with $\lambda$ = 0.00001, 0.0001 and 0.001.

// %%
import { sparseAutoencoder } from 'autoencoders';

seedRandom(1);
const lambthas = [1e-5, 1e-4, 1e-3];
const sparse = lambthas.map((lambtha) => sparseAutoencoder(784, [], 256, lambtha));
for (const { auto } of sparse) await fit(auto);

// %% [markdown]
// ### Measure how sparse it is
//
// What share of the activations is practically 0 (below 0.01), over all test digits and all units? For comparison,
// here is the plain network too:
//
// **Predict before you run.** What share will be 0 at the highest of the three prices?

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
// And what does it cost? To see, take just the reconstruction's part of the loss: binary cross-entropy without the
// penalty.

// %%
const toBce = ({ auto }: { auto: tf.LayersModel }) => {
  const losses = tf.metrics.binaryCrossentropy(testImages, auto.predict(testImages) as tf.Tensor);
  return losses.mean().dataSync()[0];
};
console.log('silent:', silence.map((share) => `${(100 * share).toFixed(0)} %`).join(', '));
console.log('BCE:   ', [plain, ...sparse].map((model) => toBce(model).toFixed(4)).join(', '));

// %% [markdown]
// The codes of four digits as 16 x 16 pictures, first from the plain network, then with $\lambda = 0.0001$:

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
// **What we see.** In the plain network 3 % of the activations are near 0. With $\lambda = 0.00001$ it is 11 %,
// with $0.0001$ it is 54 %, and with $0.001$ it is 86 %. The middle price is cheap: the cross-entropy goes from
// 0.070 to 0.076, and the reconstructions look the same. With $\lambda = 0.001$ it is 0.097 and strokes blur, so
// for our taste that $\lambda$ is too high.
//
// The two pictures of codes show what sparse means. In the plain code, every unit says something about every
// digit. In the sparse one a few dozen speak up loudly, and not the same ones for each digit. Some of the weights
// now even show what their unit talks about: an arc, a slanted stroke.
//
// **Exercises**
//
// 1. The task uses a code of 32 numbers and $\lambda = 10^{-5}$. How many of its activations are silent?
// 2. Units that are silent for *all* pictures are called dead. Count them:
//    `toCodes(sparse[2].encoder).max(0).less(0.01).sum()`.
// 3. Use `activityRegularization({ l2: 1e-4 })` instead.
//
// <details><summary>Answers</summary>
//
// 1. Hardly more than in a plain network of that size: a narrow code has no numbers to spare, and the price is
//    low.
// 2. About a fifth of the 256: where speaking up is too expensive, some units never do.
// 3. The activations shrink to less than a fifth, but only a third of them are near 0, not more than half.
//
// </details>

// %% [markdown]
// ### Draw, and watch the units
//
// The weights of a small sparse autoencoder, 784-64-784 with $\lambda = 0.001$, come with the course. The pad runs
// it in this page: draw a digit stroke by stroke, and watch which of the 64 bars rise.
//
// **Predict before you run.** How many of the 64 bars will an eight raise, and will a one raise fewer?

// %%
import { loadTrained, sketchPad } from 'autoencoders';

const small = await loadTrained('1-sparse');
await sketchPad(small.encoder, small.decoder, testImages.slice(0, 5));

// %%
seedRandom(1);
const own = sparseAutoencoder(784, [], 64, 1e-3);
await fit(own.auto);
for (const [name, model] of Object.entries({ 'with the course': small, 'trained here': own }))
  console.log(
    `${name}: silent ${(100 * toSilence(toCodes(model.encoder))).toFixed(0)} %, BCE ${toBce(model).toFixed(4)}`,
  );

// %% [markdown]
// **What we see.** For any one digit, about half of the bars stay at 0, and another digit raises others. A one takes
// about as many as an eight. (Even an empty pad raises some: the code has to say that nothing is there.) It took the
// highest of the three prices to get that far: among only 64 units, there are few that a digit can do without.
//
// The second cell trains the same model here, for fewer epochs than `npm run train -- small-sparse` did for the
// weights that come with the course.

// %% [markdown]
// ## Let only the largest pass
//
// **Why not simply say how many units may speak?** The **k-sparse** autoencoder does just that: the $k$ largest
// numbers of each code pass, and all others become 0. There is no price, and no $\lambda$ to find by trial and
// error.

// %%
import { kSparse } from 'autoencoders';

kSparse({ k: 2 }).apply(tf.tensor2d([[5, 1, 4, -9]]));

// %% [markdown]
// **What we see.** 5 and 4 are the two largest; 1 and -9 become 0. In training, gradients take the same path: only
// the units that spoke up learn from a picture.
//
// ### Build it
//
// The layer goes after the code, as the penalty did. Of 256 linear units we let 25 pass.

// %%
const picture = tf.input({ shape: [784] });
const allUnits = tf.layers.dense({ units: 256, kernelInitializer }).apply(picture);
const largestUnits = kSparse({ k: 25 }).apply(allUnits) as tf.SymbolicTensor;
tf.model({ inputs: picture, outputs: largestUnits, name: 'encoder' }).summary();

// %% [markdown]
// With a dense decoder of 784 sigmoid units after it, this is `kSparseAutoencoder(784, [], 256, 25)`.

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
// For each test digit, how many units are not 0?
//
// **Predict before you run.** With a price, do all digits get the same number of units? And with $k = 25$?

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
// **What we see.** With a price, around a hundred units speak, more for some digits than for others. Here it is 25
// for every digit, and the cross-entropy is 0.105. The weights are the clearest so far: some units draw whole
// parts of digits, because 25 of them have to be enough for a picture.
//
// Others are snow. These units were never among the largest for any picture, so they never learned, and never
// will: they are **dead**. That is the known weakness of this variant. (Makhzani and Frey start with a large $k$
// and lower it during training.)
//
// **Exercises**
//
// 1. Train with $k = 5$ and with $k = 100$.
// 2. Which unit speaks most often? `toCodes(largest.encoder).notEqual(0).mean(0).argMax()`. How often?
//
// <details><summary>Answers</summary>
//
// 1. With 5, nine units in ten are dead and digits are blurred; with 100, the loss comes close to that of the
//    plain network, and fewer are dead.
// 2. For nearly all digits: it stands for something they have in common.
//
// </details>

// %% [markdown]
// ## Make the code stand still
//
// **What if the code moved as little as possible?** Shift a seven by half a pixel, or put a speck on it, and it is
// still the same seven. Its code should hardly change. The **contractive** autoencoder pays for change.
//
// How much a code $z$ changes with its input $x$ is described by the **Jacobian** $J$, the table of all slopes
// $J_{ji} = \partial z_j / \partial x_i$. Its squared **Frobenius norm** is the sum of their squares, and that is
// the price:
//
// $$L(x, g(z)) + \lambda \lVert J \rVert_F^2, \qquad \lVert J \rVert_F^2 = \sum_{j} \sum_{i} \Big( \frac{\partial z_j}{\partial x_i} \Big)^2$$
//
// ### Compute a Jacobian
//
// Take one sigmoid unit and two inputs with the weights 1 and 2, at $x = (0, 0)$. TensorFlow.js computes the
// slopes:

// %%
const w = tf.tensor2d([[1], [2]]);
const slopes = tf.grad((y: tf.Tensor) => tf.sigmoid(y.matMul(w)))(tf.tensor2d([[0, 0]]));
console.log('slopes:', slopes.dataSync(), 'squared norm:', slopes.square().sum().dataSync()[0]);

// %% [markdown]
// **What we see.** The unit outputs $h = 0.5$. The slope of a sigmoid is $h (1 - h) = 0.25$; times the weights,
// that gives 0.25 and 0.5, and the squared norm is $0.0625 + 0.25 = 0.3125$. For a dense sigmoid layer the same
// holds unit by unit, so we can compute the price without any Jacobian:
//
// $$\lVert J \rVert_F^2 = \sum_j \big( h_j (1 - h_j) \big)^2 \sum_i W_{ij}^2$$

// %%
const h = tf.sigmoid(tf.tensor2d([[0, 0]]).matMul(w));
h.mul(tf.sub(1, h)).square().mul(w.square().sum(0));

// %% [markdown]
// ### Build it
//
// The course's layer `contractiveDense` is a dense layer, with a sigmoid unless told otherwise, that adds this
// price to the loss.

// %%
import { contractiveDense } from 'autoencoders';

const seen = tf.input({ shape: [784] });
const firm = contractiveDense({ units: 256, lambtha: 0.01 }).apply(seen) as tf.SymbolicTensor;
tf.model({ inputs: seen, outputs: firm, name: 'encoder' }).summary();

// %% [markdown]
// With a dense decoder after it, this is `contractiveAutoencoder(784, 256, 0.01)`. For comparison, we train a
// second one that pays nothing. Sigmoid codes learn slowly at first, so we use a larger learning rate, 0.005.

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
// We put noise on digits and see how far their codes move. A code that is small everywhere must not gain from
// that, so we measure the distance in units of the mean distance between two digits' codes.

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
// **What we see.** Noise with standard deviation 0.3 moves a code of the free network by 0.97, about as far as
// another digit is away: it could be any digit. With the price on change it moves by only 0.26. The loss pays for
// it, 0.108 instead of 0.071, and strokes are a little softer.
//
// The weights show how it is done. Many units gave up: a smooth blob, the same one for many of them, whose output
// hardly changes. The others have a few large, smooth patterns, against which a single pixel can do little.
//
// **Exercises**
//
// 1. Train with $\lambda = 1$.
// 2. Let `free` and `contractive` reconstruct `noisyEight`.
//
// <details><summary>Answers</summary>
//
// 1. The code stands still: nearly the same blot comes back for every digit.
// 2. Fragments from one, whole digits from the other: a code that stands still also restores, although the
//    network never saw noise.
//
// </details>

// %% [markdown]
// ## Put them side by side
//
// **Which variant is best?** That depends on what you want. Here are four measurements of each on the test digits:
// how well it copies, how sparse its code is, how well it restores noisy digits (standard deviation 0.5), and how
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
// **What we see.** No variant wins everywhere. The plain one copies best and knows least. The contractive and the
// denoising one restore best, one by paying for sensitivity and the other by practice, and their codes stand
// stillest. In the sparse code more than half of the units are silent, and the rest still do nearly all of the
// work. k-sparse makes the sparsest codes, and its copies are among the worst. The loss cannot tell you which code
// is good; what you want to do with the code can.
//
// **Exercises**
//
// 1. Combine two variants: a denoising autoencoder with an L1 penalty of 0.0001.
// 2. Which of them would you use to store digits in little space, and which to find similar ones among poor
//    photographs?
//
// <details><summary>Answers</summary>
//
// 1. You get both effects: more than half of the units are silent, and noisy digits are restored, though a
//    little less well.
// 2. k-sparse: 25 numbers and their positions. Contractive or denoising: their codes do not mind noise.
//
// </details>

// %% [markdown]
// ## Look back
//
// - A wide code lets an autoencoder copy. A **variant** makes copying impossible or expensive.
// - **Denoising**: noisy in, clean out. The network has to know what digits look like.
// - **Sparse**: an L1 penalty on the activations makes most of them exactly 0; $\lambda$ trades quality for
//   sparsity.
// - **k-sparse**: the $k$ largest activations pass, always the same number.
// - **Contractive**: the squared Frobenius norm of the Jacobian has a price, so the code hardly moves when the
//   input does.
// - **Variational**: lesson 3.

// %%
import { availableParallelism } from 'node:os';

const minutes = (Date.now() - begun) / 60000;
console.log(`This notebook ran for ${minutes.toFixed(1)} min on ${availableParallelism()} cores.`);

// %% [markdown]
// ## What next?
//
// In [the task](task.ipynb) you give the autoencoder of task 0 an L1 penalty. Then comes [lesson
// 2](../2-convolutional/lesson.ipynb): networks that know which pixels are neighbours.
//
// **Read and watch**
//
// - [Introduction to autoencoders](https://www.jeremyjordan.me/autoencoders/), Jeremy Jordan: sparse, denoising
//   and contractive autoencoders, with drawings.
// - [Deep Learning, chapter 14](https://www.deeplearningbook.org/contents/autoencoders.html), Goodfellow, Bengio
//   and Courville: sections 14.2, 14.5 and 14.7 cover these variants.
// - [Extracting and Composing Robust Features with Denoising
//   Autoencoders](https://www.cs.toronto.edu/~larocheh/publications/icml-2008-denoising-autoencoders.pdf), Vincent
//   and others, 2008.
// - [k-Sparse Autoencoders](https://arxiv.org/abs/1312.5663), Makhzani and Frey, 2013.
// - [Contractive Auto-Encoders](https://icml.cc/2011/papers/455_icmlpaper.pdf), Rifai and others, 2011.
// - [Autoencoder](https://en.wikipedia.org/wiki/Autoencoder), the encyclopaedia's article, has a section on each
//   variant.

// %% [markdown]
// Have you read this far? Then remove the two slashes below and run the cell, and the course will remember. The
// last line shows your progress.

// %% tags=["learner"]
import { completeLesson, showProgress } from 'autoencoders';

// completeLesson('1-sparse');
showProgress();
