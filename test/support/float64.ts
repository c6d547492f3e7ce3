import assert from 'node:assert/strict';

/** The gradient of `f` at `x` by central differences, in float64: an oracle that is independent of our formulas. */
export function toGradient(f: (x: number[]) => number, x: number[], step = 1e-5): number[] {
  return x.map((_, i) => {
    const at = (delta: number) => f(x.map((value, j) => (i === j ? value + delta : value)));
    return (at(step) - at(-step)) / (2 * step);
  });
}

/**
 * Asserts that numbers agree, with a tolerance relative to the largest expected one. Sums in a different order, as on
 * other processors, differ by a fraction of their terms, not by a fixed amount.
 */
export function assertClose(
  actual: number | ArrayLike<number>,
  expected: number | number[],
  tolerance = 1e-5,
  title = '',
): void {
  const [got, want] = [actual, expected].map((x) => (typeof x === 'number' ? [x] : Array.from(x)));
  assert.equal(got!.length, want!.length);
  const scale = want!.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  want!.forEach((value, i) =>
    assert.ok(
      Math.abs(got![i]! - value) <= tolerance * scale,
      `${title}[${i}]: expected ${value}, got ${got![i]} (of ${want!.length})`,
    ),
  );
}

/** Rows of `width` numbers. */
export function toRows(values: number[], width: number): number[][] {
  return Array.from({ length: values.length / width }, (_, i) => values.slice(i * width, (i + 1) * width));
}

export const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
export const mean = (values: number[]): number => sum(values) / values.length;
