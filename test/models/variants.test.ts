import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { chooseBackend } from '../../src/backend';
import { contractiveAutoencoder } from '../../src/models/contractive';
import { denoisingAutoencoder } from '../../src/models/denoising';
import { kSparseAutoencoder } from '../../src/models/k-sparse';
import { assertClose } from '../support/float64';
import { assertTrains, setWaveWeights, wave } from '../support/model';

const x = wave([8, 12], 9, 0.5).add(0.5);
const toLoss = (model: tf.LayersModel) => (model.evaluate(x, x) as tf.Scalar).dataSync()[0]!;

describe('denoisingAutoencoder', () => {
  before(chooseBackend);

  it('adds noise only in training', async () => {
    const { encoder, decoder, auto } = denoisingAutoencoder(12, [8], 4, 2);
    const once = decoder.predict(encoder.predict(x) as tf.Tensor) as tf.Tensor;
    assertClose((auto.predict(x) as tf.Tensor).dataSync(), [...once.dataSync()]);
    auto.compile({ optimizer: tf.train.sgd(0), loss: 'binaryCrossentropy' });
    const losses = [await auto.trainOnBatch(x, x), await auto.trainOnBatch(x, x)];
    assert.notEqual(losses[0], losses[1]);
    assert.equal(toLoss(auto), toLoss(auto));
  });

  it('learns', () => assertTrains(denoisingAutoencoder(12, [8], 4, 0.1), x, 60));

  it('rejects invalid noise', () => {
    assert.throws(() => denoisingAutoencoder(12, [8], 4, -1), /invalid stddev: -1/);
  });
});

describe('kSparseAutoencoder', () => {
  before(chooseBackend);

  it('keeps only the k largest numbers of each linear code', () => {
    const { encoder } = kSparseAutoencoder(12, [8], 6, 2);
    setWaveWeights(encoder);
    const linear = tf.model({
      inputs: encoder.inputs,
      outputs: encoder.layers.at(-2)!.output as tf.SymbolicTensor,
    });
    const codes = (encoder.predict(x) as tf.Tensor2D).arraySync();
    const full = (linear.predict(x) as tf.Tensor2D).arraySync();
    codes.forEach((code, i) => {
      const largest = [...full[i]!].sort((a, b) => b - a).slice(0, 2);
      assert.deepEqual(
        code.filter((value) => value !== 0).sort((a, b) => b - a),
        largest,
      );
    });
  });

  it('learns', () => assertTrains(kSparseAutoencoder(12, [8], 6, 2), x));

  it('rejects an invalid k', () => {
    assert.throws(() => kSparseAutoencoder(12, [8], 6, 7), /invalid k: 7 \(expected at most the 6 units/);
  });
});

describe('contractiveAutoencoder', () => {
  before(chooseBackend);

  it('adds lambtha times the squared slope of the code to the loss', () => {
    const [plain, contractive] = [0, 0.5].map((lambtha) => contractiveAutoencoder(12, 5, lambtha));
    [plain!.auto, contractive!.auto].forEach(setWaveWeights);
    const slope = tf.tidy(() => {
      const jacobian = Array.from({ length: 5 }, (_, unit) => {
        const one = (input: tf.Tensor) =>
          (contractive!.encoder.predict(input) as tf.Tensor).slice([0, unit], [-1, 1]);
        return tf
          .grad((input) => one(input).sum())(x)
          .square()
          .sum()
          .dataSync()[0]!;
      });
      return jacobian.reduce((sum, value) => sum + value, 0) / 8;
    });
    assertClose(toLoss(contractive!.auto), toLoss(plain!.auto) + 0.5 * slope);
  });

  it('makes the code less sensitive to its input', async () => {
    const move = async (lambtha: number) => {
      const { encoder, auto } = contractiveAutoencoder(12, 5, lambtha);
      setWaveWeights(auto);
      for (let i = 0; i < 100; i++) await auto.trainOnBatch(x, x);
      const nudged = x.add(wave([8, 12], 2, 0.01));
      const [a, b] = [encoder.predict(x), encoder.predict(nudged)] as tf.Tensor[];
      return a!.sub(b!).norm().dataSync()[0]!;
    };
    const [plain, contractive] = [await move(0), await move(50)];
    assert.ok(contractive < 0.8 * plain, `${plain} plain, ${contractive} contractive`);
  });

  it('learns', () => assertTrains(contractiveAutoencoder(12, 5, 1e-3), x));

  it('rejects an invalid factor', () => {
    assert.throws(() => contractiveAutoencoder(12, 5, -1), /invalid lambtha: -1/);
  });
});
