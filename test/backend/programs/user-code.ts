import type * as TF from '@tensorflow/tfjs';

/** The state that user code reads and writes. */
export class State {
  number = 1;
  isOn = false;
  calls = 0;
  last = 0;
  kept?: TF.Tensor;
  outside: TF.Tensor;
  variable: TF.Variable;
  aux: TF.LayersModel;
  private seed = 7;

  constructor(
    private readonly tf: typeof TF,
    outputs: number,
  ) {
    this.outside = tf.scalar(1.5);
    this.variable = tf.variable(tf.scalar(1), false);
    const { layers } = tf;
    this.aux = tf.sequential({
      layers: [layers.dense({ units: 2, inputShape: [outputs], kernelInitializer: 'ones' })],
    });
  }

  /** The next pseudorandom number in [0, 1). */
  random(): number {
    this.seed = (this.seed * 16807) % 2147483647;
    return this.seed / 2147483647;
  }

  change(number: number): void {
    this.number = 1 + number / 4;
    this.isOn = !this.isOn;
    this.outside.dispose();
    this.outside = this.tf.scalar(number);
    this.variable.assign(this.tf.scalar(number / 2));
  }

  dispose(): void {
    this.tf.dispose(
      [this.kept, this.outside, this.variable].filter((tensor) => tensor && !tensor.isDisposed) as never,
    );
    this.aux.dispose();
  }
}

type Loss = (target: TF.Tensor, output: TF.Tensor) => TF.Tensor;

/** A loss of each kind. */
export function makeLoss(tf: typeof TF, kind: string, state: State): Loss {
  const mse: Loss = (t, p) => tf.losses.meanSquaredError(t, p);
  const losses: Record<string, Loss> = {
    beta: (t, p) => mse(t, p).mul(state.number),
    branch: (t, p) => (state.calls % 5 < 3 ? mse(t, p) : tf.abs(tf.sub(t, p)).mean().mul(2)),
    counts: mse,
    random: (t, p) => (state.random() < 0.3 ? mse(t, p).mul(0.5) : mse(t, p)),
    array: (t, p) => mse(t, p).mul(tf.tensor1d([state.number, 1, state.calls % 3]).mean()),
    outside: (t, p) => mse(t, p).mul(state.outside),
    variable: (t, p) => mse(t, p).mul(state.variable),
    reads: (t, p) => mse(t, p).mul(p.mean().dataSync()[0]! > 0.2 ? 1 : 0.5),
    readsAtTimes: (t, p) => {
      const loss = mse(t, p);
      if (state.isOn && state.calls % 3 === 0) state.last = loss.dataSync()[0]!;
      return loss.add(state.last);
    },
    keeps: (t, p) => {
      state.kept?.dispose();
      return (state.kept = tf.keep(tf.mul(mse(t, p), state.number)));
    },
    keepsAtTimes: (t, p) => {
      const loss = mse(t, p);
      if (!state.isOn) return loss;
      state.kept?.dispose();
      state.kept = tf.keep(tf.square(loss));
      return loss;
    },
    customGrad: (t, p) => {
      const clipped = tf.customGrad((x) => ({
        value: tf.clone(x as TF.Tensor),
        gradFunc: (dy: TF.Tensor) => tf.mul(dy, state.number),
      }));
      return mse(t, clipped(p));
    },
    gradient: (t, p) =>
      mse(t, p).add(
        tf
          .grad((x) => tf.sum(tf.square(x)))(p)
          .mean(),
      ),
    crossentropy: (t, p) => tf.metrics.binaryCrossentropy(tf.sigmoid(t), tf.sigmoid(p)).mul(state.number),
    attribute: (t, p) => mse(t, tf.clipByValue(p, -state.number, state.number)),
    throws: (t, p) => {
      if (state.isOn && state.calls % 4 === 0) throw new Error('the loss throws');
      return mse(t, p);
    },
    model: (t, p) => mse(t, p).add((state.aux.apply(p) as TF.Tensor).abs().mean().mul(state.number)),
    assigns: (t, p) => {
      if (state.isOn) state.variable.assign(tf.add(state.variable, 0.25));
      return mse(t, p).mul(state.variable);
    },
  };
  const loss = losses[kind];
  if (!loss) throw new Error(`no loss ${kind}`);
  return (target, output) => {
    state.calls++;
    return tf.tidy(() => loss(target, output));
  };
}

/** A layer of each kind: `[batch, units]` to the same shape. */
export function makeLayer(tf: typeof TF, kind: string, state: State): TF.layers.Layer {
  class Custom extends tf.layers.Layer {
    static className = 'Custom';
    private weight?: TF.LayerVariable;
    private inner?: TF.layers.Layer;
    private penalty?: TF.Scalar;

    constructor() {
      super({});
      if (kind === 'penalty')
        this.addLoss(() => {
          const penalty = this.penalty!.clone();
          this.penalty!.dispose();
          return penalty as TF.Scalar;
        });
    }

    override build(shape: TF.Shape): void {
      const units = shape[shape.length - 1]!;
      if (kind === 'weight')
        this.weight = this.addWeight(
          'w',
          [units],
          'float32',
          tf.initializers.ones(),
          tf.regularizers.l2({ l2: 0.01 }),
        );
      if (kind === 'state')
        this.weight = this.addWeight('n', [], 'float32', tf.initializers.zeros(), undefined, false);
      if (kind === 'composite') {
        this.inner = tf.layers.dense({ units, kernelInitializer: 'identity', activation: 'tanh' });
        this.inner.build(shape);
        this.trainableWeights = this.inner.trainableWeights;
      }
      this.built = true;
    }

    override call(inputs: TF.Tensor | TF.Tensor[], { training }: { training?: boolean }): TF.Tensor {
      const x = Array.isArray(inputs) ? inputs[0]! : inputs;
      state.calls++;
      return tf.tidy(() => this.compute(x, training));
    }

    private compute(x: TF.Tensor, training?: boolean): TF.Tensor {
      const ways: Record<string, () => TF.Tensor> = {
        scale: () => x.mul(state.number),
        branch: () => (state.isOn ? tf.tanh(x) : x.mul(1.1)),
        random: () => (training && state.random() < 0.3 ? x.mul(0) : x.clone()),
        weight: () => x.mul(this.weight!.read()),
        composite: () => (this.inner!.apply(x) as TF.Tensor).add(x),
        training: () => (training ? x.mul(state.number) : x),
        outside: () => x.add(state.outside),
        reads: () => (x.mean().dataSync()[0]! > 0 ? x.mul(0.9) : x.mul(1.1)),
        penalty: () => {
          this.penalty = tf.keep(
            x
              .square()
              .mean()
              .mul(state.number * 0.1),
          ) as TF.Scalar;
          return x.clone();
        },
        state: () => {
          if (training) this.weight!.write(this.weight!.read().add(1));
          return x.add(this.weight!.read().mul(0.001));
        },
      };
      return ways[kind]!();
    }
  }
  return new Custom();
}

/** A custom regularizer. */
export function makeRegularizer(tf: typeof TF, state: State): unknown {
  const { constructor } = Object.getPrototypeOf(Object.getPrototypeOf(tf.regularizers.l2())) as object;
  class Custom extends (constructor as typeof tf.serialization.Serializable) {
    static className = 'CustomRegularizer';
    apply(x: TF.Tensor): TF.Scalar {
      state.calls++;
      return tf.tidy(() =>
        x
          .abs()
          .mean()
          .mul(0.01 * state.number),
      ) as TF.Scalar;
    }
    getConfig() {
      return {};
    }
  }
  return new Custom();
}
