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
// - train a convolutional autoencoder on colour photographs, and look at its codes,
// - follow a picture's size down to the code and back up, so that your own models fit together,
// - compare a dense and a convolutional autoencoder in numbers.
//
// You need lesson 0: encoder, bottleneck, decoder, loss. Run the cells from top to bottom with Shift+Enter. The
// first half, up to the photographs, takes seconds: try each example on paper before you run the cell that checks
// it. The second half trains, which takes most of the time; read on while a bar is moving. The numbers in the text
// come from the run stored in this notebook; yours will be close.
//
// ## Set up
//
// `chooseBackend` picks the fastest way to compute that this machine offers. `seedRandom` makes all random numbers
// follow from a seed, so that you see nearly the same as we did.

// %%
import * as tf from '@tensorflow/tfjs';
import { adamw, buildNeighbours, buildPicture, chooseBackend, cifar10Autoencoder } from 'autoencoders';
import { cifar10Classes, compareImages, completeLesson, connect, denormalise } from 'autoencoders';
import { denseAutoencoder, drawBatch, loadCifar10, loadMnist, normalise, pickClasses } from 'autoencoders';
import { pickExamples, plotClasses, plotHistory, progress, resizePictures, seedRandom } from 'autoencoders';
import { toPixels, toTsne } from 'autoencoders';
await chooseBackend();
seedRandom(1);

// %% [markdown]
// These numbers decide how much is trained, and for how long. Smaller ones give you a first look within a minute,
// with poorer pictures.

// %% tags=["parameters"]
const epochs = 10;
const trainImages = 50000;
const testImages = 10000;

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
// 1. Change `k` to `[[0, 0], [0, 1]]` and say what comes out before you run it. *The lower right corner of each
//    window, `[[1, 3], [1, 1]]`.*
// 2. Which kernel computes the mean over 3 x 3 pixels, and so blurs? Apply it to the seven. *Nine weights of 1/9;
//    the edges become soft.*
// 3. Move the digit two pixels to the right (`tf.pad`, then `slice`) and compute the edges again. *The same
//    feature maps, two pixels to the right: a convolution does not care where a thing is.*

// %% [markdown]
// ## Count the weights
//
// **What does a layer of kernels cost?** A real layer has many kernels, called **filters**. Each filter has
// weights for every channel that comes in, and a bias:
//
// $$\text{parameters} = (\text{kernel height} \cdot \text{kernel width} \cdot \text{channels in} + 1) \cdot \text{filters}$$
//
// For 32 filters of 3 x 3 on a grey picture, that is $(3 \cdot 3 \cdot 1 + 1) \cdot 32 = 320$. How many would a
// dense layer need to put out as many numbers, $28 \cdot 28 \cdot 32 = 25{,}088$? Each of those has 784 weights
// and a bias: $785 \cdot 25{,}088 = 19{,}694{,}080$.

// %%
const inputShape = [28, 28, 1];
const convolution = tf.sequential({
  layers: [tf.layers.conv2d({ inputShape, filters: 32, kernelSize: 3, padding: 'same' })],
});
[convolution.countParams(), (28 * 28 + 1) * 28 * 28 * 32];

// %% [markdown]
// **What we see.** 320 against 19.7 million. There are three reasons to use convolutions for pictures, and two of
// them are visible here. They **preserve space**: each output looks at only nine neighbouring pixels, and its
// place in the feature map is its place in the picture. They **share parameters**: all outputs of a filter use the
// same weights. And they are **translation-equivariant**: when a thing moves, its response moves along, so it has
// to be learned only once.
//
// **Exercise.** Count the parameters of 64 filters of 3 x 3 on 32 channels, then check with a layer of your own.
// *(3 · 3 · 32 + 1) · 64 = 18,496.*

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
// convolution puts out
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
// 1. What side comes out of 28 with a kernel of 3, stride 3 and padding 1? *⌊27 / 3⌋ + 1 = 10. We will meet it
//    again below.*
// 2. Which padding keeps the side at stride 1 with a kernel of 5? *2. In general it is (k - 1) / 2, which is why
//    kernels have odd sides.*

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
// 1. Spread `ones` with the kernel `sum` and stride 2 to 7 x 7. What do you see? *Rows of 1, 1, 2, 1, 2, 1, 1, and
//    rows of twice that: a kernel whose side is not a multiple of the stride overlaps unevenly. In pictures this
//    shows up as a chequerboard; see Odena, Dumoulin and Olah (2016), "Deconvolution and Checkerboard Artifacts".*
// 2. Which kernel makes a transposed convolution with stride 2 do what upsampling does? *A 2 x 2 kernel of ones.*

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
// **Exercise.** What area does 3 x 3 cover at dilation 3? Check with a 7 x 7 kernel of your own. *3 · 2 + 1 = 7,
// so 7 x 7: 49 pixels with nine weights.*

// %% [markdown]
// ## Meet the photographs
//
// **What about real pictures?** Digits are easy. CIFAR-10 holds 50,000 + 10,000 photographs of 32 x 32 pixels in
// three colours, in ten classes. The first time you run this, it downloads 139 MB; after that they are on your
// disk.

// %%
const { train, test } = await loadCifar10(trainImages);
const sixteen = drawBatch(train, 16, 1);
console.log(sixteen.labels.map((label) => cifar10Classes[label]).join(', '));
await buildPicture(sixteen.images, { columns: 8, alt: 'Sixteen photographs of CIFAR-10' });

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
// **Exercise.** How many parameters does a dense autoencoder 3072-128-3072 have? *3073 · 128 + 129 · 3072 =
// 789,632, almost ten times as many.*

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
// **What we see.** 0.5474. No model can get below that on the test photographs. What counts is how close it comes.

// %% [markdown]
// ## Train it on photographs
//
// **How much survives in 128 numbers?** `connect` puts the decoder after the encoder, in one model that shares
// their weights, and compiles it.

// %%
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

// %% [markdown]
// **What we see.** The loss falls from 0.6071 to 0.5735, and on the test photographs from 0.5892 to 0.5739. That
// is $0.026$ above the floor. Colours and large shapes are there; fine texture is not. With 128 numbers for 3,072,
// the model keeps what lowers the loss most.
//
// **Exercises**
//
// 1. Print the loss of single photographs, and look at the best and the worst (`tf.metrics.binaryCrossentropy` of
//    each, then `tf.topk`). *The best are dark and plain. Remember to subtract the loss of their perfect copies
//    before you call a photograph hard.*
// 2. Give the third convolution 32 filters, and make the reshape 4 x 4 x 32 (a code of 512). *A lower loss and
//    sharper pictures, from a code four times as large.*

// %% [markdown]
// ## Step aside in latent space
//
// **What lies next to a code?** Add a little normal noise to each of its numbers, and decode the neighbour.

// %%
const codes = encoder.predict(eight) as tf.Tensor;
const toNeighbours = (stddev: number) => decoder.predict(buildNeighbours(codes, stddev, 1)) as tf.Tensor;
codes.mean().arraySync();

// %%
const steps = [0.1, 1, 4].map(toNeighbours);
await buildPicture(tf.concat([eight, ...steps]), {
  columns: 8,
  alt: 'Eight photographs; below them their neighbours in latent space at 0.1, at 1 and at 4',
});

// %% [markdown]
// **What we see.** The numbers in a code are 3.04 on average, so $0.1$ is a small step, and the second row looks
// like the reconstructions above: nearby codes mean similar pictures. At 1, light and shapes begin to sway. At 4,
// a step larger than the numbers themselves, nothing is left but patches.
//
// **Exercise.** `buildWalk(codes.slice([0], [1]), codes.slice([1], [1]), 8)` gives eight codes along the straight
// line from the first photograph to the second. Decode them. *One fades into the other, like two pictures laid on
// top of each other; no photograph lies in between.*

// %% [markdown]
// ## Squeeze a photograph into two numbers
//
// **What if the whole latent space has to fit on a page?** With a code of two numbers we can draw it. We add one
// more layer after the dense 128: two units without activation. `cifar10Autoencoder(2)` is the model you built,
// with that layer.

// %%
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

// %% [markdown]
// **What we see.** The loss ends at 0.6321, and at 0.6327 on the test photographs: $0.085$ above the floor, where
// 128 numbers came within $0.026$. All that two numbers can say is roughly where it is bright and where it is
// dark.
//
// Does each class have a place of its own? Here are the codes of all 10,000 test photographs.

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
// **Exercise.** Decode a grid over the cloud: `narrow.decoder.predict(buildGrid(9, -5, 5).add([-5, 0]))`. *Smooth
// changes in how much light there is, and where, but no objects.*

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
const strided = connect(stridedEncoder, stridedDecoder, {
  optimizer: adamw(0.001, 1e-5),
  loss: 'meanSquaredError',
});
strided.auto.countParams();

// %%
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

// %% [markdown]
// **What we see.** 50,161 parameters, and after five epochs a loss of 0.0889, or 0.0822 on the test digits (lower,
// because the training loss is an average over an epoch during which the model was still learning). The digits
// come back with their strokes in the right places, if a little ragged.
//
// **Exercises**
//
// 1. What happens if the first kernel is 5 instead of 3? Compute the sides, then find a padding that repairs them.
//    *⌊(28 + 2 - 5) / 3⌋ + 1 = 9 instead of 10; with a padding of 2 it is 10 again.*
// 2. Leave out the last cropping layer. *`connect` refuses, because the decoder puts out 30 x 30.*

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
const some = Math.min(2000, testImages);
const someCodes = strided.encoder.predict(testDigits.slice([0], [some])) as tf.Tensor;
const points = await toTsne(someCodes);

// %%
plotClasses(tf.tensor2d(points), mnist.test.labels.slice(0, some), {
  title: 't-SNE of codes of the strided model',
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
// **Exercise.** Run t-SNE with `{ perplexity: 5 }`, then with 100. *With few neighbours that count you get many
// small crumbs; with many, fewer and rounder islands.*

// %% [markdown]
// ## Compare it with a dense autoencoder
//
// **Is it worth the trouble?** The rival is the dense autoencoder of lesson 0 with a code of three numbers,
// trained on the same digits with the same loss, optimizer and number of epochs.

// %%
const vanilla = denseAutoencoder({
  inputDims: 784,
  hiddenLayers: [128, 64],
  latentDims: 3,
  outputActivation: 'tanh',
  optimizer: adamw(0.001, 1e-5),
});

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
// **Exercise.** Make it fair: a dense autoencoder with `hiddenLayers: []` and `latentDims: 256`. *402,448
// parameters, and an error of about 0.008 on digits in their usual place, but almost four times that on moved
// ones: it is better where it has been and knows less about where it has not.*

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
const petFloor = tf.metrics.binaryCrossentropy(testPets, testPets).mean().arraySync() as number;
petFloor.toFixed(4);

// %% [markdown]
// **What we see.** Colours and outlines are there, as if seen through frosted glass. After three epochs the loss
// is 0.5654, or 0.5728 on test pictures, and a perfect copy would have 0.5551. So the model is $0.018$ above the
// floor, with a code that is as many times smaller than its picture as the code of CIFAR-10 above.
// `catsAndDogsAutoencoder()` from `autoencoders` is this model.
//
// **Exercises**
//
// 1. This code keeps its place in the picture: number $(i, j)$ of each of its 8 maps belongs to one spot. Set the
//    left half of a code to 0 and decode it. *The left half of the picture disappears; the right half stays.*
// 2. Try your own photographs: `loadFolder('my-pets', { height: 64, channels: 3 })`. *They come back about as well
//    as these: the model has learned edges and colours more than pets.*

// %% [markdown]
// ## Look back
//
// - A convolution looks for the same pattern everywhere. It needs few weights, and it does not care where a thing
//   is.
// - Strides and pooling make a picture smaller: $\lfloor (n + 2p - k)/s \rfloor + 1$. Upsampling repeats; a
//   transposed convolution spreads: $(n - 1)s - 2p + k$.
// - The loss has a floor that depends on the pictures. Know it before you judge a model.
// - A model gives back its input's size only if the sizes fit. Compute them before you train.
// - Flatten if you want a compact code that no longer says where; otherwise keep the feature maps.
// - t-SNE shows who is whose neighbour. Do not read sizes or gaps into it.

// %% [markdown]
// ## What next?
//
// In [the task](task.ipynb) you write a convolutional autoencoder for digits. It uses pooling, upsampling, and one
// `'valid'` convolution whose purpose you now understand. Then comes [lesson 3](../3-variational/lesson.ipynb),
// which draws digits that nobody wrote.
//
// **Read**
//
// - Goodfellow, Bengio and Courville, *Deep Learning*, [chapter 9, Convolutional
//   Networks](https://www.deeplearningbook.org/contents/convnets.html).
// - Dumoulin and Visin (2016), [A guide to convolution arithmetic for deep
//   learning](https://arxiv.org/abs/1603.07285), with drawings of all sizes.
// - Odena, Dumoulin and Olah (2016), [Deconvolution and Checkerboard
//   Artifacts](https://distill.pub/2016/deconv-checkerboard/).
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
// Have you read this far? Then remove the two slashes below and run the cell, and the course will remember. The
// last line shows your progress.

// %% tags=["learner"]
import { showProgress } from 'autoencoders';

// completeLesson('2-convolutional');
showProgress();
