import { PCA } from 'ml-pca';
import { toRows, type Codes } from './codes';

/** Codes in few dimensions, and how much of their variance those hold. */
export interface Projection {
  /** `[count][dims]` */
  points: number[][];
  /** Share of the variance along each dimension, from 0 to 1, the largest first. */
  explainedVariance: number[];
}

/**
 * Principal component analysis: codes seen along the directions in which they vary most.
 *
 * @param codes `[count, latentDims]`
 * @param dims how many directions, 2 when left out
 * @throws when there are fewer than 2 codes, or `dims` is more than they have
 * @example
 * const { points } = await toPrincipalComponents(encoder.predict(images) as tf.Tensor);
 */
export async function toPrincipalComponents(codes: Codes, dims = 2): Promise<Projection> {
  const rows = await toRows(codes, dims);
  const pca = new PCA(rows, { method: 'covarianceMatrix' as const });
  return {
    points: pca.predict(rows, { nComponents: dims }).to2DArray(),
    explainedVariance: pca.getExplainedVariance().slice(0, dims),
  };
}
