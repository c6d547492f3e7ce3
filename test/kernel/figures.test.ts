import assert from 'node:assert/strict';
import { Client, only, resultOf, runOk } from './client';

describe('A cell draws', () => {
  let client: Client;
  const run = (code: string) => runOk(client, code);

  before(async () => {
    client = await Client.start();
    await run(`
import * as tf from '@tensorflow/tfjs';
import { buildPicture, compareImages, plot } from 'autoencoders';
const ones = tf.ones([64, 4]);
const painter = tf.sequential({ layers: [tf.layers.dense({ units: 4, inputShape: [4], activation: 'sigmoid' })] });`);
  });
  after(() => client.close());

  it('images, awaited or not, of the predictions of any model', async () => {
    for (const code of [
      'buildPicture(painter.predict(ones))',
      'buildPicture([tf.ones([2, 4]), tf.zeros([3, 4])])',
      'compareImages(ones, painter.predict(ones))',
      'compareImages(ones, [tf.ones([64, 4]), tf.zeros([64, 2, 2, 1])], { rowTitles: ["x", "a", "b"] })',
      'await buildPicture(ones)',
    ])
      assert.ok(resultOf(await run(code))['image/png'], code);
    const { reply } = await client.run('buildPicture([tf.ones([2, 4]), tf.ones([2, 9])])');
    assert.match(reply.evalue, /shapes \[2,4\], \[2,9\] \(expected one shape; choose an output/);
  });

  it("figures of nodeplotlib's own plot, below the cell and without messages from its server", async () => {
    const answer = await run(`
import { plot as original } from 'nodeplotlib';
import { of } from 'rxjs';
original([{ x: [1, 2], y: [2, 5], type: 'scatter' }], { title: 'own' });
original(of([{ y: [1, 2] }], [{ y: [1, 3] }]));`);
    const types = answer.published.map(({ type }) => type).filter((type) => /display_data|stream/.test(type));
    assert.deepEqual(
      types.filter((type) => type !== 'update_display_data'),
      ['display_data', 'display_data'],
    );
    const [figure] = only(answer, 'display_data');
    assert.equal(figure!.content.data['application/vnd.plotly.v1+json'].layout.title.text, 'own');
    const last = only(answer, 'update_display_data').at(-1)!.content.data;
    assert.deepEqual(last['application/vnd.plotly.v1+json'].data[0].y, [1, 3]);
    const { reply } = await client.run('plot({ x: [1], y: [1] } as never)');
    assert.match(reply.evalue, /expected a list of traces/);
    for (const code of [
      "import * as whole from 'nodeplotlib';\nwhole.plot([{ y: [1, 2] }]);",
      "const { plot: required } = require('nodeplotlib');\nrequired([{ y: [1, 2] }]);",
      "(await import('nodeplotlib')).plot([{ y: [1, 2] }]);",
    ])
      assert.equal(only(await run(code), 'display_data').length, 1, code);
    assert.equal(resultOf(await run("Object.keys(require('nodeplotlib'))"))['text/plain'], "[ 'plot' ]");
  });
});
