/** The disk space that each build needs during set-up, with what pip puts in its cache, and that it keeps, in GB. */
export const sizes = { cpu: { space: 1.2, keeps: 0.85 }, gpu: { space: 12, keeps: 5 } };

/**
 * Chooses between TensorFlow's libraries for the CPU and for GPUs.
 *
 * @param {object} facts
 * @param {string | undefined} facts.wanted `AUTOENCODERS_GPU`: 0, 1, or nothing
 * @param {{ usable: boolean, found: string }} facts.gpu the result of `findGpu`
 * @param {boolean} facts.isSetUp whether the library for GPUs is set up: it also computes on the processor, so it is kept
 *   when the driver is gone, perhaps only until the next restart
 * @param {number} facts.free GB free on the disk
 * @returns {{ build: 'cpu' | 'gpu', why: string, wrong?: string }} `wrong` if `AUTOENCODERS_GPU` is anything else
 */
export function chooseBuild({ wanted, gpu, isSetUp, free }) {
  if (wanted && !['0', '1'].includes(wanted)) {
    const wrong = `invalid AUTOENCODERS_GPU: ${wanted} (expected 0 or 1)`;
    return { ...chooseBuild({ gpu, isSetUp, free }), wrong };
  }
  if (wanted) return { build: wanted === '1' ? 'gpu' : 'cpu', why: 'set by AUTOENCODERS_GPU' };
  if (isSetUp) return { build: 'gpu', why: gpu.usable ? gpu.found : `${gpu.found}; it was set up earlier` };
  if (!gpu.usable) return { build: 'cpu', why: gpu.found };
  const needed = sizes.gpu.space;
  if (free < needed)
    return {
      build: 'cpu',
      why: `${gpu.found}, but the library for GPUs needs ${needed} GB of disk space, and ${free.toFixed(1)} GB are free`,
    };
  return { build: 'gpu', why: gpu.found };
}
