/** What a learner may type into task 0. */
export const rightAnswer = `function autoencoder(inputDims: number, hiddenLayers: number[], latentDims: number): Autoencoder {
  const dense = (units: number, activation?: 'relu' | 'sigmoid') =>
    tf.layers.dense({ units, activation, kernelInitializer: 'glorotUniform' });
  const input = tf.input({ shape: [inputDims] });
  let hidden = input;
  for (const units of hiddenLayers) hidden = dense(units, 'relu').apply(hidden) as tf.SymbolicTensor;
  const encoder = tf.model({ inputs: input, outputs: dense(latentDims, 'relu').apply(hidden) as tf.SymbolicTensor });
  const code = tf.input({ shape: [latentDims] });
  hidden = code;
  for (const units of [...hiddenLayers].reverse()) hidden = dense(units, 'relu').apply(hidden) as tf.SymbolicTensor;
  const decoder = tf.model({ inputs: code, outputs: dense(inputDims, 'sigmoid').apply(hidden) as tf.SymbolicTensor });
  const auto = tf.model({ inputs: input, outputs: decoder.apply(encoder.apply(input)) as tf.SymbolicTensor });
  auto.compile({ optimizer: tf.train.adam(0.001), loss: 'binaryCrossentropy' });
  return { encoder, decoder, auto };
}`;
