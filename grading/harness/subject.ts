/** The three models every task returns. */
export const parts = ['encoder', 'decoder', 'auto'] as const;
export type Part = (typeof parts)[number];

/** A tensor as plain data, row by row; `data.length` is the product of `shape`. */
export interface Values {
  shape: number[];
  data: number[];
}

/** One use of a layer inside a model; models inside a model are opened, so none of these is a model. */
export interface LayerClaim {
  name: string;
  className: string;
  /** Whether the class is not one of tfjs' layers. */
  own: boolean;
  /** The plain values of the layer's configuration: `{ units: 64, activation: 'relu', ... }`. */
  config: Record<string, unknown>;
  /** Where its inputs come from: indexes into the model's layers, or -1 for the model's own input. */
  inputs: number[];
  /** The shape of its first output, `null` for the batch. */
  outputShape: (number | null)[];
  /** Its weights: indexes into the build's pool. */
  weights: number[];
  trainable: boolean;
}

/** What the submission says one of its models is. */
export interface ModelClaim {
  inputs: (number | null)[][];
  outputs: (number | null)[][];
  /** In the order data flows. */
  layers: LayerClaim[];
  /** For each output the layer it comes from, -1 for the model's own input. */
  outputsFrom: number[];
  /** Indexes into the build's pool. */
  weights: number[];
  /** What `compile` was given, `null` when it was not called. */
  compiled: { optimizer: string; settings: Record<string, unknown>; loss: string } | null;
}

/** What one call of `autoencoder` gave. */
export interface Claim {
  build: number;
  /** The names in the object that came back, or what came back in its place. */
  returned: string[] | string;
  /** The models among them. */
  models: Partial<Record<Part, ModelClaim>>;
  /** The arguments as they are after the call. */
  args: unknown[];
  /** Every weight of the three models once, however many models share it. */
  weights: { name: string; shape: number[] }[];
}

/** What the file hands out. */
export interface Exports {
  names: string[];
  /** `typeof` the export `autoencoder`. */
  autoencoder: string;
}

/**
 * All that a check may ask of a submission: plain data in, plain data out, so that the models may live in this
 * process (practice) or in another one that is not trusted. What it answers are claims.
 *
 * Each method rejects with a `SubmissionError` when the learner's code, or tfjs on its behalf, throws.
 */
export interface Subject {
  exports(): Promise<Exports>;
  /** Calls `autoencoder(...args)`. */
  build(args: unknown[]): Promise<Claim>;
  /** The values of the build's pool of weights. */
  weights(build: number): Promise<Values[]>;
  setWeights(build: number, values: Values[]): Promise<void>;
  /** Each output for `x`, `[batch, ...]`, in one batch. */
  predict(build: number, part: Part, x: Values): Promise<Values[]>;
  /** The loss `auto.evaluate(x, y)` gives, in one batch. */
  evaluate(build: number, x: Values, y: Values): Promise<number>;
  /** The loss `auto.trainOnBatch(x, y)` gives: that of the weights before the step. */
  trainOnBatch(build: number, x: Values, y: Values): Promise<number>;
  /** How many tensors are alive where the models live. */
  tensors(): Promise<number>;
  /** Frees the build's models. */
  dispose(build: number): Promise<void>;
}

/** The learner's code, or tfjs called by it, threw: the learner is told, the grader is not at fault. */
export class SubmissionError extends Error {
  override readonly name = 'SubmissionError';
  /**
   * @param during what was asked of the submission: 'autoencoder(12, [7], 3)', 'auto.predict'
   * @param message the first line of what was thrown
   */
  constructor(
    readonly during: string,
    message: string,
  ) {
    super(message);
  }
}
