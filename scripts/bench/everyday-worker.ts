// A process that does with this project what a learner waits for besides `fit`: it answers requests as scripts/bench/worker.ts does.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { chooseBackend } from '../../src/backend';
import * as helpers from '../../src/helpers';
import { autoencoder } from '../../src/models/0-vanilla';
import { answerRequests } from './answer';
import { build } from './models';
import { setStartWeights } from './work';
import type { Slug } from '../../src/course/slugs';

/** The requests to a peer, whatever its language. */
export interface Requests {
  /** Does something once, in a folder that has what `data` writes; returns its time in ms. What is made ready for it first is not counted. */
  time: { what: string; setting: string; folder: string };
  /** Writes `codes.f32` ([10000, 32], of the test images), `points.f32` ([10000, 2]) and `labels` to a folder. */
  data: { folder: string };
  /** How well the points in a file keep the neighbours of the codes, from 0 to 1. Only Python's libraries answer it. */
  score: { folder: string; file: string };
}

type Work = () => Promise<unknown>;
/** The fastest of those that peers choose from; the lessons' is 500. */
const batchSize = 1000;
const quiet = { onProgress: () => undefined };

/** What is done, by name: each makes ready what is not timed, and returns what is. */
const works: Record<string, (folder: string) => Promise<Work>> = {
  load: async () => async () => helpers.toPixels((await helpers.loadMnist()).train, [784]).dispose(),
  'predict-dense': () => readyPredict('0-vanilla'),
  'predict-conv': () => readyPredict('2-convolutional'),
  async evaluate() {
    const { model, x } = await readyModel('0-vanilla');
    return async () => tf.tidy(() => void (model.evaluate(x, x, { batchSize }) as tf.Scalar).dataSync());
  },
  tsne: (folder) => readyMap(folder, 'tsne', (codes) => helpers.toTsne(codes, quiet)),
  umap: (folder) => readyMap(folder, 'umap', (codes) => helpers.toUmap(codes, quiet)),
  async grid() {
    const x = helpers.toPixels((await helpers.loadMnist()).test, [784], 20);
    return () => helpers.buildPicture(x, { columns: 10 });
  },
  async scatter(folder) {
    const points = tf.tensor2d(readFloats(folder, 'points'), [10_000, 2]);
    const labels = readFileSync(join(folder, 'labels'));
    return async () => helpers.plotClasses(points, labels, { title: 'Codes of the test digits' });
  },
  async curve() {
    const loss = Array.from({ length: 10 }, (_, epoch) => 0.3 / (epoch + 1) + 0.1);
    const history = { loss, val_loss: loss.map((value) => value + 0.01) };
    return async () => helpers.plotHistory({ history });
  },
};

async function readyModel(task: Slug): Promise<{ model: tf.LayersModel; x: tf.Tensor }> {
  const model = build(task);
  setStartWeights(model);
  const { test } = await helpers.loadMnist();
  return { model, x: helpers.toPixels(test, model.inputs[0]!.shape.slice(1) as number[]) };
}

async function readyPredict(task: Slug): Promise<Work> {
  const { model, x } = await readyModel(task);
  // `void`, because tfjs looks for tensors in what a tidy returns, number by number
  return async () => tf.tidy(() => void (model.predict(x, { batchSize }) as tf.Tensor).dataSync());
}

async function readyMap(
  folder: string,
  name: string,
  map: (codes: tf.Tensor) => Promise<number[][]>,
): Promise<Work> {
  const codes = tf.tensor2d(readFloats(folder, 'codes'), [10_000, 32]);
  return async () => writeFloats(folder, `autoencoders-${name}`, (await map(codes)).flat());
}

const ready = new Map<string, Work>();

const answers = {
  async time({ what, folder }: Requests['time']) {
    if (!ready.has(what)) ready.set(what, await works[what]!(folder));
    const start = performance.now();
    await ready.get(what)!();
    return { ms: performance.now() - start };
  },
  async data({ folder }: Requests['data']) {
    helpers.seedRandom(1);
    const { train, test } = await helpers.loadMnist();
    const { encoder, auto } = autoencoder(784, [128, 64], 32);
    const x = helpers.toPixels(train, [784]);
    await auto.fit(x, x, { epochs: 1, batchSize: 256, verbose: 0 });
    const codes = encoder.predict(helpers.toPixels(test, [784])) as tf.Tensor;
    const { points } = await helpers.toPrincipalComponents(codes);
    writeFloats(folder, 'codes', await codes.data());
    writeFloats(folder, 'points', points.flat());
    writeFileSync(join(folder, 'labels'), test.labels);
    return {};
  },
};

const readFloats = (folder: string, name: string): Float32Array =>
  new Float32Array(Uint8Array.from(readFileSync(join(folder, `${name}.f32`))).buffer);

function writeFloats(folder: string, name: string, values: ArrayLike<number>): void {
  writeFileSync(join(folder, `${name}.f32`), Float32Array.from(values));
}

/** In place of the kernel, so that figures are made as in a notebook. */
const notebook = { display: () => ({ update: () => undefined }), clearOutput: () => undefined };

async function main(): Promise<void> {
  await chooseBackend();
  (globalThis as Record<symbol, unknown>)[Symbol.for('autoencoders.kernel')] = notebook;
  await answerRequests(tf.version.tfjs, answers);
}

void main();
