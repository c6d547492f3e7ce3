// %% [markdown]
// # Lesson 3, part 2: Steer what is drawn
//
// [Part 1](lesson.ipynb) built a variational autoencoder that draws digits nobody wrote. But it draws whatever it
// likes. In this part you take the wheel: you will make a digit bolder or more slanted, ask for a seven and get
// one, and draw clothes. At the end you will see what today's image generators have made of these ideas.
//
// By the end you will be able to
//
// - find the direction in latent space that stands for a property, and move pictures along it,
// - build a conditional variational autoencoder, which draws the class you ask for,
// - put convolutions into a variational autoencoder, and train it on other pictures,
// - say what a VQ-VAE and a diffusion model do differently, and why.
//
// You need part 1, and lesson 2 for the last model. Before each result there is a question: **make a guess before
// you run the cell.** The numbers in the text come from the run stored in this notebook; yours will be close. The
// last cell says how long it all took.

// %% [markdown]
// ## Set up

// %%
import * as tf from '@tensorflow/tfjs';
import { buildPicture, loadMnist, progress, seedRandom, toPixels } from 'autoencoders';

const begun = Date.now();
seedRandom(1);

// %% tags=["parameters"]
const epochs = 20;
const trainImages = 60000;
const testImages = 10000;

// %%
const { train, test } = await loadMnist();
const images = toPixels(train, [784], trainImages) as tf.Tensor2D;
const testPixels = toPixels(test, [784], testImages) as tf.Tensor2D;
const labels = train.labels.slice(0, trainImages);

// %% [markdown]
// ## Draw a digit of your own
//
// **What does a variational autoencoder make of *your* handwriting?** The weights of a small one, 784-64-2-64-784,
// come with the course; its code has two numbers, like that of part 1. Below is a pad. What you draw is encoded
// and decoded by the page itself: no kernel takes part.
//
// **Predict before you run.** Draw a digit in an unusual way: a seven with a curl, a very narrow zero. Will its
// reconstruction have the curl?

// %%
import { loadTrained, sketchPad } from 'autoencoders';

const small = await loadTrained('3-variational');
await sketchPad(small.encoder, small.decoder, testPixels.slice(0, 5));

// %% [markdown]
// **What we see.** The reconstruction is always a plain digit. Two numbers can say *which* common shape yours
// resembles most, and nothing about what makes it yours. Draw something that is no digit, such as a cross or a
// smile, and it still comes back as one: the decoder knows nothing else.

// %% [markdown]
// ## Find the direction of a property
//
// **Which way is bold?** Nobody told the model what *bold* means. But we can look for it: encode thin and bold
// digits, and compare where they are. If $\bar{z}$ is the mean code of a group of pictures, the direction is
//
// $$v = \tfrac{1}{2} \left( \bar{z}_{\text{bold}} - \bar{z}_{\text{thin}} \right),$$
//
// and $\mu + t v$ should be the code of the same digit, written with a bolder ($t > 0$) or thinner ($t < 0$) pen.
// This is **attribute arithmetic**. Two numbers are too few to keep bold and slanted apart, so we train a model
// with ten.

// %%
import { variationalAutoencoder } from 'autoencoders';

const ten = variationalAutoencoder(784, [256], 10);
const settings = { epochs, batchSize: 256, verbose: 0 };
await ten.auto.fit(images, images, { ...settings, callbacks: progress() });

// %%
const loss = (ten.auto.evaluate(testPixels, testPixels, { batchSize: 500 }) as tf.Scalar).dataSync()[0];
console.log('loss on the test digits:', loss.toFixed(1));

// %% [markdown]
// **What we see.** Far lower than with a code of two numbers, which ended near 151.
//
// A digit is bold if it has much ink, so we measure the mean pixel. It leans to the right if its ink lies further
// right the higher up it is. That is the covariance of column and row, divided by the variance of the row.

// %%
const grid = tf.linspace(-1, 1, 28);
const rows = grid.reshape([28, 1]).tile([1, 28]).reshape([784]);
const columns = grid.reshape([1, 28]).tile([28, 1]).reshape([784]);
const toMean = (x: tf.Tensor, place: tf.Tensor) => x.mul(place).sum(1, true).div(x.sum(1, true));

// %%
const toBoldness = (x: tf.Tensor) => x.mean(1);
const toSlant = (x: tf.Tensor) =>
  tf.tidy(() => {
    const down = rows.sub(toMean(x, rows));
    const right = columns.sub(toMean(x, columns));
    const share = (a: tf.Tensor) => x.mul(down).mul(a).sum(1);
    return share(right).div(share(down)).neg();
  });

// %% [markdown]
// Careful: most thin digits are ones, and many bold ones are zeros. Compare thin with bold over all of them, and the
// direction says *from one to zero* as much as *bolder*. So compare within each class, the tenth with the least of a
// property with the tenth with the most, and take the mean of the ten directions.

// %%
const some = images.slice(0, Math.min(10000, trainImages));
const [, codes] = ten.encoder.predict(some, { batchSize: 500 }) as tf.Tensor2D[];
const everyDigit = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const indices = Array.from({ length: some.shape[0] }, (_, k) => k);
const meanOf = (found: number[]) => tf.gather(codes, found).mean(0);

// %%
const toDirection = (property: tf.Tensor) => {
  const values = property.dataSync();
  const byClass = everyDigit.map((digit) => {
    const own = indices.filter((k) => labels[k] === digit).sort((a, b) => values[b] - values[a]);
    const tenth = Math.ceil(own.length / 10);
    return meanOf(own.slice(0, tenth)).sub(meanOf(own.slice(-tenth)));
  });
  return tf.addN(byClass).div(2 * byClass.length);
};

// %%
const directions = { bold: toDirection(toBoldness(some)), slanted: toDirection(toSlant(some)) };
const length = (v: tf.Tensor) => v.norm().dataSync()[0];
for (const [name, v] of Object.entries(directions)) console.log(`${name}: length ${length(v).toFixed(2)}`);
const { bold, slanted } = directions;
console.log(
  'cosine between them:',
  (bold.dot(slanted).dataSync()[0] / length(bold) / length(slanted)).toFixed(2),
);

// %% [markdown]
// **Predict before you run.** Five digits, each moved from $t = -1$ to $t = 1$ along *bold*. Does an eight stay an
// eight all the way?

// %%
import { pickExamples } from 'autoencoders';

const examples = pickExamples(test).images.reshape([10, 784]);
const [, means] = ten.encoder.predict(examples) as tf.Tensor2D[];
const steps = [-1, -0.5, 0, 0.5, 1];
const moveAlong = (v: tf.Tensor, digits: number[]) => {
  const moved = digits.map((digit) => tf.stack(steps.map((t) => means.gather(digit).add(v.mul(t)))));
  return ten.decoder.predict(tf.concat(moved)) as tf.Tensor;
};

// %%
const five = [1, 2, 5, 7, 8];
await buildPicture(moveAlong(bold, five), {
  columns: 5,
  titles: steps.map((t) => `t = ${t}`),
  alt: 'Five digits, a row each, written with a thin pen on the left and a bold one on the right',
});

// %%
await buildPicture(moveAlong(slanted, five), {
  columns: 5,
  titles: steps.map((t) => `t = ${t}`),
  alt: 'The same five digits, leaning to the left on the left and to the right on the right',
});

// %% [markdown]
// **What we see.** One direction for all digits: each gets bolder, or leans over, and nearly all stay what they are.
// (If one of them is something else in the middle already, that is what its code decodes to.) Did it work, or does it
// only look like it? Measure both properties of what was drawn, over all ten digits:

// %%
const toMeans = (values: tf.Tensor) => values.reshape([10, steps.length]).mean(0).arraySync() as number[];
for (const [name, v] of Object.entries(directions)) {
  const drawn = moveAlong(v, everyDigit);
  const told = (values: tf.Tensor) =>
    toMeans(values)
      .map((value) => value.toFixed(2))
      .join(', ');
  console.log(`along ${name}: boldness ${told(toBoldness(drawn))}; slant ${told(toSlant(drawn))}`);
}

// %% [markdown]
// **What we see.** Along *bold*, the boldness rises from step to step; along *slanted*, the slant does. Each
// changes the other property much less. Nothing in training asked for that. It works because the space is smooth
// and full, so that a step in one direction means much the same wherever you start.
//
// **Exercises**
//
// 1. A class is a property too. Take $\bar{z}_7 - \bar{z}_1$, the mean code of the sevens minus that of the ones,
//    and add it to the code of a one. What do you get?
// 2. Take the direction from thin to bold over all digits at once, without the classes. What becomes of a one?
//
// <details><summary>Solutions</summary>
//
//     const ofClass = (digit: number) => meanOf(indices.filter((k) => labels[k] === digit));
//     const toSeven = ofClass(7).sub(ofClass(1));
//     await buildPicture(moveAlong(toSeven, [1]), { columns: 5 });
//
//     const boldest = tf.topk(toBoldness(some), indices.length).indices.arraySync() as number[];
//     const tenth = indices.length / 10;
//     const mixed = meanOf(boldest.slice(0, tenth)).sub(meanOf(boldest.slice(-tenth))).div(2);
//     await buildPicture(moveAlong(mixed, [1]), { columns: 5 });
//
// 1. A seven with the slant and the pen of the one: at $t = 1$ it has grown the bar at the top. At $t = 0.5$ it is
//    in between.
// 2. It does not stay a one: on the way to *bold* it opens up, towards the zeros and eights of which the bold tenth
//    has more than its share.
//
// </details>

// %% [markdown]
// ## Ask for a class
//
// **How do you ask for a seven?** So far, the code has to say two things at once: *which* digit it is, and how it
// is *written*. A **conditional** variational autoencoder is given the first, which leaves its code free for the second.
// Both halves get the class $c$ as a further input, ten numbers of which one is 1:
//
// $$z \sim q(z \mid x, c), \qquad \hat{x} = g(z, c)$$
//
// The loss is the same.

// %%
const dense = (units: number, activation: 'relu' | 'sigmoid' | 'linear', from: tf.SymbolicTensor) =>
  tf.layers.dense({ units, activation, kernelInitializer: 'glorotUniform' }).apply(from) as tf.SymbolicTensor;
const join = (...parts: tf.SymbolicTensor[]) => tf.layers.concatenate().apply(parts) as tf.SymbolicTensor;

// %%
import { klLoss, reconstructionLoss, sampling } from 'autoencoders';

const latentDims = 4;
const picture = tf.input({ shape: [784] });
const asked = tf.input({ shape: [10] });
const hidden = dense(256, 'relu', join(picture, asked));
const [zMean, zLogVar] = [dense(latentDims, 'linear', hidden), dense(latentDims, 'linear', hidden)];

// %%
const sampled = sampling().apply([zMean, zLogVar]) as tf.SymbolicTensor;
const z = klLoss().apply([sampled, zMean, zLogVar]) as tf.SymbolicTensor;
const encoder = tf.model({ inputs: [picture, asked], outputs: [z, zMean, zLogVar], name: 'encoder' });

// %%
const [code, wanted] = [tf.input({ shape: [latentDims] }), tf.input({ shape: [10] })];
const decoder = tf.model({
  inputs: [code, wanted],
  outputs: dense(784, 'sigmoid', dense(256, 'relu', join(code, wanted))),
  name: 'decoder',
});
const redrawn = decoder.apply([z, asked]) as tf.SymbolicTensor;
const conditional = tf.model({ inputs: [picture, asked], outputs: redrawn });
conditional.compile({ optimizer: 'adam', loss: reconstructionLoss });

// %%
const toClasses = (some: ArrayLike<number>) =>
  tf.oneHot(tf.tensor1d(Array.from(some), 'int32'), 10).toFloat();
seedRandom(1);
await conditional.fit([images, toClasses(labels)], images, { ...settings, callbacks: progress() });

// %% [markdown]
// Now draw ten codes from the prior, and decode each of them ten times: once for every class.
//
// **Predict before you run.** Each row is one code, each column one class. What will the digits of a row have in
// common?

// %%
const styles = tf.randomNormal([10, latentDims], 0, 1, 'float32', 5);
const everyStyle = styles.expandDims(1).tile([1, 10, 1]).reshape([100, latentDims]);
const everyClass = tf.eye(10).tile([10, 1]);
await buildPicture(decoder.predict([everyStyle, everyClass]) as tf.Tensor, {
  columns: 10,
  titles: everyDigit.map(String),
  alt: 'A table of digits: each column is a class, each row a handwriting',
});

// %% [markdown]
// **What we see.** Each column is the digit we asked for, and each row is a handwriting: slanted or upright, thin or
// bold, narrow or wide, through all ten classes. The model has divided the work by itself. What the class says, the
// code need not say, because every nat of divergence costs. (A code far from the middle may suit some classes only;
// for the others you see a smudge.)
//
// **Exercise.** Continue somebody's handwriting: encode one test digit with its class, and decode its code with all
// ten.
//
// <details><summary>Solution</summary>
//
//     const seven = [testPixels.slice(0, 1), toClasses(test.labels.slice(0, 1))];
//     const [, style] = encoder.predict(seven) as tf.Tensor[];
//     const all = decoder.predict([style.tile([10, 1]), tf.eye(10)]) as tf.Tensor;
//     await buildPicture(all, { columns: 10 });
//
// Ten digits with the slant and the pen of that seven.
//
// </details>

// %% [markdown]
// ## Put convolutions into it
//
// **Does all of this work for other pictures?** Fashion-MNIST has 70,000 articles of clothing, as small as digits
// but with more to them: folds, prints, laces. The first time you run this, it downloads 39 MB. Since neighbours
// matter in these pictures, we use what lesson 2 has taught: convolutions with stride 2 on the way down, transposed
// ones on the way up. Between them everything stays as it was.

// %%
import { drawBatch, fashionMnistClasses, loadFashionMnist } from 'autoencoders';

const fashion = await loadFashionMnist();
const clothes = toPixels(fashion.train, [784], trainImages);
const testClothes = toPixels(fashion.test, [784], Math.min(2000, testImages));
const sixteen = drawBatch(fashion.test, 8, 3);

// %%
await buildPicture(sixteen.images, {
  columns: 8,
  scale: 2,
  alt: `Clothes: ${sixteen.labels.map((label) => fashionMnistClasses[label])}`,
});

// %%
const shared = { padding: 'same', activation: 'relu', kernelInitializer: 'glorotUniform' } as const;
const half = { kernelSize: 3, strides: 2, ...shared } as const;
const down = tf.sequential({
  layers: [
    tf.layers.reshape({ inputShape: [784], targetShape: [28, 28, 1] }),
    tf.layers.conv2d({ filters: 16, ...half }),
    tf.layers.conv2d({ filters: 32, ...half }),
    tf.layers.flatten(),
  ],
});

// %%
const garment = tf.input({ shape: [784] });
const features = down.apply(garment) as tf.SymbolicTensor;
const [clothesMean, clothesLogVar] = [dense(16, 'linear', features), dense(16, 'linear', features)];
const drawnCode = sampling().apply([clothesMean, clothesLogVar]) as tf.SymbolicTensor;
const clothesCode = klLoss().apply([drawnCode, clothesMean, clothesLogVar]) as tf.SymbolicTensor;
const convEncoder = tf.model({ inputs: garment, outputs: [clothesCode, clothesMean, clothesLogVar] });

// %%
const convDecoder = tf.sequential({
  layers: [
    tf.layers.dense({
      units: 7 * 7 * 32,
      inputShape: [16],
      activation: 'relu',
      kernelInitializer: 'glorotUniform',
    }),
    tf.layers.reshape({ targetShape: [7, 7, 32] }),
    tf.layers.conv2dTranspose({ filters: 16, ...half }),
    tf.layers.conv2dTranspose({ filters: 1, ...half, activation: 'sigmoid' }),
    tf.layers.flatten(),
  ],
});
const convolutional = tf.model({
  inputs: garment,
  outputs: convDecoder.apply(clothesCode) as tf.SymbolicTensor,
});
convolutional.compile({ optimizer: 'adam', loss: reconstructionLoss });

// %%
import { drawModel } from 'autoencoders';

console.log('parameters:', convolutional.countParams());
drawModel(convDecoder);

// %% [markdown]
// **Predict before you run.** With the same loss, will a shirt cost more or less than a digit did?

// %%
seedRandom(1);
const briefly = { ...settings, batchSize: 128, epochs: Math.ceil(epochs / 4) };
await convolutional.fit(clothes, clothes, { ...briefly, callbacks: progress() });

// %%
import { compareImages } from 'autoencoders';

const eight = sixteen.images.reshape([8, 784]);
const [, clothesMeans] = convEncoder.predict(eight) as tf.Tensor[];
await compareImages(eight, convDecoder.predict(clothesMeans) as tf.Tensor, {
  scale: 2,
  alt: 'Eight articles of clothing above their reconstructions',
});

// %%
const clothesLoss = (
  convolutional.evaluate(testClothes, testClothes, { batchSize: 500 }) as tf.Scalar
).dataSync()[0];
const floor = reconstructionLoss(testClothes, testClothes).mean().dataSync()[0];
console.log(`loss ${clothesLoss.toFixed(1)}, of which a perfect copy would have ${floor.toFixed(1)}`);

// %% [markdown]
// **What we see.** Shape and shade come back; prints, laces and seams do not. The loss is more than twice that of
// digits. Most of it is no fault of the model: clothes are grey, and even a perfect copy of a grey pixel costs
// something, as you saw in lessons 0 and 2.
//
// And new clothes? Draw codes from the prior:

// %%
const newCodes = tf.randomNormal([16, 16], 0, 1, 'float32', 6);
await buildPicture(convDecoder.predict(newCodes) as tf.Tensor, {
  columns: 8,
  scale: 2,
  alt: 'Sixteen articles of clothing that nobody has sewn: soft, some between two kinds',
});

// %%
import { buildWalk } from 'autoencoders';

const fashionExamples = pickExamples(fashion.test).images.reshape([10, 784]);
const [, exampleMeans] = convEncoder.predict(fashionExamples) as tf.Tensor[];
const [shirtToDress, sandalToBoot] = [
  [0, 3],
  [5, 9],
].map(([from, to]) => buildWalk(exampleMeans.gather([from]), exampleMeans.gather([to]), 8));
await buildPicture(convDecoder.predict(tf.concat([shirtToDress, sandalToBoot])) as tf.Tensor, {
  columns: 8,
  scale: 2,
  alt: 'Two walks: a T-shirt grows into a dress; a sandal grows a shaft and becomes an ankle boot',
});

// %% [markdown]
// **What we see.** Clothes that nobody has sewn, most of them wearable. On the walks, a T-shirt gets narrower and its
// sleeves shrink; a sandal closes and gets a shaft. The idea is the same as for digits; only the pictures and the
// layers have changed.
//
// **Exercises**
//
// 1. Which way is *long-sleeved*? Take the mean code of the pullovers (2) minus that of the T-shirts (0), and add
//    it to a T-shirt.
// 2. Give the two convolutions more filters, 32 and 64, and the decoder as many. What happens to the loss and to
//    the number of parameters?
//
// <details><summary>Solutions</summary>
//
//     const [, trainMeans] = convEncoder.predict(clothes.slice(0, 2000), { batchSize: 500 }) as tf.Tensor[];
//     const ofGarment = (label: number) => {
//       const found = [...fashion.train.labels.slice(0, 2000)].flatMap((one, i) => (one === label ? [i] : []));
//       return tf.gather(trainMeans, found).mean(0);
//     };
//     const sleeves = ofGarment(2).sub(ofGarment(0));
//     const longer = tf.stack([0, 0.5, 1, 1.5].map((t) => exampleMeans.gather(0).add(sleeves.mul(t))));
//     await buildPicture(convDecoder.predict(longer) as tf.Tensor, { columns: 4 });
//
// 1. The sleeves grow, and the body gets the shade of a typical pullover.
// 2. The loss falls a little. The parameters double, and most of them are in the dense layers beside the code.
//
// </details>

// %% [markdown]
// ## Look further: VQ-VAE
//
// **Why are our pictures soft?** Each code is a cloud, and the decoder answers with the average of everything that
// the cloud could mean. A **VQ-VAE** (van den Oord and others, 2017) has no clouds. It keeps a table of codes, the
// **codebook**, and replaces what the encoder says by the nearest entry. Here is one with four entries:

// %%
const codebook = tf.tensor2d([
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
]);
const said = tf.tensor2d([
  [0.9, 0.2],
  [0.4, 0.7],
]);
const distances = said.expandDims(1).sub(codebook.expandDims(0)).square().sum(2);
const nearest = distances.argMin(1);

// %%
console.log(
  'squared distances:',
  JSON.stringify((distances.arraySync() as number[][]).map((row) => row.map((d) => Number(d.toFixed(2))))),
);
console.log(
  'entries:',
  nearest.arraySync(),
  ' codes:',
  JSON.stringify(tf.gather(codebook, nearest).arraySync()),
);

// %% [markdown]
// **What we see.** $(0.9, 0.2)$ becomes entry 1, which is $(1, 0)$: its squared distance is
// $0.1^2 + 0.2^2 = 0.05$, the smallest of the four. $(0.4, 0.7)$ becomes entry 2, $(0, 1)$, at a distance of
// $0.16 + 0.09 = 0.25$.
//
// "The nearest" has no useful gradient, so the gradient is passed *straight through*: the encoder gets that of the
// entry, as if nothing had been replaced. Two further terms of the loss draw the entries to what encoders say, and
// encoders to the entries. A picture is then a small grid of whole numbers, as a sentence is a row of words, and a
// second model learns which numbers follow which. That is how early text-to-image models drew.

// %% [markdown]
// ## Look further: diffusion
//
// **What if you took many small steps?** A **diffusion model** (Ho, Jain and Abbeel, 2020) destroys a picture by
// mixing in noise, a little at a time. After step $t$,
//
// $$x_t = \sqrt{\bar\alpha_t}\; x_0 + \sqrt{1 - \bar\alpha_t}\; \varepsilon,$$
//
// where $\bar\alpha_t$ falls from 1 to 0: at first there is only the picture, at last only noise. A network learns
// to undo one step: it is shown $x_t$ and has to say what the noise was. You know this network. It is a denoising
// autoencoder, from lesson 1, for all strengths of noise at once.

// %%
const alphas = [1, 0.9, 0.7, 0.5, 0.3, 0.1, 0];
const epsilon = tf.randomNormal([1, 784], 0, 1, 'float32', 7);
const zero = examples.slice(0, 1).mul(2).sub(1); // diffusion models have pixels from -1 to 1
const mixed = alphas.map((alpha) => zero.mul(Math.sqrt(alpha)).add(epsilon.mul(Math.sqrt(1 - alpha))));
await buildPicture(tf.concat(mixed).add(1).div(2).clipByValue(0, 1), {
  columns: 7,
  titles: alphas.map((alpha) => `${alpha}`),
  alt: 'A zero that disappears in noise, step by step',
});

// %% [markdown]
// **What we see.** The zero survives for long: with three tenths of the variance left, you can still read it.
// To draw something new, begin at the right end, with pure noise, and let the network take it away again, step by
// step. It does not have to get from noise to a digit at once, so it never has to answer with an average. That is
// why diffusion models are sharp, and why they are slow.
//
// To be faster, most of them do not work on pixels. An autoencoder with a small divergence, a relative of the one
// above, first makes a code of the picture, and the noise is mixed into the *code* (Rombach and others, 2022).
// When an image generator shows you a picture, the last thing it did was to run a decoder.

// %% [markdown]
// ## Look back
//
// - A property is a direction: the mean code of those that have it, minus that of those that have not.
// - Tell both halves the class, and the code is left with the style. Then you can ask for a class.
// - Any layers will do on the way down and up; sampling and divergence stay the same.
// - A VQ-VAE chooses from a table instead of drawing from a cloud; a diffusion model removes noise in many steps,
//   often from the codes of an autoencoder.

// %%
import { availableParallelism } from 'node:os';

const minutes = (Date.now() - begun) / 60000;
console.log(`This notebook ran for ${minutes.toFixed(1)} min on ${availableParallelism()} cores.`);

// %% [markdown]
// ## What next?
//
// In [the task](task.ipynb) you write a variational autoencoder yourself, if you have not done so yet.
//
// **Read**
//
// - Sohn, Lee and Yan (2015), [Learning Structured Output Representation using Deep Conditional Generative
//   Models](https://papers.nips.cc/paper/5775): the conditional variational autoencoder.
// - van den Oord, Vinyals and Kavukcuoglu (2017), [Neural Discrete Representation
//   Learning](https://arxiv.org/abs/1711.00937): the VQ-VAE.
// - Ho, Jain and Abbeel (2020), [Denoising Diffusion Probabilistic Models](https://arxiv.org/abs/2006.11239).
// - Rombach and others (2022), [High-Resolution Image Synthesis with Latent Diffusion
//   Models](https://arxiv.org/abs/2112.10752).
// - Xiao, Rasul and Vollgraf (2017), [Fashion-MNIST](https://arxiv.org/abs/1708.07747).
