import type * as TF from '@tensorflow/tfjs';
import { buildModel, makeOptimizer, noise } from './model';
import type { Action, Program } from './program';
import { makeLoss, State } from './user-code';

/** The result of an action: numbers, or an error message. */
export type Outcome = { did: string; numbers: number[] } | { did: string; error: string };

/** Runs `program` with the given TensorFlow.js, and returns the result of each action. */
export async function run(tf: typeof TF, program: Program): Promise<Outcome[]> {
  const before = tf.memory().numTensors;
  const outcomes: Outcome[] = [];
  let session: Session;
  try {
    session = new Session(tf, program);
  } catch (error) {
    return [{ did: 'build', error: wordsOf((error as Error).message) }];
  }
  for (const action of program.actions) {
    try {
      outcomes.push({ did: action.do, numbers: (await session.act(action)).flat() });
    } catch (error) {
      outcomes.push({ did: action.do, error: wordsOf((error as Error).message) });
    }
  }
  const calls = session.state.calls;
  session.dispose();
  const left = session.hasPenalty ? 0 : tf.memory().numTensors - before;
  outcomes.push({ did: 'calls of user code', numbers: [calls] }, { did: 'tensors left', numbers: [left] });
  return outcomes;
}

/** An error's message without parts that differ by design: numbers of layers, and TensorFlow's location. */
const wordsOf = (message: string): string =>
  message
    .replace(/\d+/g, '#')
    .replace(/\s+/g, ' ')
    .replace(/\[\[?Node.*|\(op.*/, '')
    .slice(0, 60);

class Session {
  readonly state: State;
  readonly hasPenalty: boolean;
  private readonly model: TF.LayersModel;
  private readonly configurable: Record<string, unknown>[];
  private optimizer: TF.Optimizer;
  private readonly optimizers: TF.Optimizer[] = [];
  private readonly kept: TF.Tensor[] = [];

  constructor(
    private readonly tf: typeof TF,
    private readonly program: Program,
  ) {
    this.state = new State(tf, program.outputs);
    this.hasPenalty = program.layers.some((layer) => 'custom' in layer && layer.custom === 'penalty');
    ({ model: this.model, configurable: this.configurable } = buildModel(tf, program, this.state));
    this.optimizer = this.newOptimizer(program.optimizer);
    this.compile(program.loss, program.metric);
  }

  async act(action: Action): Promise<number[][]> {
    const { tf, model, state } = this;
    switch (action.do) {
      case 'train': {
        const results: number[][] = [];
        const [x, y] = this.data(action.rows);
        for (let i = 0; i < action.times; i++)
          results.push([await model.trainOnBatch(x, y)].flat() as number[]);
        return [...results, this.weights()];
      }
      case 'fit': {
        const [x, y] = this.data(action.rows);
        const { history } = await model.fit(x, y, {
          ...{ epochs: action.epochs, batchSize: action.batchSize, shuffle: false, verbose: 0 },
          ...(action.validate && this.canEvaluate ? { validationData: [x, y] } : {}),
          callbacks: action.change
            ? {
                onEpochBegin: (epoch) => state.change(epoch),
                onBatchEnd: (batch) => void (state.isOn = batch % 2 === 0),
              }
            : undefined,
        });
        return [...(Object.values(history) as number[][]), this.weights(), this.keptNumbers()];
      }
      case 'evaluate': {
        if (!this.canEvaluate) return [];
        const [x, y] = this.data(action.rows);
        return Array.from({ length: action.times }, () => {
          const results = [model.evaluate(x, y, { batchSize: action.batchSize })].flat();
          return results.map((result) => result.dataSync()[0]!);
        });
      }
      case 'predict':
        return tf.tidy(() => {
          const result = model.predict(this.data(action.rows)[0], { batchSize: action.batchSize });
          return [[...(result as TF.Tensor).dataSync()]];
        });
      case 'saliency':
        return tf.tidy(() => {
          const gradient = tf.grad((x) => (model.predict(x, { batchSize: 2 }) as TF.Tensor).sum());
          return [[...gradient(this.data(action.rows)[0]).dataSync()]];
        });
      case 'change':
        return (state.change(action.number), []);
      case 'weights':
        return this.changeWeights(action.how);
      case 'rate': {
        const optimizer = this.optimizer as unknown as {
          setLearningRate?(to: number): void;
          learningRate: number;
        };
        if (optimizer.setLearningRate) optimizer.setLearningRate(action.to);
        else optimizer.learningRate = action.to;
        return [];
      }
      case 'configure':
        for (const part of this.configurable)
          for (const [key, value] of Object.entries(part))
            if (typeof value === 'number') part[key] = value * (0.5 + action.number / 4);
        return [];
      case 'freeze':
        for (const layer of model.layers) layer.trainable = !layer.trainable;
        return [];
      case 'compile':
        if (!action.sameOptimizer) this.optimizer = this.newOptimizer(action.optimizer);
        return (this.compile(action.loss, this.program.metric), []);
      case 'save':
        return this.saveAndLoad();
      case 'wrong':
        return [
          [
            await model.trainOnBatch(
              tf.ones([4, this.program.inputs + 1]),
              tf.ones([4, this.program.outputs]),
            ),
          ].flat() as number[],
        ];
    }
  }

  dispose(): void {
    this.model.dispose();
    for (const optimizer of this.optimizers) optimizer.dispose();
    this.tf.dispose(this.kept);
    this.state.dispose();
  }

  /** tfjs omits penalties from evaluation; this project adds them, like Keras. */
  private get canEvaluate(): boolean {
    return (
      !this.hasPenalty &&
      !this.program.layers.some(
        (layer) => 'regularizer' in layer || ('custom' in layer && layer.custom === 'weight'),
      )
    );
  }

  private compile(loss: string, metric?: string): void {
    const named = /^(mean|binary)/.test(loss);
    const mae = (t: TF.Tensor, p: TF.Tensor) => this.tf.abs(this.tf.sub(t, p)).mean().mul(this.state.number);
    this.model.compile({
      optimizer: this.optimizer,
      loss: named ? loss : makeLoss(this.tf, loss, this.state),
      metrics: metric === 'custom' ? [mae as never] : metric ? [metric] : undefined,
    });
  }

  private newOptimizer(name: string): TF.Optimizer {
    const optimizer = makeOptimizer(this.tf, name);
    this.optimizers.push(optimizer);
    return optimizer;
  }

  private data(rows: number): [TF.Tensor, TF.Tensor] {
    const { inputs, outputs } = this.program;
    const made = [inputs, outputs].map((units, i) => {
      const values = noise(rows * units, rows + i).map((value) => (i ? Math.abs(value) : value));
      return this.tf.tensor(values, [rows, units]);
    }) as [TF.Tensor, TF.Tensor];
    this.kept.push(...made);
    return made;
  }

  private weights(): number[] {
    return this.model.getWeights().flatMap((weight) => [...weight.dataSync()]);
  }

  private keptNumbers(): number[] {
    const { kept } = this.state;
    return kept && !kept.isDisposed ? [...kept.dataSync()] : [];
  }

  private changeWeights(how: string): number[][] {
    const { tf, model } = this;
    const weights = model.getWeights();
    const set = (change: (values: Float32Array) => void): number[][] => {
      model.setWeights(
        weights.map((weight, i) => {
          const values = weight.dataSync().slice() as Float32Array;
          if (i === 0) change(values);
          const tensor = tf.tensor(values, weight.shape);
          this.kept.push(tensor);
          return tensor;
        }),
      );
      return [];
    };
    const ways: Record<string, () => number[][]> = {
      read: () => [this.weights()],
      scale: () => set((values) => values.forEach((value, i) => (values[i] = value * 0.9))),
      nan: () => set((values) => (values[0] = NaN)),
      infinity: () => set((values) => (values[0] = Infinity)),
      zero: () => set((values) => values.fill(0)),
      keep: () => {
        this.kept.push(...weights.map((weight) => tf.clone(weight)));
        return this.kept.slice(-weights.length).map((tensor) => [...tensor.dataSync()]);
      },
      gather: () => {
        const rows = tf.gather(weights[0]!, [0]);
        this.kept.push(rows);
        return [[...rows.dataSync()]];
      },
      swap: () => {
        const saved = weights.map((weight) => tf.clone(weight));
        model.setWeights(weights.map((weight) => tf.tidy(() => tf.fill(weight.shape, 0.1))));
        const [x] = this.data(33);
        const result = [...(tf.tidy(() => model.predict(x, { batchSize: 4 })) as TF.Tensor).dataSync()];
        model.setWeights(saved);
        this.kept.push(...saved);
        return [result, this.weights()];
      },
    };
    return ways[how]!();
  }

  private async saveAndLoad(): Promise<number[][]> {
    let saved: TF.io.ModelArtifacts | undefined;
    await this.model.save(
      this.tf.io.withSaveHandler((artifacts) => {
        saved = artifacts;
        return Promise.resolve({
          modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' as const },
        });
      }),
      { includeOptimizer: true },
    );
    return [[...new Float32Array(saved!.weightData as ArrayBuffer)]];
  }
}
