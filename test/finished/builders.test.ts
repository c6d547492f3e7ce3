import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import * as finished from '../../src/finished';
import { modelsFile } from '../../src/finished/load';
import * as models from '../../src/models';
import { describeModels } from '../../scripts/release/lesson-models';

type Build = (...args: unknown[]) => models.Autoencoder;

const calls = Object.keys(JSON.parse(readFileSync(modelsFile, 'utf8')) as object);

describe("finished models, compared with their builders'", () => {
  before(() => tf.setBackend('cpu'));

  it('are described as src/models builds them now', () => {
    assert.equal(readFileSync(modelsFile, 'utf8'), `${JSON.stringify(describeModels())}\n`);
  });

  it('export the same names', () => {
    assert.deepEqual(Object.keys(finished).sort(), Object.keys(models).sort());
  });

  for (const call of calls.filter((one) => !/cats|variational/.test(one)))
    it(`${call} computes the same codes, outputs and loss from the same weights`, () => {
      const [, name, args] = /^(\w+)\((.*)\)$/.exec(call)!;
      const given = new Function(`return [${args}]`)() as unknown[];
      const [mine, theirs] = [finished, models].map((from) =>
        (from[name as keyof typeof from] as unknown as Build)(...given),
      ) as [models.Autoencoder, models.Autoencoder];
      mine.auto.setWeights(theirs.auto.getWeights());
      const x = tf.randomUniform(
        [2, ...(theirs.auto.inputs[0]!.shape.slice(1) as number[])],
        0,
        1,
        'float32',
        3,
      );
      const numbers = ({ encoder, auto }: models.Autoencoder): number[] =>
        [encoder.predict(x), auto.predict(x), auto.evaluate(x, x)]
          .flat()
          .flatMap((tensor) => [...tensor.dataSync()]);
      const [got, expected] = [numbers(mine), numbers(theirs)];
      assert.equal(got.length, expected.length);
      got.forEach((number, i) => assert.ok(Math.abs(number - expected[i]!) < 1e-5, `number ${i}`));
    });
});
