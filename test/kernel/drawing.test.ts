import assert from 'node:assert/strict';
import { Jimp } from 'jimp';
import { Client, textOf, type Answer } from './client';

type Bundle = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any

/** What a cell shows in the end, in order: an updated display keeps its place. */
function toShown({ published }: Answer): Bundle[] {
  const shown = new Map<string, Bundle>();
  for (const { type, content } of published)
    if (/^(update_)?display_data$/.test(type)) shown.set(content.transient.display_id, content.data);
  return [...shown.values()];
}

const readPng = (bundle: Bundle) => Jimp.read(Buffer.from(bundle['image/png'], 'base64'));

describe('Drawing in a notebook', () => {
  let client: Client;
  before(async () => {
    client = await Client.start();
    const answer = await client.run(`
import * as tf from '@tensorflow/tfjs';
import { plot, plotBars, plotClasses, plotHistory, progress } from 'autoencoders';`);
    assert.equal(answer.reply.status, 'ok', JSON.stringify(answer.reply));
  });
  after(() => client.close());

  it('plot shows a figure for Plotly as an object, an image of the same size and a description', async () => {
    const answer = await client.run(`
plot([{ x: [1, 2, 3], y: [0.3, 0.2, 0.1], mode: 'lines', name: 'loss' }], {
  title: 'Training', xaxis: { title: 'epoch' }, yaxis: { title: 'loss' },
});`);
    assert.equal(answer.reply.status, 'ok', JSON.stringify(answer.reply));
    const [bundle, ...rest] = toShown(answer);
    assert.deepEqual(rest, []);
    const { data, layout } = bundle!['application/vnd.plotly.v1+json'];
    assert.deepEqual(data, [{ x: [1, 2, 3], y: [0.3, 0.2, 0.1], mode: 'lines', name: 'loss' }]);
    assert.deepEqual(
      [layout.title, layout.xaxis.title, layout.yaxis.title],
      [{ text: 'Training' }, { text: 'epoch' }, { text: 'loss' }],
    );
    const { width, height } = await readPng(bundle!);
    assert.deepEqual([width, height], [layout.width, layout.height]);
    const alt = 'Training. Lines of loss. Across: epoch, 1 to 3. Up: loss, 0.1 to 0.3.';
    assert.equal(bundle!['text/plain'], alt);
  });

  it('ten thousand points take less than 300 KB, and none is lost', async () => {
    const answer = await client.run(`
const labels = Array.from({ length: 10000 }, (_, k) => k % 10);
const points = tf.randomNormal([10000, 2], 0, 1, 'float32', 1);
plotClasses(points, labels, { title: 'Codes' });`);
    const [bundle] = toShown(answer);
    assert.ok(JSON.stringify(bundle).length < 300_000, String(JSON.stringify(bundle).length));
    const [{ x, y, marker }] = bundle!['application/vnd.plotly.v1+json'].data;
    for (const [axis, size] of [
      [x, 4],
      [y, 4],
      [marker.color, 1],
      [marker.symbol, 1],
    ])
      assert.equal(Buffer.from(axis.bdata, 'base64').length, 10_000 * size);
    assert.deepEqual(marker.colorbar.ticktext, [
      '● 0',
      '■ 1',
      '◆ 2',
      '▲ 3',
      '▼ 4',
      '✚ 5',
      '✖ 6',
      '★ 7',
      '⬟ 8',
      '◀ 9',
    ]);
  });

  it('errors explain invalid points, labels, names and histories', async () => {
    const wrong = [
      [
        'plotClasses(tf.zeros([5, 3]), [1], { title: "" })',
        /invalid points: shape \[5,3\] \(expected \[count, 2\]\)/,
      ],
      [
        'plotClasses(tf.zeros([5, 2]), [1], { title: "" })',
        /invalid labels: 1 of them \(expected 5, one per point\)/,
      ],
      [
        'plotBars([1, 2], { names: ["a"], title: "", xTitle: "", yTitle: "" })',
        /invalid names: 1 of them \(expected 2, one per value\)/,
      ],
      [
        'plotHistory({ history: {} })',
        /invalid history: no loss or val_loss \(expected what fit returned, after await\)/,
      ],
    ] as const;
    for (const [code, message] of wrong) assert.match((await client.run(code)).reply.evalue, message);
  });

  const model = `
const input = tf.input({ shape: [8] });
const net = tf.model({ inputs: input, outputs: tf.layers.dense({ units: 1 }).apply(input) as tf.SymbolicTensor });
net.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
const [ones, zeros] = [tf.ones([640, 8]), tf.zeros([640, 1])];`;

  it('progress updates a line and curves in place, and leaves their last state', async () => {
    const answer = await client.run(`${model}
await net.fit(ones, zeros, { epochs: 30, verbose: 0, validationData: [ones, zeros], callbacks: progress() });`);
    const [line, curves, ...rest] = toShown(answer);
    assert.match(
      line!['text/plain'],
      /^█{20} {2}Epoch 30\/30, step 20\/20: loss \S+, val_loss \S+, .* ms\/step/,
    );
    assert.match(curves!['text/plain'], /^Lines of loss, val_loss\. Across: epoch, 1 to 30\./);
    assert.deepEqual([(await readPng(curves!)).width, rest], [520, []]);
  });

  it('Stop in the middle of fit keeps the model, its history and the curves', async () => {
    const id = await client.send('execute_request', {
      code: `${model}
const training = progress();
await net.fit(ones, zeros, { epochs: 1e5, verbose: 0, validationData: [ones, zeros], callbacks: training });`,
      silent: false,
    });
    await client.until(() =>
      client.published.some(({ parent, content }) => {
        const { data } = content as { data?: Bundle };
        return (parent as Bundle).msg_id === id && data?.['image/png'];
      }),
    );
    await client.askControl('interrupt_request', {});
    const stopped = await client.answer(id);
    assert.equal(stopped.reply.ename, 'Interrupted');
    const [line] = toShown(stopped);
    assert.match(line!['text/plain'], /^░+ {2}Epoch \d+\/100000, step /);

    const next = await client.run(`
const { loss, val_loss } = net.history.history;
console.log(loss.length > 1, val_loss.length > 0, [...loss, ...val_loss].every((value) => Number.isFinite(value)));
console.log((net.predict(ones) as tf.Tensor).shape);
console.log(String(training.history.loss) === String(loss), String(training.history.val_loss) === String(val_loss));
plotHistory(training);`);
    assert.equal(textOf(next), 'true true true\n[ 640, 1 ]\ntrue true\n', JSON.stringify(next.reply));
    assert.match(toShown(next)[0]!['text/plain'], /^Training\. Lines of loss, val_loss\./);
    const again = await client.run(
      '(await net.fit(ones, zeros, { epochs: 2, verbose: 0 })).history.loss.length',
    );
    const result = again.published.find(({ type }) => type === 'execute_result');
    assert.equal(result?.content.data['text/plain'], '2');
  });
});
