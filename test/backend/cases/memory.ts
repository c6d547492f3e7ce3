import * as tf from '@tensorflow/tfjs';
import { build, dense, lossesOf, numbersOf, type Case } from './case';

/** Values that are kept while their memory is changed: weights, their rows, the caller's arrays. */
export const memory: Record<string, Case> = {
  'weights that are kept, replaced and restored': async () => {
    const [x, y] = [tf.ones([64, 4]), tf.ones([64, 2])];
    const model = build([dense(2, 4, 'ones')]);
    await model.fit(x, y, { epochs: 3, batchSize: 16, verbose: 0 });
    const kept = model.getWeights().map((weight) => weight.clone());
    model.setWeights(kept.map(({ shape }) => tf.fill(shape, 7)));
    const loss = numbersOf(model.evaluate(x, y, { batchSize: 16 }) as tf.Scalar);
    await model.trainOnBatch(x.slice(0, 16), y.slice(0, 16));
    const keptNow = numbersOf(kept[0]!);
    model.setWeights(kept);
    return [loss, keptNow, numbersOf(model.getWeights()[0]!), await lossesOf(model, [x, y], 4)];
  },

  'weights kept over predictions of many batches': () => {
    const model = build([dense(2, 4, 'ones')]);
    const x = tf.ones([64, 4]);
    tf.dispose(model.predict(x, { batchSize: 4 }));
    const kept = model.getWeights().map((weight) => weight.clone());
    model.setWeights(kept.map(({ shape }) => tf.fill(shape, 7)));
    const many = numbersOf(model.predict(x, { batchSize: 4 }) as tf.Tensor);
    return [numbersOf(kept[0]!), many];
  },

  'rows of a weight before and after training': async () => {
    const model = build([dense(2, 4)]);
    const batch: [tf.Tensor, tf.Tensor] = [tf.ones([16, 4]), tf.ones([16, 2])];
    const rows = async () => {
      await lossesOf(model, batch, 5);
      return tf.gather(model.layers[0]!.getWeights()[0]!, [0, 1]);
    };
    const [before, after] = [await rows(), await rows()];
    return [numbersOf(before), numbersOf(after)];
  },

  'an array changed after its rows were gathered': () => {
    const buffer = Float32Array.of(1, 2, 3, 4);
    const x = tf.tensor2d(buffer, [2, 2]);
    const gathered = tf.gather(x, [1, 0]);
    x.dispose();
    buffer.fill(0);
    return [numbersOf(gathered)];
  },

  'changed results of a step or a prediction': async () => {
    const model = build([dense(2, 4, 'ones')]);
    const x = tf.ones([64, 4]);
    const out = model.predict(x, { batchSize: 4 }) as tf.Tensor;
    out.dataSync().fill(0);
    const loss = model.evaluate(x, tf.ones([64, 2]), { batchSize: 16 }) as tf.Scalar;
    loss.dataSync().fill(0);
    return [numbersOf(out), numbersOf(loss)];
  },
};
