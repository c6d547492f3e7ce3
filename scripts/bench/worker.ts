// A process that trains with one way of running TensorFlow.js: it reads requests as lines of JSON on stdin and answers on stdout.
import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { chooseBackend } from '../../src/backend';
import { toPixels, type LabelledImages } from '../../src/helpers/data/labelled-images';
import { answerRequests } from './answer';
import { build, picturesOf, type ModelName } from './models';
import { flopsOf, setStartWeights } from './work';

/** The requests to a peer, whatever its language. */
export interface Requests {
  /** Builds a new model; returns the time of the first step of a fit, in ms, and the results of three steps after four, like `fit`. */
  build: { model: ModelName; batch: number; width: number };
  /** Fits `steps` batches; returns ms per step and the mean loss. */
  fit: { steps: number };
  /** The machine's speed of matrix products, in GFLOP/s. */
  speed: object;
  /** Operations of a step, as in `flopsOf`. */
  flops: { model: ModelName; batch: number; width: number };
  /** Peak memory of the process, in MiB. */
  memory: object;
}

const [, , setting] = process.argv as [string, string, string];
let model: tf.LayersModel;
let name: ModelName | undefined;
let pictures: LabelledImages;
let batch: number;

const answers = {
  async build(asked: Requests['build']) {
    model?.dispose();
    ({ batch } = asked);
    model = build(asked.model, asked.width);
    setStartWeights(model);
    if (asked.model !== name) pictures = await picturesOf(asked.model);
    name = asked.model;
    const first = await fit(4);
    const next = await fit(3);
    return { firstStepMs: first.msPerStep * 4 - next.msPerStep * 3, ...next };
  },
  fit: ({ steps }: Requests['fit']) => fit(steps),
  async speed() {
    const size = 2048;
    const matrix = tf.randomUniform([size, size]);
    const times: number[] = [];
    for (let i = 0; i < 12; i++) {
      const start = performance.now();
      tf.tidy(() => void tf.matMul(matrix, matrix).dataSync());
      times.push(performance.now() - start);
    }
    matrix.dispose();
    return { gflops: (2 * size ** 3) / 1e6 / Math.min(...times) };
  },
  flops: ({ model, batch, width }: Requests['flops']) =>
    Promise.resolve({ flops: flopsOf(model, batch, width) }),
  async memory() {
    const [, kib] = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    return { peakMemoryMiB: kib ? Number(kib) / 1024 : process.resourceUsage().maxRSS / 1024 };
  },
};

async function fit(steps: number): Promise<{ msPerStep: number; loss: number }> {
  const count = Math.min(steps * batch, pictures.shape[0]);
  const x = toPixels(pictures, model.inputs[0]!.shape.slice(1) as number[], count);
  await tf.nextFrame();
  const start = performance.now();
  const { history } = await model.fit(x, x, { epochs: 1, batchSize: batch, shuffle: false, verbose: 0 });
  const msPerStep = (performance.now() - start) / Math.ceil(count / batch);
  x.dispose();
  return { msPerStep, loss: history.loss![0] as number };
}

/** `autoencoders-native` and `autoencoders-wasm` are this project; `native`, `wasm`, `cpu` are plain TensorFlow.js. */
async function start(): Promise<void> {
  const [ours, backend] = setting.split('-');
  if (ours === 'autoencoders') {
    process.env.AUTOENCODERS_BACKEND = backend!;
    await chooseBackend();
  } else if (setting === 'native') {
    (require('node:util') as { isNullOrUndefined?: unknown }).isNullOrUndefined ??= (x: unknown) => x == null;
    require('@tensorflow/tfjs-node-gpu');
  } else {
    if (setting === 'wasm') await import('@tensorflow/tfjs-backend-wasm');
    await tf.setBackend(setting);
  }
}

async function main(): Promise<void> {
  await start();
  await answerRequests(tf.version.tfjs, answers);
}

void main();
