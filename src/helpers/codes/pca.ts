import { PCA } from 'ml-pca';
import { toRows, type Codes } from './codes';

/** Codes in few dimensions, and how much of their variance these explain. */
export interface Projection {
  /** `[count][dims]` */
  points: number[][];
  /** Share of the variance explained by each dimension, from 0 to 1, largest first. */
  explainedVariance: number[];
}

/**
 * Principal component analysis: projects codes onto the directions in which they vary most.
 *
 * @param codes `[count, latentDims]`
 * @param dims how many directions; defaults to 2
 * @throws if there are fewer than 2 codes, or `dims` is larger than their size
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
