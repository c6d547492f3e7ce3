/** A stack of dense layers, small enough to be part of a page. */
export interface PageNetwork {
  /** Size of one input. */
  inputs: number;
  /** From the first layer to the last. */
  layers: { units: number; activation: Activation }[];
  /** The kernel, row by row, and the bias of each layer: half floats, low byte first, in base64. */
  weights: string;
}

/** The activations that `runNetwork` computes. */
export type Activation = 'linear' | 'relu' | 'sigmoid' | 'tanh';

// This function is embedded in the page and runs in the browser: it must not use anything defined outside of it.

/**
 * A network as a function of one input, which computes what `predict` computes.
 *
 * @returns maps `inputs` numbers to as many as the last layer has units
 */
export function runNetwork({ inputs, layers, weights }: PageNetwork): (input: ArrayLike<number>) => number[] {
  const bytes = atob(weights);
  const toNumber = (half: number) => {
    const [exponent, fraction] = [(half >> 10) & 31, half & 1023];
    const size = exponent ? 2 ** (exponent - 15) * (1 + fraction / 1024) : fraction * 2 ** -24;
    return half & 0x8000 ? -size : size;
  };
  const numbers = Float32Array.from({ length: bytes.length / 2 }, (_, i) =>
    toNumber(bytes.charCodeAt(2 * i) + 256 * bytes.charCodeAt(2 * i + 1)),
  );
  let at = 0;
  const take = (count: number) => numbers.subarray(at, (at += count));
  let size = inputs;
  const parts = layers.map(({ units, activation }) => {
    const part = { units, activation, kernel: take(size * units), bias: take(units) };
    size = units;
    return part;
  });
  return (input) =>
    parts.reduce((values, { units, activation, kernel, bias }) => {
      const sums = Array.from(bias);
      values.forEach((value, i) => {
        if (value) for (let j = 0; j < units; j++) sums[j]! += value * kernel[i * units + j]!;
      });
      if (activation === 'relu') return sums.map((sum) => Math.max(0, sum));
      if (activation === 'sigmoid') return sums.map((sum) => 1 / (1 + Math.exp(-sum)));
      return activation === 'tanh' ? sums.map(Math.tanh) : sums;
    }, Array.from(input));
}
