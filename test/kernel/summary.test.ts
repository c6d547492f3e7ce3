import assert from 'node:assert/strict';
import { Client, only, resultOf, runOk, textOf } from './client';

describe('A summary', () => {
  let client: Client;
  const run = (code: string) => runOk(client, code);

  before(async () => {
    client = await Client.start();
    await run(`
import * as tf from '@tensorflow/tfjs';
const net = tf.sequential({ name: 'net', layers: [
  tf.layers.dense({ name: 'hidden', units: 3, inputShape: [4], activation: 'relu' }),
  tf.layers.dense({ name: 'output', units: 4 })] });`);
  });
  after(() => client.close());

  const summaryOf = async (code: string) => only(await run(code), 'display_data')[0]!.content.data;

  it('is a table, and text of at most 80 columns', async () => {
    const data = await summaryOf('net.summary();');
    assert.equal(
      data['text/plain'],
      `Sequential "net"
__________________________________________________
Layer (type)    Input shape  Output shape  Param #
==================================================
hidden (Dense)  [null,4]     [null,3]      15
output (Dense)  [null,3]     [null,4]      16
==================================================
Total params: 31
Trainable params: 31
Non-trainable params: 0`,
    );
    assert.match(
      data['text/html'],
      /<table>.*<th scope="col"[^>]*>Layer \(type\)<\/th>.*hidden \(Dense\)<\/th>/,
    );
    assert.deepEqual(Object.keys(resultOf(await run('net'))).sort(), ['text/html', 'text/plain']);
  });

  it('shows the layers of nested models, and wraps long names', async () => {
    const data = await summaryOf(`
const input = tf.input({ shape: [4], name: 'pictures' });
const twice = net.apply(net.apply(input)) as tf.SymbolicTensor;
const joined = tf.layers.concatenate({ name: 'a_layer_whose_name_is_longer_than_any_column_of_a_table' }).apply([twice, input]);
tf.model({ inputs: input, outputs: joined as tf.SymbolicTensor, name: 'outer' }).summary();`);
    const lines = (data['text/plain'] as string).split('\n');
    assert.ok(
      lines.every(({ length }) => length <= 80),
      lines.join('\n'),
    );
    assert.ok(
      lines.some((line) => line.startsWith('  hidden (Dense)')),
      lines.join('\n'),
    );
    assert.match(lines.join(' '), /Receives inputs/);
    assert.ok(!lines.some((line) => /, \S*_$/.test(line)), 'a name is broken although a space was near');
    assert.match(data['text/html'], /padding-left:2em">hidden \(Dense\)/);
  });

  it("is tfjs' text if a width or a print function is given", async () => {
    assert.match(textOf(await run('net.summary(60);')), /^_{60}\nLayer \(type\)/);
    assert.equal(
      textOf(
        await run(
          'const lines: string[] = [];\nnet.summary(80, undefined, (line) => lines.push(line));\nconsole.log(lines.length > 5)',
        ),
      ),
      'true\n',
    );
  });

  it('gives the shapes of models that are applied, such as an encoder and a decoder', async () => {
    const data = await summaryOf(`
const part = (name: string, from: number, units: number) =>
  tf.sequential({ name, layers: [tf.layers.dense({ units, inputShape: [from] })] });
const [encoder, decoder] = [part('encoder', 4, 2), part('decoder', 2, 4)];
const pictures = tf.input({ shape: [4] });
tf.model({ inputs: pictures, outputs: decoder.apply(encoder.apply(pictures)) as tf.SymbolicTensor }).summary();`);
    assert.match(data['text/plain'], /^encoder \(Sequential\) +\[null,4\] +\[null,2\] +10$/m);
    assert.match(data['text/plain'], /^decoder \(Sequential\) +\[null,2\] +\[null,4\] +12$/m);
  });

  it('shows multiple for a layer that is applied to several shapes', async () => {
    const data = await summaryOf(`
const wide = tf.layers.activation({ activation: 'relu', name: 'wide' });
const [two, three] = [tf.input({ shape: [2] }), tf.input({ shape: [3] })];
const both = [wide.apply(two), wide.apply(three)] as tf.SymbolicTensor[];
tf.model({ inputs: [two, three], outputs: both }).summary();`);
    assert.match(data['text/plain'], /^wide \(Activation\) +multiple/m);
  });
});
