/** The three models every task returns. */
export const parts = ['encoder', 'decoder', 'auto'] as const;
export type Part = (typeof parts)[number];

/** A tensor as plain data, row by row; `data.length` is the product of `shape`. */
export interface Values {
  shape: number[];
  data: number[];
}

/** Images as bytes, which are sent and read much faster than numbers. */
export interface Images {
  shape: number[];
  /** In base64, row by row: 255 is 1. */
  bytes: string;
}

/** One call of a layer inside a model; nested models are expanded, so none of these is a model. */
export interface LayerClaim {
  name: string;
  className: string;
  /** Whether the class is not one of tfjs' layers. */
  own: boolean;
  /** The plain values of the layer's configuration: `{ units: 64, activation: 'relu', ... }`. */
  config: Record<string, unknown>;
  /** The sources of its inputs: indexes into the model's layers, or -1 for the model's input. */
  inputs: number[];
  /** The shape of its first output, `null` for the batch. */
  outputShape: (number | null)[];
  /** Its weights, as indexes into the build's pool. */
  weights: number[];
  trainable: boolean;
}

/** A submission's description of one of its models. */
export interface ModelClaim {
  inputs: (number | null)[][];
  outputs: (number | null)[][];
  /** In data-flow order. */
  layers: LayerClaim[];
  /** For each output, the index of its layer, or -1 for the model's input. */
  outputsFrom: number[];
  /** Indexes into the build's pool. */
  weights: number[];
  /** The arguments of `compile`, or `null` if it was not called. */
  compiled: { optimizer: string; settings: Record<string, unknown>; loss: string } | null;
}

/** The result of one call of `autoencoder`. */
export interface Claim {
  build: number;
  /** The keys of the returned object, or what was returned instead. */
  returned: string[] | string;
  /** The models among them. */
  models: Partial<Record<Part, ModelClaim>>;
  /** The arguments after the call. */
  args: unknown[];
  /** The weights of the three models, each listed once however many models share it. */
  weights: { name: string; shape: number[] }[];
}

/** The exports of the file. */
export interface Exports {
  names: string[];
  /** The `typeof` of the export `autoencoder`. */
  autoencoder: string;
}

/**
 * Everything that a check may ask a submission: plain data in, plain data out, so that the models may be in this process
 * (practice) or in another, untrusted one. Its answers are claims.
 *
 * Each method rejects with a `SubmissionError` if the learner's code, or tfjs called by it, throws.
 */
export interface Subject {
  exports(): Promise<Exports>;
  /** Calls `autoencoder(...args)`. */
  build(args: unknown[]): Promise<Claim>;
  /** The values of the build's weights. */
  weights(build: number): Promise<Values[]>;
  setWeights(build: number, values: Values[]): Promise<void>;
  /** Each output for `x`, `[batch, ...]`, in one batch. */
  predict(build: number, part: Part, x: Values): Promise<Values[]>;
  /** The loss from `auto.evaluate(x, y)`, in one batch. */
  evaluate(build: number, x: Values, y: Values): Promise<number>;
  /** The loss from `auto.trainOnBatch(x, y)`, computed with the weights before the step. */
  trainOnBatch(build: number, x: Values, y: Values): Promise<number>;
  /** Trains `auto` to restore `x`, `[samples, ...]`, and returns the loss of each epoch. */
  fit(build: number, x: Images, options: { batchSize: number; epochs: number }): Promise<number[]>;
  /** The number of live tensors in the models' process. */
  tensors(): Promise<number>;
  /** Frees the build's models. */
  dispose(build: number): Promise<void>;
}

/** The learner's code, or tfjs called by it, threw: the error is shown to the learner. */
export class SubmissionError extends Error {
  override readonly name = 'SubmissionError';
  /**
   * @param during what the submission was asked to do: 'autoencoder(12, [7], 3)', 'auto.predict'
   * @param message the first line of the error
   */
  constructor(
    readonly during: string,
    message: string,
  ) {
    super(message);
  }
}
