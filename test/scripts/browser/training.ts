/**
 * The body of an async function that trains two models of the lessons for six steps from given weights and images, and
 * returns their losses, `{ vanilla: number[], convolutional: number[] }`. It uses `tf` and `autoencoders`.
 *
 * @param images how many the convolutional model gets in a step: plain tfjs computes the gradient of upsampling wrongly for
 * all of a batch but the first
 * @param isWhole whether to train the dense model, too
 */
export const trainingCode = (images = 1, isWhole = true): string => `
  const noise = (i, seed) => { const x = Math.sin(i * 12.9898 + seed * 78.233) * 43758.5453; return x - Math.floor(x); };
  const { test } = await autoencoders.loadMnist();
  const train = async (model, shape, batchSize) => {
    model.setWeights(model.getWeights().map(({ shape }, n) => {
      const size = shape.reduce((a, b) => a * b, 1);
      const limit = shape.length > 1 ? Math.sqrt(6 / (size / shape.at(-1) + shape.at(-1))) : 0;
      return tf.tensor(Float32Array.from({ length: size }, (_, i) => (2 * noise(i, n) - 1) * limit), shape);
    }));
    const images = autoencoders.toPixels(test, shape, 6 * batchSize);
    const losses = [];
    const onBatchEnd = async (_, { loss }) => void losses.push(typeof loss === 'number' ? loss : (await loss.data())[0]);
    await model.fit(images, images, { epochs: 1, batchSize, shuffle: false, verbose: 0, callbacks: { onBatchEnd } });
    return losses;
  };
  return {
    vanilla: ${isWhole} && await train(autoencoders.vanillaAutoencoder(784, [128, 64], 2).auto, [784], 32),
    convolutional: await train(autoencoders.convolutionalAutoencoder([28, 28, 1], [16, 8, 8], [4, 4, 8]).auto, [28, 28, 1], ${images}),
  };`;
