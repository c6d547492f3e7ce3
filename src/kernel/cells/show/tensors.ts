import { inspect, type InspectOptions } from 'node:util';
import * as tf from '@tensorflow/tfjs';
import type { Bundle } from '../../protocol';
import { DISPLAY } from './bundle';
import { watchFits } from './fits';
import { rejectRagged } from '../errors/ragged';
import { KERNEL, type KernelApi } from '../output/kernel-api';
import { toLayerLine, toSummary, toSummaryLine } from './summary';

/** Tensors with at most so many values show them inside of other values. */
const FEW = 8;
/** How many lines of a tensor's values are shown. */
const MOST = 40;

type Describe<T> = (this: T, depth: number | null, options: InspectOptions) => string;

/** Makes TensorFlow.js' objects print in a readable form, which is short inside of other values. */
export function showTensorsBriefly(): void {
  const model = tf.LayersModel.prototype;
  describe(tf.Tensor, describeTensor);
  describe(tf.SymbolicTensor, describeSymbolic);
  describe(tf.layers.Layer, function () {
    return toLayerLine(this);
  });
  describe(tf.LayersModel, function (...place) {
    return isPart(...place) ? toSummaryLine(this) : describeModel(this)['text/plain'];
  });
  describe(tf.GraphModel, function () {
    return `GraphModel: ${this.inputs.length} inputs, ${this.outputs.length} outputs`;
  });
  describe(tf.History, describeHistory);
  describe(tf.Optimizer, describeOptimizer);
  describe(tf.data.Dataset, function () {
    return `Dataset of ${Number.isFinite(this.size) ? this.size : 'any number of'} elements`;
  });
  describe(tf.LayerVariable, describeWeight);
  describeArrays();
  Object.defineProperty(model, DISPLAY, {
    value(this: tf.LayersModel): Bundle {
      return describeModel(this);
    },
  });
  replaceSummary();
  teachConsole();
  watchFits();
  rejectRagged();
}

function describe<T extends object>(kind: { prototype: T }, value: Describe<T>): void {
  Object.defineProperty(kind.prototype, inspect.custom, { value, configurable: true });
}

/** Whether a value is inside of another one: then Node has descended a level. */
const isPart = (depth: number | null, options: InspectOptions): boolean =>
  depth !== null && typeof options.depth === 'number' && depth < options.depth;

const toShape = (shape: tf.Shape): string => `[${shape.map((size) => size ?? 'null').join(', ')}]`;

function describeTensor(this: tf.Tensor, depth: number | null, options: InspectOptions): string {
  const { shape, dtype, size, isDisposed } = this;
  if (isDisposed) return `Tensor of shape ${toShape(shape)}, ${dtype}, disposed`;
  if (isPart(depth, options)) {
    const values = size <= FEW && shape.length <= 1 ? `: ${toFewValues(this)}` : '';
    return `Tensor of shape ${toShape(shape)}, ${dtype}${values}`;
  }
  const lines = this.toString(true).split('\n');
  return (lines.length > MOST ? [...lines.slice(0, MOST), '    ...'] : lines).join('\n');
}

/** `[ 1, 2 ]`; booleans and complex numbers as tfjs prints them, because it returns them as other numbers. */
function toFewValues(tensor: tf.Tensor): string {
  if (tensor.dtype === 'complex64' || tensor.dtype === 'bool') {
    const text = tensor
      .toString()
      .replace(/^Tensor\s+/, '')
      .trim();
    return text.replace(/^\[(.*)\]$/, '[ $1 ]');
  }
  return inspect(tensor.arraySync(), { breakLength: Infinity });
}

function describeSymbolic(this: tf.SymbolicTensor): string {
  return `SymbolicTensor "${this.name}" of shape ${toShape(this.shape)}, ${this.dtype}`;
}

function describeOptimizer(this: tf.Optimizer): string {
  const settings = Object.entries(this.getConfig()).map(([name, value]) => `${name} ${String(value)}`);
  return `${this.getClassName()}: ${settings.join(', ')}`;
}

/** Inside of other values, a long typed array, such as the images of a data set, shows its length and first numbers. */
function describeArrays(): void {
  const toStart = (array: ArrayLike<unknown>, name: string): string =>
    `${name}(${array.length}) [ ${Array.from({ length: 3 }, (_, i) => String(array[i])).join(', ')}, ... ]`;
  describe(
    { prototype: Object.getPrototypeOf(Uint8Array.prototype) as Float32Array },
    function (depth, options) {
      const isLong = isPart(depth, options) && this.length > FEW * 2;
      return isLong
        ? toStart(this, this.constructor.name)
        : inspect(this, { ...options, customInspect: false });
    },
  );
  if (typeof Buffer === 'undefined') return; // in a browser
  const ofBuffer = (Buffer.prototype as unknown as Record<symbol, Describe<Buffer>>)[inspect.custom]!;
  describe(Buffer, function (depth, options) {
    const isLong = isPart(depth, options) && this.length > FEW * 2;
    return isLong ? toStart(this, 'Uint8Array') : ofBuffer.call(this, depth, options);
  });
}

function describeWeight(this: tf.LayerVariable): string {
  return `LayerVariable "${this.name}" of shape ${toShape(this.shape)}, ${this.dtype}${this.trainable ? '' : ', frozen'}`;
}

function describeModel(model: tf.LayersModel): { 'text/plain': string } {
  try {
    if (!model.built) model.build([]);
    return toSummary(model);
  } catch {
    return {
      'text/plain': `${model.getClassName()} "${model.name}", not built: the first layer has no inputShape`,
    };
  }
}

/** In a notebook a summary is a table; with a width or a print function, it is tfjs' text. */
function replaceSummary(): void {
  for (const prototype of [tf.LayersModel.prototype, tf.Sequential.prototype]) {
    const { summary } = prototype;
    prototype.summary = function (...args) {
      if (args.some((arg) => arg !== undefined)) return summary.apply(this, args);
      const { display } = (globalThis as unknown as Record<symbol, KernelApi>)[KERNEL]!;
      display(toSummary(this));
    };
  }
}

/** `console.table` and `console.dir` show the value of a tensor or model, not its fields. */
function teachConsole(): void {
  const { table } = console;
  console.dir = (value, options) => console.log(inspect(value, { customInspect: true, ...options }));
  console.table = (data, columns) =>
    table.call(console, data instanceof tf.Tensor && !data.isDisposed ? data.arraySync() : data, columns);
}

/** `History of 10 epochs: loss 0.2028 to 0.0868, val_loss 0.1704 to 0.0842` */
function describeHistory(this: tf.History): string {
  const count = this.epoch?.length ?? 0;
  const curves = Object.entries(this.history ?? {}).map(([name, values]) => {
    const [first, last] = [values[0], values.at(-1)].map((value) => Number(value).toPrecision(4));
    return `${name} ${first} to ${last}`;
  });
  return `History of ${count} epoch${count === 1 ? '' : 's'}: ${curves.join(', ')}`;
}
