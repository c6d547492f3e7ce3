/** Sizes by name: `{ inputDims: 784, hiddenLayers: [128, 64] }`. */
export type Sizes = Record<string, number | number[]>;

/**
 * Checks that every size is a whole number of at least 1.
 *
 * @throws `invalid latentDims: 2.5 (...)`, naming the first size that is not
 * @example
 * assertSizes({ inputDims: 784, hiddenLayers: [128, 64], latentDims: 32 });
 */
export function assertSizes(sizes: Sizes): void {
  for (const [name, size] of Object.entries(sizes))
    for (const value of Array.isArray(size) ? size : [size])
      if (!Number.isInteger(value) || value < 1)
        throw new Error(`invalid ${name}: ${show(size)} (expected whole numbers of at least 1)`);
}

/**
 * Checks that each of `dims` is the shape of an image, `[height, width, channels]`.
 *
 * @throws `invalid inputDims: [28, 28] (expected [height, width, channels])`
 * @example
 * assertPicture({ inputDims: [28, 28, 1] });
 */
export function assertPicture(dims: Record<string, number[]>): void {
  for (const [name, shape] of Object.entries(dims))
    if (shape.length !== 3)
      throw new Error(`invalid ${name}: ${show(shape)} (expected [height, width, channels])`);
}

/**
 * Checks that `value` is a number from `min` to `max`, inclusive.
 *
 * @throws `invalid lambtha: -1 (expected a number from 0 to Infinity)`
 * @example
 * assertRange('lambtha', lambtha, 0);
 */
export function assertRange(name: string, value: number, min: number, max = Infinity): void {
  if (!(typeof value === 'number' && value >= min && value <= max))
    throw new Error(`invalid ${name}: ${show(value)} (expected a number from ${min} to ${max})`);
}

/** A value as a learner would write it: `[128, 0]`, `NaN`, `"32"`. */
function show(value: unknown): string {
  return Array.isArray(value) ? `[${value.map(show).join(', ')}]` : (toJson(value) ?? String(value));
}

/** JSON, or undefined if JSON cannot represent the value (NaN, Infinity, undefined). */
function toJson(value: unknown): string | undefined {
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}
