import { toAffinities, type Affinities } from './affinities';
import { assertRange, assertSizes } from '../../base/assert';
import { buildBar } from '../../base/bar';
import { toRows, type Codes } from '../codes';
import { toPrincipalComponents } from '../pca';
import { QuadTree } from './quad-tree';

/** Options of `toTsne`. */
export interface TsneOptions {
  /** The approximate number of neighbours to consider, from 1 to a third of the codes; defaults to 30. */
  perplexity?: number;
  /** Steps of gradient descent; defaults to 750. */
  iterations?: number;
  /** From 0, exact and slow, to 1, coarse and fast; defaults to 0.5. */
  theta?: number;
  /** Called with the share of the work that is done, from 0 to 1; defaults to a progress bar. */
  onProgress?: (done: number) => void;
}

const exaggeration = 12; // factor of the attraction in the first third of the steps, so that clusters can form

/**
 * t-SNE: maps codes to points in the plane so that neighbours stay neighbours. It minimizes the
 * Kullback-Leibler divergence of the points' affinities `q` from the codes' `p` by gradient descent,
 *
 *     dKL/dy_i = 4 sum over j of (p_ij - q_ij) (y_i - y_j) / (1 + |y_i - y_j|^2)
 *
 * starting from the first two principal components, so that the same codes always give the same points.
 *
 * @param codes `[count, latentDims]`, at least 4
 * @returns `[count][2]`
 * @throws if there are too few codes, or an option is out of range
 * @see van der Maaten (2014), "Accelerating t-SNE using Tree-Based Algorithms"
 * @example
 * const points = await toTsne(encoder.predict(images) as tf.Tensor);
 */
export async function toTsne(codes: Codes, options: TsneOptions = {}): Promise<number[][]> {
  const { perplexity = 30, iterations = 750, theta = 0.5, onProgress = buildBar('t-SNE') } = options;
  const rows = await toRows(codes, 2);
  assertRange('perplexity', perplexity, 1, Math.max(1, (rows.length - 1) / 3));
  assertSizes({ iterations });
  assertRange('theta', theta, 0, 1);
  const affinities = await toAffinities(rows, perplexity);
  const points = await toStart(rows);
  const descent = new Descent(points, affinities, theta);
  for (let step = 0; step < iterations; step++) {
    const early = step < iterations / 3;
    descent.step(early ? exaggeration : 1, early ? 0.5 : 0.8);
    if (step % 5 === 4) await new Promise(setImmediate); // so that Stop and progress are handled
    onProgress((step + 1) / iterations);
  }
  return Array.from({ length: rows.length }, (_, i) => [points[2 * i]!, points[2 * i + 1]!]);
}

/** The first two principal components, scaled down (to 1e-4) so that no pair starts far apart: `[x, y, x, y, ...]`. */
async function toStart(rows: number[][]): Promise<Float64Array> {
  const { points } = await toPrincipalComponents(rows, 2);
  const spread = Math.sqrt(points.reduce((sum, [x]) => sum + x! * x!, 0) / points.length) || 1;
  return Float64Array.from(points.flat(), (value) => (1e-4 * value) / spread);
}

/** Gradient descent with momentum, and a gain per coordinate that grows while its direction stays the same. */
class Descent {
  private readonly velocity: Float64Array;
  private readonly gains: Float64Array;
  private readonly learningRate: number;

  constructor(
    private readonly points: Float64Array,
    private readonly affinities: Affinities,
    private readonly theta: number,
  ) {
    this.velocity = new Float64Array(points.length);
    this.gains = new Float64Array(points.length).fill(1);
    this.learningRate = Math.max(points.length / 2 / exaggeration / 4, 50);
  }

  /** One step; `attraction` multiplies the codes' affinities. */
  step(attraction: number, momentum: number): void {
    const { points, velocity, gains, learningRate } = this;
    const gradient = toGradient(points, this.affinities, this.theta, attraction);
    for (let i = 0; i < points.length; i++) {
      const same = gradient[i]! > 0 === velocity[i]! > 0;
      gains[i] = Math.max(0.01, same ? gains[i]! * 0.8 : gains[i]! + 0.2);
      velocity[i] = momentum * velocity[i]! - learningRate * gains[i]! * gradient[i]!;
      points[i]! += velocity[i]!;
    }
  }
}

/** The gradient of the divergence with respect to each coordinate, with `attraction` times the codes' affinities. */
export function toGradient(
  points: Float64Array,
  { k, neighbours, shares }: Affinities,
  theta: number,
  attraction: number,
): Float64Array {
  const count = points.length / 2;
  const gradient = new Float64Array(points.length);
  const force = new Float64Array(3);
  const tree = new QuadTree(points, theta);
  let total = -count; // the tree includes each point itself, with q = 1
  for (let i = 0; i < points.length; i += 2) {
    tree.repel(points[i]!, points[i + 1]!, force);
    gradient[i] = -force[0]!;
    gradient[i + 1] = -force[1]!;
    total += force[2]!;
  }
  for (let i = 0; i < gradient.length; i++) gradient[i]! *= 4 / total;
  for (let edge = 0; edge < neighbours.length; edge++) {
    const a = 2 * Math.floor(edge / k);
    const b = 2 * neighbours[edge]!;
    const dx = points[a]! - points[b]!;
    const dy = points[a + 1]! - points[b + 1]!;
    const p = (attraction * shares[edge]!) / (2 * count); // p_ij = (p(j|i) + p(i|j)) / 2n; each edge adds one term
    const pull = (4 * p) / (1 + dx * dx + dy * dy);
    gradient[a]! += pull * dx;
    gradient[a + 1]! += pull * dy;
    gradient[b]! -= pull * dx;
    gradient[b + 1]! -= pull * dy;
  }
  return gradient;
}
