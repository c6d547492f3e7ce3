import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { chooseBackend } from '../../../src/backend';
import { assertClose } from '../../support/float64';

/** Sum of `|x|` over units, mean over the batch, in float64. */
const l1 = (rows: number[][]) =>
  rows.reduce((sum, row) => sum + row.reduce((a, x) => a + Math.abs(x), 0), 0) / rows.length;

const weights = [
  [1, -2],
  [0.5, 3],
  [-1, 0.25],
];
const batch = [
  [1, 2, 3],
  [-1, 0.5, 2],
];
const code = batch.map((row) => [0, 1].map((j) => row.reduce((sum, x, i) => sum + x * weights[i]![j]!, 0)));

/** Adds `0.5 * sum |x|` for each of its calls, and keeps no state. */
class Penalized extends tf.layers.Layer {
  static className = 'Penalized';
  private penalty?: tf.Scalar;
  constructor() {
    super({});
    (this as unknown as { addLoss(loss: () => tf.Scalar): void }).addLoss(() => this.penalty!);
  }
  override call(inputs: tf.Tensor | tf.Tensor[]) {
    const x = [inputs].flat()[0]!;
    this.penalty = tf.mul(0.5, tf.sum(tf.abs(x)));
    return x;
  }
  override computeOutputShape(shape: tf.Shape) {
    return shape;
  }
}

function dense(config: object = {}) {
  return tf.layers.dense({ units: 2, useBias: false, weights: [tf.tensor2d(weights)], ...config });
}

/** Targets for a loss of 0, so that only the penalties remain. */
const compile = (model: tf.LayersModel) =>
  model.compile({ optimizer: tf.train.sgd(0), loss: (_target, output) => tf.mul(0, tf.mean(output, -1)) });

async function losses(model: tf.LayersModel) {
  const [x, y] = [tf.tensor2d(batch), tf.zeros([2, 2])];
  const evaluated = (model.evaluate(x, y) as tf.Scalar).dataSync()[0]!;
  const onBatch = (await model.trainOnBatch(x, y)) as number;
  const { history } = await model.fit(x, y, { epochs: 1, verbose: 0, validationData: [x, y] });
  return [evaluated, onBatch, history.loss![0] as number, history.val_loss![0] as number];
}

describe('penalties', () => {
  before(() => chooseBackend());

  it('activityRegularizer counts as sum over units, mean over the batch, in fit, evaluate and val_loss', async () => {
    const model = tf.sequential({
      layers: [dense({ inputShape: [3], activityRegularizer: tf.regularizers.l1({ l1: 0.1 }) })],
    });
    compile(model);
    for (const loss of await losses(model)) assertClose(loss, 0.1 * l1(code));
  });

  it('counts each call of a shared layer, even inside nested models', async () => {
    const input = tf.input({ shape: [3] });
    const output = dense({ activityRegularizer: tf.regularizers.l1({ l1: 0.1 }) }).apply(input);
    const nested = tf.model({ inputs: input, outputs: output as tf.SymbolicTensor });
    const outer = tf.input({ shape: [3] });
    const twice = tf.layers.add().apply([nested.apply(outer), nested.apply(outer)] as tf.SymbolicTensor[]);
    const model = tf.model({ inputs: outer, outputs: twice as tf.SymbolicTensor });
    compile(model);
    for (const loss of await losses(model)) assertClose(loss, 2 * 0.1 * l1(code));
  });

  it('addLoss counts a scalar from call() that nothing else keeps, in a nested model', async () => {
    const input = tf.input({ shape: [3] });
    const nested = tf.model({
      inputs: input,
      outputs: new Penalized().apply(dense().apply(input)) as tf.SymbolicTensor,
    });
    const outer = tf.input({ shape: [3] });
    const model = tf.model({ inputs: outer, outputs: nested.apply(outer) as tf.SymbolicTensor });
    compile(model);
    for (const loss of await losses(model)) assertClose(loss, 0.5 * 2 * l1(code));
  });

  it('counts a layer with several outputs once, even in a nested model with several outputs', async () => {
    class Twice extends Penalized {
      static override className = 'Twice';
      override call(inputs: tf.Tensor | tf.Tensor[]) {
        const x = super.call(inputs) as tf.Tensor;
        return [x.clone(), x.neg()] as unknown as tf.Tensor;
      }
      override computeOutputShape(shape: tf.Shape) {
        return [shape, shape] as unknown as tf.Shape;
      }
    }
    const inner = tf.input({ shape: [2] });
    const nested = tf.model({ inputs: inner, outputs: new Twice().apply(inner) as tf.SymbolicTensor[] });
    const input = tf.input({ shape: [3] });
    const both = nested.apply(dense().apply(input)) as tf.SymbolicTensor[];
    const model = tf.model({ inputs: input, outputs: tf.layers.add().apply(both) as tf.SymbolicTensor });
    compile(model);
    const expected = 0.5 * code.flat().reduce((sum, x) => sum + Math.abs(x), 0);
    (await losses(model)).forEach((loss) => assertClose(loss, expected));
  });

  it('kernelRegularizer counts once, however often its layer is called', async () => {
    const shared = dense({ kernelRegularizer: tf.regularizers.l2({ l2: 0.01 }) });
    const input = tf.input({ shape: [3] });
    const sum = tf.layers.add().apply([shared.apply(input), shared.apply(input)] as tf.SymbolicTensor[]);
    const model = tf.model({ inputs: input, outputs: sum as tf.SymbolicTensor });
    compile(model);
    const expected = 0.01 * weights.flat().reduce((total, w) => total + w * w, 0);
    for (const loss of await losses(model)) assertClose(loss, expected);
  });

  it('penalties have gradients: sgd changes weights by the derivative of lambtha * sum |x w| / batch', async () => {
    const layer = dense({ inputShape: [3], activityRegularizer: tf.regularizers.l1({ l1: 0.1 }) });
    const model = tf.sequential({ layers: [layer] });
    model.compile({ optimizer: tf.train.sgd(1), loss: (_t, output) => tf.mul(0, tf.mean(output, -1)) });
    await model.trainOnBatch(tf.tensor2d(batch), tf.zeros([2, 2]));
    const moved = (await model.getWeights()[0]!.array()) as number[][];
    for (let i = 0; i < 3; i++)
      for (let j = 0; j < 2; j++) {
        const slope =
          batch.reduce((sum, row, n) => sum + row[i]! * Math.sign(code[n]![j]!), 0) / batch.length;
        assertClose(moved[i]![j]!, weights[i]![j]! - 0.1 * slope);
      }
  });

  it('regularizers are saved with a model and work after loading it', async () => {
    const model = tf.sequential({
      layers: [dense({ inputShape: [3], activityRegularizer: tf.regularizers.l1({ l1: 0.1 }) })],
    });
    let saved: tf.io.ModelArtifacts | undefined;
    await model.save(
      tf.io.withSaveHandler(async (artifacts) => {
        saved = artifacts;
        return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts) };
      }),
    );
    const loaded = await tf.loadLayersModel(tf.io.fromMemory(saved!));
    compile(loaded);
    for (const loss of await losses(loaded)) assertClose(loss, 0.1 * l1(code));
  });

  it('evaluate and val_loss sum the losses of all outputs', async () => {
    const input = tf.input({ shape: [3] });
    const outputs = [dense().apply(input), dense().apply(input)] as tf.SymbolicTensor[];
    const model = tf.model({ inputs: input, outputs });
    model.compile({ optimizer: tf.train.sgd(0), loss: 'meanSquaredError' });
    const [x, y] = [tf.tensor2d(batch), tf.zeros([2, 2])];
    const mse = code.flat().reduce((sum, z) => sum + z * z, 0) / 4;
    const evaluated = (model.evaluate(x, [y, y]) as tf.Scalar[]).map((loss) => loss.dataSync()[0]!);
    [2 * mse, mse, mse].forEach((expected, i) => assertClose(evaluated[i]!, expected));
  });

  it('leaks no tensors', async () => {
    const layer = dense({ inputShape: [3], activityRegularizer: tf.regularizers.l1({ l1: 0.1 }) });
    const model = tf.sequential({ layers: [layer, new Penalized()] });
    compile(model);
    const [x, y] = [tf.tensor2d(batch), tf.zeros([2, 2])];
    const step = async () => {
      await model.trainOnBatch(x, y);
      tf.dispose(model.evaluate(x, y));
    };
    await step();
    const { numTensors } = tf.memory();
    for (let i = 0; i < 5; i++) await step();
    assert.equal(tf.memory().numTensors, numTensors);
  });
});
