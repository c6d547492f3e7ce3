import type { UMAP } from 'umap-js';

/** What umap-js has computed when its `initializeFit` returns: the graph of neighbours, and where the points start. */
interface State {
  head: number[];
  tail: number[];
  /** Of each edge: after how many epochs it is drawn again, and how many for each point that is pushed away. */
  epochsPerSample: number[];
  epochsPerNegativeSample: number[];
  headEmbedding: number[][];
  initialAlpha: number;
  gamma: number;
  a: number;
  b: number;
  nEpochs: number;
}

const most = 4; // of one step in either direction
const clip = (step: number): number => (step > most ? most : step < -most ? -most : step);

/**
 * UMAP's points in the plane, moved epoch by epoch: those that an edge joins towards each other, and others, drawn at random,
 * apart. The same steps as umap-js', in typed arrays, which takes about half the time.
 *
 * @see McInnes, Healy and Melville (2018), "UMAP: Uniform Manifold Approximation and Projection", algorithm 5
 */
export class Layout {
  /** `[x, y, x, y, ...]` */
  readonly points: Float64Array;
  readonly epochs: number;
  private epoch = 0;
  private alpha: number;
  private readonly state: State;
  private readonly head: Int32Array;
  private readonly tail: Int32Array;
  private readonly every: Float64Array;
  private readonly next: Float64Array;
  private readonly pushEvery: Float64Array;
  private readonly nextPush: Float64Array;

  /**
   * @param umap in two dimensions, after `initializeFit`
   * @param random numbers from 0 to 1, to draw the points that are pushed away
   */
  constructor(
    umap: UMAP,
    private readonly random: () => number,
  ) {
    this.state = (umap as unknown as { optimizationState: State }).optimizationState;
    const { head, tail, epochsPerSample, epochsPerNegativeSample, headEmbedding } = this.state;
    this.points = Float64Array.from(headEmbedding.flat());
    this.epochs = this.state.nEpochs;
    this.alpha = this.state.initialAlpha;
    [this.head, this.tail] = [Int32Array.from(head), Int32Array.from(tail)];
    [this.every, this.next] = [Float64Array.from(epochsPerSample), Float64Array.from(epochsPerSample)];
    this.pushEvery = Float64Array.from(epochsPerNegativeSample);
    this.nextPush = Float64Array.from(epochsPerNegativeSample);
  }

  /** One epoch. */
  step(): void {
    const { points, head, tail, every, next, pushEvery, nextPush, epoch, alpha } = this;
    const { a, b } = this.state;
    for (let edge = 0; edge < head.length; edge++) {
      if (next[edge]! > epoch) continue;
      const [i, j] = [2 * head[edge]!, 2 * tail[edge]!];
      const dx = points[i]! - points[j]!;
      const dy = points[i + 1]! - points[j + 1]!;
      const distance = dx * dx + dy * dy;
      if (distance > 0) {
        const power = distance ** b;
        const pull = (-2 * a * b * power) / distance / (a * power + 1);
        const [stepX, stepY] = [clip(pull * dx) * alpha, clip(pull * dy) * alpha];
        points[i]! += stepX;
        points[i + 1]! += stepY;
        points[j]! -= stepX;
        points[j + 1]! -= stepY;
      }
      next[edge]! += every[edge]!;
      const pushes = Math.floor((epoch - nextPush[edge]!) / pushEvery[edge]!);
      for (let k = 0; k < pushes; k++) this.push(i);
      nextPush[edge]! += pushes * pushEvery[edge]!;
    }
    this.alpha = this.state.initialAlpha * (1 - epoch / this.epochs);
    this.epoch++;
  }

  /** Pushes the point at `i` away from a random one. */
  private push(i: number): void {
    const { points, alpha } = this;
    const { a, b, gamma } = this.state;
    const j = 2 * Math.floor(this.random() * (points.length / 2));
    const dx = points[i]! - points[j]!;
    const dy = points[i + 1]! - points[j + 1]!;
    const distance = dx * dx + dy * dy;
    if (!(distance > 0) && i === j) return;
    const push = distance > 0 ? (2 * gamma * b) / ((0.001 + distance) * (a * distance ** b + 1)) : 0;
    points[i]! += (push > 0 ? clip(push * dx) : most) * alpha;
    points[i + 1]! += (push > 0 ? clip(push * dy) : most) * alpha;
  }
}
