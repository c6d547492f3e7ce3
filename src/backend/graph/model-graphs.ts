import * as tf from '@tensorflow/tfjs';
import { Noise, withNoise } from '../kernels/random';
import type { Batch, Step, TrainedModel } from '../training/step';
import { observe } from '../tfjs/user-code';
import { ModelParts } from './watch/model-parts';
import { GraphDefBuilder } from '../session/graph-def';
import { GraphStep } from './graph-step';
import { findDifference, record, type Recording } from './record/recorder';
import { collectPure } from './watch/pure';
import { Residents } from '../session/resident';
import { dataOf, type Input, type Values } from '../tfjs/runtime';
import { Session } from '../session/session';
import { Follower } from './trace/follower';
import type { Script } from './trace/script';
import { Tracer } from './trace/tracer';

/** The maximum number of batch shapes with a graph per model; further ones run eagerly. */
const maxShapes = 16;
/** The maximum number of variants of user code with a graph; a step with more of them runs eagerly. */
const maxVariants = 8;

export type Kind = 'train' | 'test' | 'predict';

/** A step; `forward` is only its forward pass, which does not change the model. */
export interface Work {
  kind: Kind;
  step: Step;
  forward: (batch: Batch) => void;
}

/** One variant of a step: its operations, and what user code did. */
interface Variant {
  script: Script;
  recording: Recording;
  graph?: GraphStep;
}

/** The state of one step for one batch shape. */
interface Entry {
  kind: Kind;
  /** Kind and shapes, in readable form. */
  name: string;
  /** Eager steps to run before the first recording, in which optimizers create their variables. */
  warmUp: number;
  variants: Variant[];
  /** Why the step stays eager. */
  why?: string;
}

/** A step in progress. */
interface RunningStep {
  tensors: tf.Tensor[];
  noise: Noise;
  eager: () => tf.Scalar[];
  forward: () => void;
}

const noNumbers = new Map<number, Values>();

/** The graphs of one model's steps, and the session that contains them and the model's variables. */
export class ModelGraphs {
  private readonly entries = new Map<string, Entry>();
  private session?: Session;
  private residents?: Residents;
  private parts?: ModelParts;
  private seed?: number;
  private steps = 0;
  private built = 0;

  constructor(private readonly model: TrainedModel) {
    collectPure();
  }

  /** Runs a step on `batch`: as a graph if it has one, otherwise eagerly, recording it for a graph if possible. */
  run(work: Work, batch: Batch): tf.Scalar[] {
    this.checkParts();
    const noise = new Noise(() => (this.seed ??= Math.floor(Math.random() * 2 ** 31)), this.steps++);
    const step = {
      tensors: batch.filter((tensor): tensor is tf.Tensor => tensor != null),
      noise,
      eager: () => withNoise(noise, () => work.step(batch)),
      forward: () => withNoise(noise, () => work.forward(batch)),
    };
    const entry = this.entryOf(work.kind, batch, step.tensors);
    if (!entry) return step.eager();
    entry.why ??= this.parts!.whyEager(work.kind === 'train');
    if (entry.why || entry.warmUp-- > 0) return step.eager();
    if (!entry.variants.length) return this.record(entry, new Tracer(step.tensors, this.parts!), step);
    return this.follow(entry, step);
  }

  /** Why steps of the model run eagerly, one line for each kind and batch shape; empty if none does permanently. */
  explain(): string[] {
    return [...this.entries.values()].filter(({ why }) => why).map(({ name, why }) => `${name}: ${why}`);
  }

  /** Frees the graphs; variables keep their values. */
  reset(): void {
    this.residents?.leave();
    this.session?.close();
    this.session = this.residents = undefined;
    this.entries.clear();
  }

  private entryOf(kind: Kind, batch: Batch, tensors: tf.Tensor[]): Entry | undefined {
    const name = [kind, ...batch.map(describe)].join(' ');
    const key = name + aliases(tensors);
    const found = this.entries.get(key);
    if (found || this.entries.size >= maxShapes) return found;
    const entry = { kind, name, warmUp: kind === 'train' ? 1 : 0, variants: [] };
    this.entries.set(key, entry);
    return entry;
  }

  /** Runs a step of a recorded shape: as a graph if user code, which runs first, follows a variant that has one. */
  private follow(entry: Entry, step: RunningStep): tf.Scalar[] {
    const { noise, tensors } = step;
    const hasCustomCode = entry.variants[0]!.script.events.length > 0;
    if (!hasCustomCode) {
      const [variant] = entry.variants as [Variant];
      if (variant.graph) return this.runGraph(entry, variant.graph, step, noNumbers);
      return this.record(entry, new Tracer(tensors, this.parts!), step, variant);
    }
    const scripts = entry.variants.map(({ script }) => script);
    const follower = new Follower(tensors, this.parts!, scripts, () => {
      noise.rewind();
      step.forward();
    });
    let followed: Script | undefined;
    try {
      followed = withNoise(noise, () => follower.follow());
    } catch (error) {
      if (follower.thrown) this.repeatUntilThrown(follower, step);
      throw error;
    }
    const keepsTensors = follower.settle();
    let variant = entry.variants.find(({ script }) => script === followed);
    if (this.parts!.haveChanged) {
      // User code has just changed the model: its results are valid, but the graphs are not.
      this.reset();
      this.parts = new ModelParts(this.model);
      entry = { ...entry, variants: [] };
      variant = undefined;
    }
    if (variant?.graph && !keepsTensors) return this.runGraph(entry, variant.graph, step, follower.constants);
    noise.rewind();
    follower.undo();
    const results = this.record(entry, new Tracer(tensors, this.parts!, follower), step, variant);
    entry.why ??= follower.why ?? (keepsTensors ? 'it keeps a tensor beyond the step' : undefined);
    return results;
  }

  /** User code threw: applies the changes that the eager step would have made up to this point. */
  private repeatUntilThrown(follower: Follower, { tensors, noise, eager }: RunningStep): void {
    noise.rewind();
    follower.undo();
    const repeater = new Tracer(tensors, this.parts!, follower);
    try {
      observe(repeater, eager);
    } finally {
      repeater.end();
    }
  }

  private runGraph(
    { kind }: Entry,
    graph: GraphStep,
    { tensors, noise }: RunningStep,
    numbers: Map<number, Values>,
  ): tf.Scalar[] {
    const valuesOf = (input: Input) => ('draw' in input ? noise.seedOf(input.draw) : numbers.get(input.ref)!);
    const results = graph.run(tensors, valuesOf) as tf.Scalar[];
    if (kind === 'train') this.model.optimizer_!.incrementIterations();
    return results;
  }

  /** Runs the step eagerly and records it; if the second recording of a variant equals the first, it becomes its graph. */
  private record(entry: Entry, tracer: Tracer, step: RunningStep, variant?: Variant): tf.Scalar[] {
    const held = tensorsOf(this.model.optimizer_);
    const run = () => observe(tracer, step.eager);
    let recorded: ReturnType<typeof record>;
    try {
      recorded = record(run, step.tensors, held);
    } finally {
      tracer.end();
    }
    const { results, recording } = recorded;
    entry.why ??= tracer.why ?? recording.why;
    if (tracer.keepsTensors(results)) entry.why ??= 'it keeps a tensor beyond the step';
    if (variant) {
      entry.why ??= findDifference(variant.recording, recording);
      if (!entry.why) this.build(entry, variant, recording, step.tensors, results);
    } else if (!entry.why) {
      const unused = recording.unused.flatMap((input) => ('ref' in input ? [input.ref] : []));
      entry.variants.push({ script: tracer.toScript(unused), recording });
      if (entry.variants.length > maxVariants) entry.why = 'its operations change from step to step';
    }
    return results as tf.Scalar[];
  }

  private build(
    entry: Entry,
    variant: Variant,
    recording: Recording,
    batch: tf.Tensor[],
    results: tf.Tensor[],
  ): void {
    try {
      this.session ??= new Session(new GraphDefBuilder().toBytes());
      this.residents ??= new Residents(this.session);
      const name = `step${this.built++}`;
      variant.graph = new GraphStep(name, recording, batch, results, this.session, this.residents);
    } catch (error) {
      entry.why = (error as Error).message;
    }
  }

  /** Drops the recordings if a part of the model has changed. */
  private checkParts(): void {
    if (this.parts && !this.parts.haveChanged) return;
    const isRecorded = [...this.entries.values()].some(({ variants, why }) => variants.length || why);
    if (isRecorded) this.reset(); // otherwise the optimizer has already created its variables
    this.parts = new ModelParts(this.model);
  }
}

const describe = (tensor: tf.Tensor | null): string => (tensor ? `${tensor.dtype}[${tensor.shape}]` : '-');

/** Which tensors of a batch are identical. */
function aliases(batch: tf.Tensor[]): string {
  const datas = batch.map(dataOf);
  return datas.map((data) => datas.indexOf(data)).join();
}

/** The tensors that an optimizer uses as constants, such as a learning rate. */
function tensorsOf(optimizer: tf.Optimizer | undefined): tf.Tensor[] {
  return Object.values(optimizer ?? {}).filter(
    (value): value is tf.Tensor => value instanceof tf.Tensor && !(value instanceof tf.Variable),
  );
}
