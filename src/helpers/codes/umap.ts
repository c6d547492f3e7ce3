import seedrandom from 'seedrandom';
import { UMAP } from 'umap-js';
import { assertRange } from '../base/assert';
import { buildBar } from '../base/bar';
import { toRows, type Codes } from './codes';
import { Layout } from './umap-layout';

/** Options of `toUmap`. */
export interface UmapOptions {
  /** How many nearest codes to keep together, at least 2; defaults to 15. */
  neighbours?: number;
  /** Seed of the random numbers; defaults to 0. */
  seed?: number;
  /** Called with the share of the work that is done, from 0 to 1; defaults to a progress bar. */
  onProgress?: (done: number) => void;
}

/**
 * UMAP: maps codes to points in the plane, keeping neighbours close together.
 *
 * @param codes `[count, latentDims]`, more than `neighbours` of them
 * @returns `[count][2]`
 * @throws if there are too few codes
 * @see McInnes, Healy and Melville (2018), "UMAP: Uniform Manifold Approximation and Projection"
 * @example
 * const points = await toUmap(encoder.predict(images) as tf.Tensor);
 */
export async function toUmap(codes: Codes, options: UmapOptions = {}): Promise<number[][]> {
  const { neighbours = 15, seed = 0, onProgress = buildBar('UMAP') } = options;
  const rows = await toRows(codes, 2);
  assertRange('neighbours', neighbours, 2, rows.length - 1);
  // alea, because the generator that is seedrandom's default would take longer than the steps
  const random = seedrandom.alea(String(seed));
  const umap = new UMAP({ nComponents: 2, nNeighbors: neighbours, random });
  umap.initializeFit(rows);
  const layout = new Layout(umap, random);
  for (let epoch = 0; epoch < layout.epochs; epoch++) {
    layout.step();
    if (epoch % 10 === 9) await new Promise(setImmediate); // so that Stop and progress are handled
    onProgress((epoch + 1) / layout.epochs);
  }
  return Array.from(rows, (_, i) => [layout.points[2 * i]!, layout.points[2 * i + 1]!]);
}
