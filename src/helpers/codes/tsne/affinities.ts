import * as tf from '@tensorflow/tfjs';

/** For each code, its nearest neighbours and the probability that it picks each of them: consecutive rows of `k`. */
export interface Affinities {
  k: number;
  neighbours: Int32Array;
  /** Each row sums to 1. */
  shares: Float64Array;
}

/**
 * `p(j|i) = exp(-beta_i d_ij^2) / sum`, over the `3 perplexity` nearest neighbours of each code; `beta_i` is chosen so
 * that the entropy of the row is `log(perplexity)`: each code has about `perplexity` effective neighbours.
 *
 * @see van der Maaten (2014), "Accelerating t-SNE using Tree-Based Algorithms", section 4.1
 */
export async function toAffinities(rows: number[][], perplexity: number): Promise<Affinities> {
  const k = Math.min(rows.length - 1, Math.floor(3 * perplexity));
  const neighbours = new Int32Array(rows.length * k);
  const shares = new Float64Array(rows.length * k);
  const x = tf.tidy(() => {
    const all = tf.tensor2d(rows);
    return all.sub(all.mean(0)) as tf.Tensor2D;
  });
  try {
    for (let start = 0; start < rows.length; start += 500) {
      const size = Math.min(500, rows.length - start);
      const { values, indices } = tf.tidy(() => findNearest(x, start, size, k + 1));
      const [distances, ids] = [await values.data(), await indices.data()];
      tf.dispose([values, indices]);
      for (let row = 0; row < size; row++) {
        const at = { from: row * (k + 1), to: (start + row) * k };
        const others = pickOthers(distances, ids, at.from, k, start + row);
        neighbours.set(others.ids, at.to);
        shares.set(toShares(others.distances, Math.log(perplexity)), at.to);
      }
    }
  } finally {
    x.dispose();
  }
  return { k, neighbours, shares };
}

/** The `k` smallest squared distances, negated, between the rows from `start` on and all rows: `|a|^2 + |b|^2 - 2 a b`. */
function findNearest(x: tf.Tensor2D, start: number, size: number, k: number) {
  const part = x.slice([start, 0], [size, -1]);
  const norms = x.square().sum(1);
  const products = part.matMul(x, false, true).mul(2);
  return tf.topk(products.sub(norms).sub(part.square().sum(1, true)), k);
}

/** A row without the code itself, which may not be first, or missing, if several codes are equal. */
function pickOthers(
  negated: ArrayLike<number>,
  ids: ArrayLike<number>,
  from: number,
  k: number,
  self: number,
): { ids: number[]; distances: number[] } {
  const places = Array.from({ length: k + 1 }, (_, i) => from + i);
  const mine = places.findIndex((place) => ids[place] === self);
  places.splice(mine < 0 ? k : mine, 1);
  return { ids: places.map((i) => ids[i]!), distances: places.map((i) => Math.max(0, -negated[i]!)) };
}

/** `exp(-beta d)`, normalized to sum to 1, with `beta` found by bisection to give the requested entropy. */
function toShares(distances: number[], entropy: number): number[] {
  const nearest = Math.min(...distances);
  const scale = distances.reduce((sum, d) => sum + d - nearest, 0) / distances.length || 1;
  let [low, high, beta] = [0, Infinity, 1 / scale];
  let shares: number[] = [];
  for (let i = 0; i < 60; i++) {
    const weights = distances.map((d) => Math.exp(-beta * (d - nearest)));
    const total = weights.reduce((sum, w) => sum + w, 0);
    shares = weights.map((w) => w / total);
    const got = -shares.reduce((sum, p) => (p > 0 ? sum + p * Math.log(p) : sum), 0);
    if (Math.abs(got - entropy) < 1e-5) break;
    if (got > entropy) low = beta;
    else high = beta;
    beta = high === Infinity ? beta * 2 : (low + high) / 2;
  }
  return shares;
}
