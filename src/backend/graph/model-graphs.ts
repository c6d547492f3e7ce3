import * as tf from '@tensorflow/tfjs';
import { withNoise } from '../kernels/random';
import type { Batch, Step, TrainedModel } from '../step';
import { GraphDefBuilder } from './graph-def';
import { GraphStep } from './graph-step';
import { findDifference, record, type Recording } from './recorder';
import { Residents } from './resident';
import { dataOf } from './runtime';
import { Session } from './session';
import { Watched } from './watched';

/** Shapes of batches that get a graph of their own; a model fed more of them runs the rest eagerly. */
const maxShapes = 16;

/** What became of one step for one shape of batch. */
interface Entry {
  /** Kind and shapes, for people. */
  name: string;
  /** Eager steps to run before the first recording, in which optimizers make their variables. */
  warmUp: number;
  /** The newest recording; the next one is held against it. */
  recording?: Recording;
  graph?: GraphStep;
  /** Whether the graph still is what the step does, as far as is known. */
  isCurrent?: boolean;
  /** Why the step stays eager. */
  why?: string;
}

/** The graphs of one model's steps, and the session that holds them with the model's variables. */
export class ModelGraphs {
  private readonly entries = new Map<string, Entry>();
  private session?: Session;
  private residents?: Residents;
  private parts: unknown[] = [];
  private watched: Watched[] = [];
  private seed = 0;
  private built = 0;
  private readonly layers: Record<string, unknown>[];

  constructor(private readonly model: TrainedModel) {
    this.layers = layersOf(model as { layers?: object[] });
  }

  /** Runs `step` on `batch`: as a graph when it has one, and otherwise eagerly, on the way to one where it can be. */
  run(kind: 'train' | 'test' | 'predict', eager: Step, batch: Batch): tf.Scalar[] {
    this.checkParts();
    const step: Step = (data) => withNoise(this.seed, () => eager(data));
    const tensors = batch.filter((tensor): tensor is tf.Tensor => tensor != null);
    const name = [kind, ...batch.map(describe)].join(' ');
    const key = name + aliases(tensors);
    let entry = this.entries.get(key);
    if (!entry) {
      if (this.entries.size >= maxShapes) return step(batch);
      this.entries.set(key, (entry = { name, warmUp: kind === 'train' ? 1 : 0 }));
    }
    if (entry.graph && entry.isCurrent) return entry.graph.run(tensors) as tf.Scalar[];
    if (entry.why || entry.warmUp-- > 0) return step(batch);
    return this.record(entry, () => step(batch), tensors);
  }

  /** Why steps of the model run eagerly, one line for each kind and shape of batch; empty when none does for good. */
  explain(): string[] {
    return [...this.entries.values()].filter(({ why }) => why).map(({ name, why }) => `${name}: ${why}`);
  }

  /** Code of the user ran since the last step and may have changed a number that a graph holds: the next step is eager. */
  check(): void {
    for (const entry of this.entries.values()) entry.isCurrent = false;
  }

  /** Frees the graphs; variables keep their values. */
  reset(): void {
    this.residents?.leave();
    this.session?.close();
    this.session = this.residents = undefined;
    this.entries.clear();
  }

  private record(entry: Entry, step: () => tf.Scalar[], batch: tf.Tensor[]): tf.Scalar[] {
    const { results, recording } = record(step, batch, tensorsOf(this.model.optimizer_));
    const difference = entry.recording && findDifference(entry.recording, recording);
    if (difference && !entry.graph) entry.why = difference;
    if (difference) entry.graph = undefined;
    else if (entry.recording && !entry.graph) this.build(entry, recording, batch, results);
    entry.isCurrent = !difference;
    entry.recording = recording;
    entry.why ??= recording.why;
    return results as tf.Scalar[];
  }

  private build(entry: Entry, recording: Recording, batch: tf.Tensor[], results: tf.Tensor[]): void {
    try {
      this.session ??= new Session(new GraphDefBuilder().toBytes());
      this.residents ??= new Residents(this.session);
      const name = `step${this.built++}`;
      entry.graph = new GraphStep(name, recording, batch, results, this.session, this.residents);
    } catch (error) {
      entry.why = (error as Error).message;
    }
  }

  /** A model compiled anew, a learning rate, a flag or number of a layer that changed: what was recorded is of another step. */
  private checkParts(): void {
    const { optimizer_, lossFunctions, metricsTensors, collectedTrainableWeights } = this.model;
    const config = optimizer_ && JSON.stringify(optimizer_.getConfig());
    const parts = [optimizer_, lossFunctions, metricsTensors, config, ...(collectedTrainableWeights ?? [])];
    const isSame = parts.length === this.parts.length && parts.every((part, i) => part === this.parts[i]);
    if (isSame && !this.watched.some((layer) => layer.hasChanged)) return;
    this.reset();
    this.parts = parts;
    this.watched = this.layers.map((layer) => new Watched(layer));
    this.seed = 1 + Math.floor(Math.random() * (2 ** 31 - 2));
  }
}

/** The layers of `model`, nested ones included. */
function layersOf(model: { layers?: object[] }): Record<string, unknown>[] {
  return (model.layers ?? []).flatMap((layer) => [layer as Record<string, unknown>, ...layersOf(layer)]);
}

const describe = (tensor: tf.Tensor | null): string => (tensor ? `${tensor.dtype}[${tensor.shape}]` : '-');

/** Which tensors of a batch are one and the same. */
function aliases(batch: tf.Tensor[]): string {
  const datas = batch.map(dataOf);
  return datas.map((data) => datas.indexOf(data)).join();
}

/** The tensors that an optimizer holds as its constants, such as a learning rate. */
function tensorsOf(optimizer: tf.Optimizer | undefined): tf.Tensor[] {
  return Object.values(optimizer ?? {}).filter(
    (value): value is tf.Tensor => value instanceof tf.Tensor && !(value instanceof tf.Variable),
  );
}
