import assert from 'node:assert/strict';
import { stopCell, testStop } from './cases/stop';
import { Client, textOf } from './client';

testStop(
  () => Client.start(),
  (client) => void client.kernel.kill('SIGINT'),
);

describe('Stop of the course', () => {
  let client: Client;
  before(async () => {
    client = await Client.start();
    assert.equal((await client.run("import * as tf from '@tensorflow/tfjs';")).reply.status, 'ok');
  });
  after(() => client.close());

  let n = 0;
  for (const [name, call, shape] of [
    ['variational', 'variationalAutoencoder(784, [512], 2)', '[2048, 784]'],
    ['convolutional', 'convolutionalAutoencoder([28, 28, 1], [16, 8, 8], [4, 4, 8])', '[512, 28, 28, 1]'],
  ])
    it(`ends fit of the ${name} autoencoder, which can be fitted again`, async () => {
      await stopCell(
        client,
        `
import * as course from 'autoencoders';
const { auto } = course.${call};
const images = tf.randomUniform(${shape});
await auto.fit(images, images, {
  epochs: 1e6, batchSize: 256, verbose: 0, callbacks: { onEpochEnd: () => console.log('started${n++};') },
});`,
      );
      const again = await client.run(
        'const { history } = await auto.fit(images, images, { verbose: 0, batchSize: 256 }); console.log(Number.isFinite(history.loss[0]), auto.stopTraining)',
      );
      assert.equal(textOf(again), 'true false\n', JSON.stringify(again.reply));
    });
});
