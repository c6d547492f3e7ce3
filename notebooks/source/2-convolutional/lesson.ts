// %% [markdown]
// # Lesson 2: Look for the same pattern everywhere
//
// A dense layer sees a picture as a list of numbers. Shuffle the pixels of all pictures in the same way, and it
// learns just as well: it has no idea that two pixels are neighbours. How can a network make use of what every
// picture has, that nearby pixels belong together and that a stroke is a stroke wherever it is drawn? With a
// **convolution**, which looks for one small pattern everywhere. An autoencoder made of convolutions is a
// **convolutional autoencoder**.
//
// By the end you will be able to
//
// - work out convolutions, strides, padding, pooling, upsampling, transposed convolutions and dilation by hand,
//   and check each against TensorFlow.js,
// - count the parameters of a convolutional layer,
// - predict the size of each of these layers' output.
//
// You need lesson 0: encoder, bottleneck, decoder, loss. Almost nothing is trained here, so the cells run quickly;
// the last one says how long it all took. [Part 2](further.ipynb) builds and trains convolutional autoencoders with
// these pieces.
//
// Each section works out a small example by hand. Try it on paper before you run the cell that checks it.

// %% [markdown]
// ## Set up

// %%
import * as tf from '@tensorflow/tfjs';
import { buildPicture, loadMnist, seedRandom, toPixels } from 'autoencoders';

const begun = Date.now();

// %% [markdown]
// ## Slide a kernel over a picture
//
// **How do you look for one pattern everywhere in a picture?** Take a small window of weights, the **kernel**.
// Place it on the top left corner, multiply each weight by the pixel under it, and add up the products. That is
// one number of the output. Move the window one pixel along and do it again, until it has been everywhere:
//
// $$y_{ij} = \sum_a \sum_b x_{i+a,\,j+b} \; k_{ab}$$
//
// This is a **convolution** as neural networks use the word. (A mathematician would flip the kernel first and call
// this one a cross-correlation. For weights that are learned it makes no difference.)
//
// TensorFlow.js wants a picture as `[height, width, channels]`, and a kernel as
// `[height, width, channels in, channels out]`. We have one channel in and one out, and three short functions to
// do the wrapping.

// %%
const toPicture = (rows: number[][]) => tf.tensor3d(rows.map((row) => row.map((pixel) => [pixel])));
const toKernel = (rows: number[][]) => tf.tensor4d(rows.map((row) => row.map((weight) => [[weight]])));
const toNumbers = (picture: tf.Tensor) => picture.squeeze([2]).arraySync() as number[][];

// %% [markdown]
// A 3 x 3 picture and a 2 x 2 kernel:
//
// $$x = \begin{pmatrix} 1 & 2 & 0 \\ 0 & 1 & 3 \\ 2 & 1 & 1 \end{pmatrix} \qquad k = \begin{pmatrix} 1 & 0 \\ 2 & -1 \end{pmatrix}$$
//
// By hand, at the window's four positions:
//
// $$\begin{aligned} y_{00} &= 1 \cdot 1 + 2 \cdot 0 + 0 \cdot 2 - 1 \cdot 1 = 0 & \quad y_{01} &= 2 \cdot 1 + 0 \cdot 0 + 1 \cdot 2 - 3 \cdot 1 = 1 \\ y_{10} &= 0 \cdot 1 + 1 \cdot 0 + 2 \cdot 2 - 1 \cdot 1 = 3 & y_{11} &= 1 \cdot 1 + 3 \cdot 0 + 1 \cdot 2 - 1 \cdot 1 = 2 \end{aligned}$$

// %%
const x = toPicture([
  [1, 2, 0],
  [0, 1, 3],
  [2, 1, 1],
]);
const k = toKernel([
  [1, 0],
  [2, -1],
]);

// %%
toNumbers(tf.conv2d(x, k, 1, 'valid'));

// %% [markdown]
// **What we see.** `[[0, 1], [3, 2]]`, the same four numbers.
//
// What is a kernel good for? The first one below responds where dark on its left meets bright on its right, or the
// other way round. The second is the first turned by 90 degrees and does the same from top to bottom. Both slide
// over a digit.

// %%
const mnist = await loadMnist();
const digit = toPixels(mnist.test, undefined, 1) as tf.Tensor4D;
const leftToRight = [
  [-1, 0, 1],
  [-1, 0, 1],
  [-1, 0, 1],
];
const topToBottom = [
  [-1, -1, -1],
  [0, 0, 0],
  [1, 1, 1],
];

// %%
const answers = [leftToRight, topToBottom].map((kernel) =>
  tf.conv2d(digit, toKernel(kernel), 1, 'same').abs().div(3),
);
await buildPicture(tf.concat([digit, ...answers]), {
  scale: 6,
  alt: 'A seven, its upright edges, its level edges',
});

// %% [markdown]
// **What we see.** The first kernel lights up along the upright stroke of the seven, the second along its bar.
// Nobody learned these two kernels. In a convolutional layer, the weights of many kernels are learned, and each
// kernel's output is a **feature map**: a picture of where its pattern occurs.
//
// **Exercises**
//
// 1. Change `k` to `[[0, 0], [0, 1]]` and say what comes out before you run it.
// 2. Which kernel computes the mean over 3 x 3 pixels, and so blurs? Apply it to the seven.
// 3. Move the digit two pixels to the right (`tf.pad`, then `slice`) and compute the edges again.
//
// <details><summary>Answers</summary>
//
// 1. The lower right corner of each window, `[[1, 3], [1, 1]]`.
// 2. Nine weights of 1/9; the edges become soft.
// 3. The same feature maps, two pixels to the right: a convolution does not care where a thing is.
//
// </details>

// %% [markdown]
// ## Count the weights
//
// **What does a layer of kernels cost?** A real layer has many kernels, called **filters**. Each filter has
// weights for every channel that comes in, and a bias:
//
// $$\text{parameters} = (\text{kernel height} \cdot \text{kernel width} \cdot \text{channels in} + 1) \cdot \text{filters}$$
//
// For 32 filters of 3 x 3 on a grey picture, that is $(3 \cdot 3 \cdot 1 + 1) \cdot 32 = 320$. How many would a
// dense layer need to output as many numbers, $28 \cdot 28 \cdot 32 = 25{,}088$? Each of those has 784 weights
// and a bias: $785 \cdot 25{,}088 = 19{,}694{,}080$.

// %%
const inputShape = [28, 28, 1];
const convolution = tf.sequential({
  layers: [tf.layers.conv2d({ inputShape, filters: 32, kernelSize: 3, padding: 'same' })],
});
[convolution.countParams(), (28 * 28 + 1) * 28 * 28 * 32];

// %% [markdown]
// **What we see.** 320 against $19.7$ million. There are three reasons to use convolutions for pictures, and two
// of them are visible here. They **preserve space**: each output looks at only nine neighbouring pixels, and its
// place in the feature map is its place in the picture. They **share parameters**: all outputs of a filter use the
// same weights. And they are **translation-equivariant**: when a thing moves, its response moves along, so it has
// to be learned only once.
//
// **Exercise.** Count the parameters of 64 filters of 3 x 3 on 32 channels, then check with a layer of your own.
//
// <details><summary>Answer</summary>
//
// (3 · 3 · 32 + 1) · 64 = 18,496.
//
// </details>

// %% [markdown]
// ## Keep the size with padding
//
// **Why did the picture shrink?** The 2 x 2 window had only two positions in each direction, so 3 x 3 became 2
// x 2. To keep the size, surround the picture with zeros. That is **padding**: `'valid'` means none, and `'same'`
// means as many zeros as it takes to keep the size (at stride 1).
//
// A kernel of ones adds up everything it covers. On a picture of ones, it counts the pixels of the picture that
// lie under it: 9 in the middle, 6 at an edge, 4 in a corner.

// %%
const ones = toPicture([
  [1, 1, 1],
  [1, 1, 1],
  [1, 1, 1],
]);
const sum = toKernel([
  [1, 1, 1],
  [1, 1, 1],
  [1, 1, 1],
]);

// %%
console.log("'valid':", toNumbers(tf.conv2d(ones, sum, 1, 'valid')));
console.log("'same': ", toNumbers(tf.conv2d(ones, sum, 1, 'same')));

// %% [markdown]
// **What we see.** Without padding, a single number, 9. With it, 3 x 3 numbers, with 4, 6 and 9 where we expected
// them.

// %% [markdown]
// ## Take larger steps with a stride
//
// **How can an encoder make a picture smaller?** One way is to move the window by more than one pixel at a time.
// The step is called the **stride** $s$. For a side of $n$ pixels, a kernel of $k$ and $p$ zeros on each side, a
// convolution outputs
//
// $$\left\lfloor \frac{n + 2p - k}{s} \right\rfloor + 1$$
//
// numbers per side. We will need this formula often, so we turn it into a function.

// %%
const toSide = (n: number, kernel: number, stride: number, padding = 0) =>
  Math.floor((n + 2 * padding - kernel) / stride) + 1;
[toSide(3, 2, 1), toSide(3, 3, 1, 1), toSide(5, 3, 2), toSide(5, 3, 2, 1)];

// %% [markdown]
// To see where the window stops, take a kernel that passes on the pixel at its centre, and a picture whose pixels
// are 1 to 25. By hand, with stride 2: without padding, the centre stops at the second and fourth pixel of the
// second and fourth row: 7, 9, 17, 19. With a padding of 1, it starts at the very first pixel: 1, 3, 5, then 11,
// 13, 15, then 21, 23, 25.

// %%
const count = toPicture([
  [1, 2, 3, 4, 5],
  [6, 7, 8, 9, 10],
  [11, 12, 13, 14, 15],
  [16, 17, 18, 19, 20],
  [21, 22, 23, 24, 25],
]);
const centre = toKernel([
  [0, 0, 0],
  [0, 1, 0],
  [0, 0, 0],
]);

// %%
console.log('stride 2, no padding:  ', toNumbers(tf.conv2d(count, centre, 2, 'valid')));
console.log('stride 2, padding of 1:', toNumbers(tf.conv2d(count, centre, 2, 'same')));

// %% [markdown]
// **What we see.** 2 x 2 and 3 x 3, as the formula says, with the numbers we expected. If the side is even,
// `'same'` needs an odd number of zeros, and the extra one goes to the right and the bottom. A stride of 2 then
// halves the side exactly: 32, 16, 8, 4.
//
// **Exercises**
//
// 1. What side comes out of 28 with a kernel of 3, stride 3 and padding 1?
// 2. Which padding keeps the side at stride 1 with a kernel of 5?
//
// <details><summary>Answers</summary>
//
// 1. ⌊27 / 3⌋ + 1 = 10. We will meet it again in part 2.
// 2. It is 2; in general, (k - 1) / 2, which is why kernels have odd sides.
//
// </details>

// %% [markdown]
// ## Keep the strongest response with max pooling
//
// **Is there another way to get smaller?** Cut the feature map into 2 x 2 windows and keep only the largest number
// of each. That is **max pooling**. It has no weights. It remembers *that* a pattern was there and forgets exactly
// where. By hand:
//
// $$\begin{pmatrix} 1 & 3 & 2 & 0 \\ 4 & 2 & 1 & 1 \\ 0 & 1 & 5 & 6 \\ 2 & 2 & 7 & 8 \end{pmatrix} \longrightarrow \begin{pmatrix} 4 & 2 \\ 2 & 8 \end{pmatrix}$$

// %%
const map = toPicture([
  [1, 3, 2, 0],
  [4, 2, 1, 1],
  [0, 1, 5, 6],
  [2, 2, 7, 8],
]);

// %%
console.log('4 x 4:', toNumbers(tf.maxPool(map, 2, 2, 'valid')));
console.log("5 x 5, 'valid':", toNumbers(tf.maxPool(count, 2, 2, 'valid')));
console.log("5 x 5, 'same': ", toNumbers(tf.maxPool(count, 2, 2, 'same')));

// %% [markdown]
// **What we see.** 4 and 2 above 2 and 8. An odd side of 5 becomes 2 (the last row and column are dropped) or,
// with `'same'`, 3 (the last windows are not full). So `'same'` pooling rounds up: 28, 14, 7, 4. A typical encoder
// halves the sides and adds filters as it goes, 28 x 28 x 1, 14 x 14 x 32, 7 x 7 x 64, 4 x 4 x 128, and the
// decoder goes back the same way.

// %% [markdown]
// ## Go back up with upsampling
//
// **How can a decoder make a picture larger?** The simplest way is to repeat every pixel, **upsampling** by 2:
//
// $$\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix} \longrightarrow \begin{pmatrix} 1 & 1 & 2 & 2 \\ 1 & 1 & 2 & 2 \\ 3 & 3 & 4 & 4 \\ 3 & 3 & 4 & 4 \end{pmatrix}$$
//
// In a model it is the layer `tf.layers.upSampling2d`, which has no weights either.

// %%
const four = toPicture([
  [1, 2],
  [3, 4],
]);
const twice = tf.layers.upSampling2d({ size: [2, 2] });
const enlarge = (images: tf.Tensor) => twice.apply(images) as tf.Tensor4D;
toNumbers(enlarge(four.expandDims()).squeeze([0]));

// %% [markdown]
// How much of a digit survives two poolings and two upsamplings?

// %%
const small = tf.maxPool(tf.maxPool(digit, 2, 2, 'same'), 2, 2, 'same');
const back = enlarge(enlarge(small as tf.Tensor));
await buildPicture(tf.concat([digit, back]), {
  scale: 6,
  alt: 'A seven, and the same pooled twice and upsampled twice',
});

// %% [markdown]
// **What we see.** A seven made of 7 x 7 blocks. Upsampling brings back the size, not what was lost. That is the
// job of the convolutions in between: they learn to smooth the blocks, and to draw strokes where a feature map
// says there was one.

// %% [markdown]
// ## Spread a number over a window
//
// **Can going up be learned, too?** A convolution gathers a window into one number. A **transposed convolution**
// does the reverse: it spreads one number over a window, multiplied by the kernel's weights. By hand:
//
// $$3 \cdot \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix} = \begin{pmatrix} 3 & 6 \\ 9 & 12 \end{pmatrix}$$

// %%
const spread = toKernel([
  [1, 2],
  [3, 4],
]);

// %%
toNumbers(tf.conv2dTranspose(toPicture([[3]]), spread, [2, 2, 1], 1, 'valid'));

// %% [markdown]
// Several numbers make several windows, and the stride says how far apart the windows begin. With stride 2 and a 2
// x 2 kernel they lie side by side, so 2 x 2 becomes 4 x 4. By hand, the kernel times 1, 2, 3 and 4, one in each
// quarter:
//
// $$\begin{pmatrix} 1 & 2 & 2 & 4 \\ 3 & 4 & 6 & 8 \\ 3 & 6 & 4 & 8 \\ 9 & 12 & 12 & 16 \end{pmatrix}$$

// %%
toNumbers(tf.conv2dTranspose(four, spread, [4, 4, 1], 2, 'valid'));

// %% [markdown]
// Step by step, as pictures: the window of each of the four numbers, and all of them together.

// %%
const spreadOne = (kernel: tf.Tensor4D, stride: number) => (k: number) => {
  const alone = four.mul(tf.oneHot(tf.tensor1d([k], 'int32'), 4).reshape([2, 2, 1])) as tf.Tensor3D;
  return tf.conv2dTranspose(alone, kernel, [4, 4, 1], stride, 'valid');
};
const draw = (steps: tf.Tensor[], alt: string) => {
  const titles = ['1', '2', '3', '4', 'sum'];
  const pictures = tf.stack([...steps, tf.addN(steps)]);
  return buildPicture(pictures.div(pictures.max()), { scale: 20, titles, alt });
};

// %%
await draw(
  [0, 1, 2, 3].map(spreadOne(spread, 2)),
  'Four windows of 2 x 2, one in each quarter of a 4 x 4 picture, and the four side by side',
);

// %% [markdown]
// With stride 1 and a 3 x 3 kernel, 2 x 2 becomes 4 x 4 as well. But now the windows overlap, and **where they
// overlap, they add up**. By hand, with a kernel of ones, each window is a square of nine equal numbers. Pad each
// to 4 x 4 and add:

// %%
const place = (value: number, top: number, left: number) =>
  tf.pad(tf.fill([3, 3], value), [
    [top, 1 - top],
    [left, 1 - left],
  ]);
const byHand = tf.addN([place(1, 0, 0), place(2, 0, 1), place(3, 1, 0), place(4, 1, 1)]);

// %%
console.log('by hand:   ', byHand.arraySync());
console.log('transposed:', toNumbers(tf.conv2dTranspose(four, sum, [4, 4, 1], 1, 'valid')));

// %%
await draw(
  [0, 1, 2, 3].map(spreadOne(sum, 1)),
  'Four windows of 3 x 3 in the corners of a 4 x 4 picture, and their sum, brightest in the middle where all overlap',
);

// %% [markdown]
// **What we see.** The same numbers both times. Each corner is covered by one window (1, 2, 3, 4), and the four
// pixels in the middle by all of them, $1 + 2 + 3 + 4 = 10$.
//
// A side of $n$ becomes, in the symbols from above,
//
// $$(n - 1)\,s - 2p + k$$
//
// where $p$ pixels are cut off on each side: $(2 - 1) \cdot 2 + 2 = 4$ and $(2 - 1) \cdot 1 + 3 = 4$. We keep this
// formula too.

// %%
const toSideUp = (n: number, kernel: number, stride: number, padding = 0) =>
  (n - 1) * stride - 2 * padding + kernel;
[toSideUp(1, 2, 1), toSideUp(2, 2, 2), toSideUp(2, 3, 1), toSideUp(2, 3, 2)];

// %% [markdown]
// **Exercises**
//
// 1. Spread `ones` with the kernel `sum` and stride 2 to 7 x 7. What do you see?
// 2. Which kernel makes a transposed convolution with stride 2 do what upsampling does?
//
// <details><summary>Answers</summary>
//
// 1. Rows of 1, 1, 2, 1, 2, 1, 1, and rows of twice that: a kernel whose side is not a multiple of the stride
//    overlaps unevenly. In pictures this shows up as a chequerboard; see Odena, Dumoulin and Olah (2016),
//    "Deconvolution and Checkerboard Artifacts".
// 2. A 2 x 2 kernel of ones.
//
// </details>

// %% [markdown]
// ## See why it is called transposed
//
// **What does it have to do with transposing?** A convolution is linear, so it is the product with some matrix
// $C$, which has one row for each output and one column for each pixel. The transposed convolution with the same
// kernel is the product with $C^\top$. The hallmark of a transpose is that for all $x$ and $y$
//
// $$(C x) \cdot y = x \cdot (C^\top y)$$
//
// With the 3 x 3 picture $x$ from above, whose convolution is $(0, 1, 3, 2)$, and $y = (1, 2, 3, 4)$, the left
// side is $0 \cdot 1 + 1 \cdot 2 + 3 \cdot 3 + 2 \cdot 4 = 19$.

// %%
const left = tf.conv2d(x, k, 1, 'valid').mul(four).sum().arraySync();
const right = tf.conv2dTranspose(four, k, [3, 3, 1], 1, 'valid').mul(x).sum().arraySync();
[left, right];

// %% [markdown]
// **What we see.** 19 both times. So a transposed convolution does not undo a convolution. It only goes the other
// way between the same two sizes, and what to draw there is learned.

// %% [markdown]
// ## Look further with dilation
//
// **How can a kernel see more without more weights?** Leave gaps between them. With **dilation** $d$, the weights
// of a kernel of side $k$ are $d$ apart and cover a side of
//
// $$d\,(k - 1) + 1,$$
//
// so 3 x 3 at dilation 2 covers 5 x 5. The result is that of a 5 x 5 kernel with zeros in the gaps. By hand, on
// the picture of 1 to 25: the weights 1, 2, 1 meet 1, 3, 5, then 2, 4, 2 meet 11, 13, 15, then 1, 2, 1 meet 21,
// 23, 25:
//
// $$(1 + 6 + 5) + (22 + 52 + 30) + (21 + 46 + 25) = 208$$

// %%
const dilated = [
  [1, 2, 1],
  [2, 4, 2],
  [1, 2, 1],
];

// %%
const covered = [
  [1, 0, 2, 0, 1],
  [0, 0, 0, 0, 0],
  [2, 0, 4, 0, 2],
  [0, 0, 0, 0, 0],
  [1, 0, 2, 0, 1],
];

// %%
console.log('3 x 3, dilation 2:', toNumbers(tf.conv2d(count, toKernel(dilated), 1, 'valid', 'NHWC', 2)));
console.log('5 x 5, with gaps: ', toNumbers(tf.conv2d(count, toKernel(covered), 1, 'valid')));

// %%
const asFive = tf.pad(tf.tensor2d(dilated), [
  [1, 1],
  [1, 1],
]);
const kernels = tf
  .stack([asFive, tf.tensor2d(covered)])
  .expandDims(-1)
  .div(4);
await buildPicture(kernels, {
  scale: 24,
  alt: 'Nine weights of 3 x 3 side by side; the same nine spread over 5 x 5, with gaps',
});

// %% [markdown]
// **What we see.** 208 both times. On the left are the nine weights at dilation 1; on the right, at dilation 2,
// the same nine cover almost three times the area. Dilation keeps the resolution, sees further and costs nothing
// extra. Autoencoders for pictures rarely use it, since pooling and strides widen the view as well. Models that
// must keep every pixel, such as those that outline objects, often do.
//
// **Exercise.** What area does 3 x 3 cover at dilation 3? Check with a 7 x 7 kernel of your own.
//
// <details><summary>Answer</summary>
//
// 3 · 2 + 1 = 7, so 7 x 7: 49 pixels with nine weights.
//
// </details>

// %% [markdown]
// ## See them work together
//
// **What do all these pieces make?** An autoencoder of three convolutions and poolings down to 4 x 4 x 8 = 128
// numbers, and back up with convolutions and upsampling: `convolutionalAutoencoder([28, 28, 1], [16, 8, 8],
// [4, 4, 8])`, which you will write in the task. Its trained weights come with the course.
//
// **Predict before you run.** A dense autoencoder with a code of 128 numbers has over 100,000 weights. How many
// does this one have?

// %%
import { compareImages, loadTrained, pickExamples, progress } from 'autoencoders';

const trained = await loadTrained('2-convolutional');
console.log('weights:', trained.auto.countParams());
const ten = pickExamples(mnist.test).images;
await compareImages(ten, trained.auto.predict(ten) as tf.Tensor, {
  rowTitles: ['original', 'reconstruction'],
});

// %%
const maps = trained.encoder.predict(ten.slice(7, 1)) as tf.Tensor;
await buildPicture(maps.squeeze([0]).transpose([2, 0, 1]).div(maps.max()).expandDims(-1), {
  scale: 14,
  alt: 'The code of a seven: eight maps of 4 by 4 numbers, most of them lightest where the digit has its ink',
});

// %% [markdown]
// **What we see.** Digits come back, a little blurred where strokes lie close together, from very few weights,
// because each is used all over the picture. The code still says *where*: its eight maps are tiny pictures of the
// seven, each light where it finds something else. (A map that stays dark found nothing in this digit.)
//
// To train it yourself instead, run the next cell. (The weights above were made by
// `npm run train -- small-convolutional`, which takes 20 epochs.)

// %% tags=["parameters"]
const trainImages = 10000;
const epochs = 3;

// %%
import { convolutionalAutoencoder } from 'autoencoders';

seedRandom(1);
const own = convolutionalAutoencoder([28, 28, 1], [16, 8, 8], [4, 4, 8]);
const digits = toPixels(mnist.train, undefined, trainImages);
await own.auto.fit(digits, digits, { epochs, batchSize: 128, verbose: 0, callbacks: progress() });
await compareImages(ten, own.auto.predict(ten) as tf.Tensor, { rowTitles: ['original', 'trained here'] });

// %% [markdown]
// **What we see.** After three passes over a sixth of the digits the rough shapes are there, but not the strokes.
// With more of both, it gets as good as the one above.

// %% [markdown]
// ## Look back
//
// - A convolution looks for the same pattern everywhere. It needs few weights, and it does not care where a thing
//   is.
// - Padding keeps the size. Strides and pooling make it smaller: $\lfloor (n + 2p - k)/s \rfloor + 1$.
// - Upsampling repeats. A transposed convolution spreads, and makes $(n - 1)s - 2p + k$ out of $n$.
// - Dilation looks further with the same weights.

// %%
import { availableParallelism } from 'node:os';

const minutes = (Date.now() - begun) / 60000;
console.log(`This notebook ran for ${minutes.toFixed(1)} min on ${availableParallelism()} cores.`);

// %% [markdown]
// ## What next?
//
// [Part 2](further.ipynb) puts these pieces together: it compresses photographs, digits, cats and dogs. After that
// comes [the task](task.ipynb).
//
// **Read**
//
// - Goodfellow, Bengio and Courville, *Deep Learning*, [chapter 9, Convolutional
//   Networks](https://www.deeplearningbook.org/contents/convnets.html).
// - Dumoulin and Visin (2016), [A guide to convolution arithmetic for deep
//   learning](https://arxiv.org/abs/1603.07285), with drawings of all sizes.
// - Odena, Dumoulin and Olah (2016), [Deconvolution and Checkerboard
//   Artifacts](https://distill.pub/2016/deconv-checkerboard/).
